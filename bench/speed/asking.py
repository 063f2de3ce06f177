"""Measures asking as programs and people do it: everyday and expert questions, first and warm.

    python -m bench asking [--questions 300] [--corpus DIR] [--scratch DIR]

Asked is the pool, made into a corpus first, or the corpus named. Programs import il2qa in a process
of its own, with nothing set in its environment (as many BLAS threads as the library finds), and ask
by one thread and by eight that share the corpus; people run the command, once a question or with
one question a line. Times are by the clock, in milliseconds: median and 95th percentile; `busy` is
the processor's time of an answer by one thread, which other processes trouble less.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.data import files
from bench.data.made_pubmed import pool_records
from bench.speed.corpora import fill
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer

KINDS = {
    "everyday": ("own_words_questions.jsonl", "q"),
    "expert": ("bioasq_questions.jsonl.gz", "question"),
}
"""Each kind of question, and the file and the name that it has there."""

STARTS = 7  # times that the command is run for one question
PROGRAM = """
import sys, time
begun = time.perf_counter()
import json, threading
import il2qa

place, threads, *asked = json.load(sys.stdin)
corpus = il2qa.open_corpus(place)
corpus.ask(asked[0])
first = time.perf_counter() - begun
for question in asked[:30]:
    corpus.ask(question)
waiting, lock, times = list(reversed(asked)), threading.Lock(), []

def work():
    while True:
        with lock:
            if not waiting:
                return
            question = waiting.pop()
        begun = time.perf_counter()
        corpus.ask(question)
        times.append(time.perf_counter() - begun)

begun, busy = time.perf_counter(), time.process_time()
workers = [threading.Thread(target=work) for _ in range(threads)]
for one in workers: one.start()
for one in workers: one.join()
print(json.dumps({"first": first, "times": times, "all": time.perf_counter() - begun,
                  "busy": time.process_time() - busy}))
"""


def questions(kind: str, number: int) -> list[str]:
    """Questions of a kind, evenly taken from its file."""
    name, key = KINDS[kind]
    found = [str(row[key]) for row in files.rows(name)]
    return found[:: max(1, len(found) // number)][:number]


def by_program(place: Path, asked: Sequence[str], threads: int) -> dict[str, Any]:
    """Seconds until a program has its first answer, of each one when warm, and of all of them."""
    told = json.dumps([str(place), threads, *asked])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=told,
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def by_command_once(place: Path, asked: Sequence[str]) -> list[float]:
    """Seconds of the command for one question each."""
    command = [sys.executable, "-m", "il2qa", "ask", "--corpus", str(place)]
    times = []
    for question in asked[:STARTS]:
        begun = time.perf_counter()
        subprocess.run([*command, question], capture_output=True, check=False, env=environment())
        times.append(time.perf_counter() - begun)
    return times


def by_command(place: Path, asked: Sequence[str]) -> list[float]:
    """Seconds of each answer by one command that is given a question a line."""
    command = [sys.executable, "-m", "il2qa", "ask", "--json", "--corpus", str(place), "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        return list(_answered(process, asked))[30:]


def _answered(process: subprocess.Popen[str], asked: Sequence[str]) -> Iterator[float]:
    assert process.stdin
    assert process.stdout
    for question in [*asked[:30], *asked]:
        begun = time.perf_counter()
        process.stdin.write(f"{question}\n")
        process.stdin.flush()
        if not process.stdout.readline():
            raise RuntimeError(f"no answer to {question}")
        yield time.perf_counter() - begun


def environment() -> dict[str, str]:
    """What a program finds that sets no number of threads."""
    return {name: value for name, value in os.environ.items() if not name.endswith("NUM_THREADS")}


def shown(times: Sequence[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered) * 1e3:.1f} / {last * 1e3:.1f} ms"


def measure(place: Path, number: int) -> None:
    """Print a few lines for each kind of question."""
    for kind in KINDS:
        asked = questions(kind, number)
        for threads in (1, 8):
            found = by_program(place, asked, threads)
            busy = found["busy"] / len(asked) * 1e3
            print(
                f"{kind}, program, {threads} thread{'s' * (threads > 1)}: {shown(found['times'])}, "
                f"busy {busy:.1f} ms, {len(asked) / found['all']:.0f} a second; first answer after "
                f"{found['first'] * 1e3:.0f} ms",
                flush=True,
            )
        print(f"{kind}, command, a question a line: {shown(by_command(place, asked))}", flush=True)
        once = shown(by_command_once(place, asked))
        print(f"{kind}, command, one question, whole process: {once}", flush=True)


def main() -> None:
    """Make the corpus and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--corpus", type=Path, default=None)
    parser.add_argument("--scratch", type=Path, default=None)
    options = parser.parse_args()
    if options.corpus:
        measure(options.corpus, options.questions)
        return
    with tempfile.TemporaryDirectory(dir=options.scratch, prefix="asking-") as scratch:
        place = Path(scratch) / "pool"
        records = pool_records(files.folder())
        fill(place, ((record, analyse(record, default_analyzer())) for record in records))
        measure(place, options.questions)


if __name__ == "__main__":
    main()
