"""Measures corpora on disk: time to ask, to start, to index, to add; size; growth; peers.

    python -m bench speed [--sizes 30000,300000] [--questions 300] [--scratch DIR]

DATA holds abstracts_pool.jsonl.gz and question files. All is made in a new folder in the scratch
folder, and deleted at the end (about 2 GB a million records). Times are medians and 95th
percentiles, by the clock and of the processor: a busy machine troubles the second less. bm25s is
left out where it is not installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from bench.data import files
from bench.data.made_pubmed import Assembly, pool, pool_records, write_files
from bench.speed.timing import medians
from il2qa.answering import CANDIDATES, answer, shipped_engine
from il2qa.bm25 import PASSAGE_B, PASSAGE_K1
from il2qa.corpora.codec.compression import LEARNT_FROM, learnt
from il2qa.corpora.codec.counting import postings_among
from il2qa.corpora.codec.payload import content, entry
from il2qa.corpora.disk.reader import SURPLUS, DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.models import Record
from il2qa.passages.analysis import Analysis, analyse
from il2qa.ranking.rank import rank
from il2qa.text.analyzer import default_analyzer
from il2qa.text.queries import Query

_ANALYZER = default_analyzer()

T = TypeVar("T")
ALL_OF_PUBMED = 38_000_000
ASKED = "Which cells produce interleukin-2?"
QUESTION_FILES = ("bioasq_questions.jsonl.gz", "own_words_questions.jsonl")


def main() -> None:
    """Measure, print a line for each figure."""
    options = _options()
    asked = questions(files.folder(), options.questions)
    with tempfile.TemporaryDirectory(dir=options.scratch, prefix="speed-") as scratch:
        folder = Path(scratch)
        texts = pool(files.folder())
        if "pool" in options.parts:
            measure_pool(files.folder(), folder, asked)
        if "index" in options.parts:
            measure_indexing(texts, folder)
        if "growth" in options.parts:
            measure_growth(texts, folder, asked, options.sizes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", type=_numbers, default=[30_000, 300_000])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--scratch", type=Path, default=None)
    parser.add_argument("--parts", default="pool,index,growth")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def questions(data: Path, number: int) -> list[str]:
    """Development questions, evenly taken from the files."""
    found = []
    for name in QUESTION_FILES:
        opened = gzip.open if name.endswith("gz") else open
        with opened(data / name, "rt", encoding="utf-8") as lines:
            read = [json.loads(line) for line in lines]
            found += [row.get("question") or row["q"] for row in read]
    return found[:: max(1, len(found) // number)][:number]


def measure_pool(data: Path, folder: Path, asked: Sequence[str]) -> None:
    """Asking the pool: the split of the time, and the peers on the same sentences."""
    records = pool_records(data)
    analysed = [analyse(record, _ANALYZER) for record in records]
    place = folder / "pool"
    fill(place, zip(records, analysed, strict=True))
    corpus = DiskCorpus(place)
    for question in asked[:30]:
        answer(corpus, question)
    whole = timed(lambda question: answer(corpus, question), asked)
    say(f"ask, {len(records):,} records", whole, "target p50 15, p95 40")
    split(corpus, asked)
    sentences = [passage.terms for found in analysed for passage in found.quoted]
    sentences = [terms for terms in sentences if terms]
    del analysed, records
    peers(sentences, asked, whole.middle)


def split(corpus: DiskCorpus, asked: Sequence[str]) -> None:
    """Where the time of an answer goes."""
    parsed = [_ANALYZER.parse(question) for question in asked]
    say("  analysing the question", timed(_ANALYZER.parse, asked))
    say("  candidates", timed(lambda query: corpus.candidates(query, None, CANDIDATES), parsed))
    found = [corpus.candidates(query, None, CANDIDATES) for query in parsed]
    payloads = list(islice(corpus.each_payload(), SURPLUS * CANDIDATES))

    def read(query: Query) -> object:
        return postings_among(
            [corpus.stored(payload) for payload in payloads],
            query.terms,
            corpus.analyzer.vocabulary,
        )

    say(f"    of it: unpacking and counting {len(payloads)} payloads", timed(read, parsed))
    pairs = list(zip(parsed, found, strict=True))
    say("  ranking", timed(lambda pair: rank(*pair, shipped_engine().ranker, _ANALYZER), pairs))


def peers(sentences: list[tuple[str, ...]], asked: Sequence[str], ours: float) -> None:
    """rank_bm25 and bm25s over the same sentences."""
    from rank_bm25 import BM25Okapi

    queries = [list(_ANALYZER.parse(question).terms) for question in asked]
    found = timed(BM25Okapi(sentences, k1=PASSAGE_K1, b=PASSAGE_B).get_scores, queries[:20])
    say(f"rank_bm25, {len(sentences):,} sentences", found, ratio(found, ours, "target 20"))
    try:
        import bm25s
    except ImportError:
        return
    fast = bm25s.BM25(k1=PASSAGE_K1, b=PASSAGE_B)
    fast.index([list(terms) for terms in sentences], show_progress=False)

    def ask(question: str) -> object:
        return fast.retrieve([list(_ANALYZER.parse(question).terms)], k=10, show_progress=False)

    ask(asked[0])
    found = timed(ask, asked)
    say("bm25s, same sentences", found, ratio(found, ours, "target 1"))


def measure_indexing(texts: list[tuple[str, str]], folder: Path) -> None:
    """From PubMed XML to a corpus by the command; memory; size."""
    number = 20_000
    files = write_files(texts, number, 4, folder / "xml")
    place = folder / "indexed"
    seconds, busy, peak = run_measured([*index_command(place), *map(str, files)])
    rate = 2 * number / busy
    print(
        f"indexing {number:,} records of PubMed XML: {number / seconds:,.0f}/s by the clock, ",
        end="",
    )
    print(f"{rate:,.0f}/s by the time of two processors (target 2,000), ", end="")
    print(f"peak {peak / 1e6:,.0f} MB over all processes (target 1,500); ", end="")
    print(f"{ALL_OF_PUBMED:,} records: {ALL_OF_PUBMED / rate / 3600:.1f} h")
    xml = sum(path.stat().st_size for path in files) / number
    parts = {path: path.stat().st_size / number for path in (place / "index").iterdir()}
    payload = sum(size for path, size in parts.items() if path.suffix == ".store")
    total = sum(parts.values())
    print(f"size a record: {total:,.0f} B (payload {payload:,.0f}, ", end="")
    print(f"postings and the rest {total - payload:,.0f}); gzipped XML {xml:,.0f} B: ", end="")
    print(f"{total / xml:.2f} times (target 1.5)")


def measure_growth(
    texts: list[tuple[str, str]], folder: Path, asked: Sequence[str], sizes: Sequence[int]
) -> None:
    """Asking ever larger corpora; at the size nearest 300,000 also start-up and adding."""
    assembly = Assembly(texts)
    place, medians_at = folder / "grown", {}
    done = 0
    for size in sizes:
        start = time.perf_counter()
        fill(place, assembly.records(done, size))
        done = size
        corpus = DiskCorpus(place)
        for question in asked[:30]:
            answer(corpus, question)
        found = timed(partial(answer, corpus), asked)
        medians_at[size] = found.middle
        minutes = (time.perf_counter() - start) / 60
        note = f"{medians_at[size] / medians_at[sizes[0]]:.2f} times the first; "
        say(f"ask, {size:,} records", found, note + f"built and asked in {minutes:.1f} min")
        search = timed(partial(_search, corpus), asked)
        say("  candidates", search)
        if size == 300_000:
            measure_start(place)
            measure_adding(texts, folder, place)
    extrapolate(medians_at)


def measure_start(place: Path) -> None:
    """The whole process of one question, files warm."""
    command = [sys.executable, "-m", "il2qa", "ask"]
    found = medians(
        {
            "bundled": [*command, "--corpus", str(bundled()), ASKED],
            "disk": [*command, "--corpus", str(place), ASKED],
        },
        11,
    )
    print(f"one question, whole process: {found['disk'] * 1e3:.0f} ms, ", end="")
    print(f"{found['disk'] / found['bundled']:.2f} times the bundled record's (target 1.5)")


def bundled() -> Path:
    """The record that ships with il2qa."""
    return files.ROOT / "corpus" / "3303316.txt"


def measure_adding(texts: list[tuple[str, str]], folder: Path, place: Path) -> None:
    """1,000 records of an update file, durable, the whole process."""
    times = []
    for round_ in range(3):
        (path,) = write_files(texts[round_ * 1000 :], 1000, 1, folder / f"add{round_}")
        start = time.perf_counter()
        subprocess.run([*index_command(place), str(path)], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    print(f"adding 1,000 records: {statistics.median(times):.2f} s, whole process (target 2)")


def _search(corpus: DiskCorpus, question: str) -> object:
    return corpus.candidates(_ANALYZER.parse(question), None, CANDIDATES)


def extrapolate(found: dict[int, float]) -> None:
    """Fit time = a + b · records by the first and last size, and say it for all of PubMed."""
    if len(found) < 2:
        return
    small, large = min(found), max(found)
    slope = (found[large] - found[small]) / (large - small)
    at_all = found[large] + slope * (ALL_OF_PUBMED - large)
    power = math.log(found[large] / found[small]) / math.log(large / small)
    curved = found[large] * (ALL_OF_PUBMED / large) ** power
    print(f"{ALL_OF_PUBMED:,} records, extrapolated: {at_all * 1e3:.0f} ms on a line, ", end="")
    print(f"{curved * 1e3:.0f} ms by the power {power:.2f}")


def fill(place: Path, records: Iterable[tuple[Record, Analysis]]) -> None:
    """Write records, learning and committing as a build does."""
    waiting = iter(records)
    with DiskWriter(place) as writer:
        first = list(islice(waiting, LEARNT_FROM))
        if writer.compression is None:
            writer.learn(learnt([content(*one) for one in first]))
        for number, (record, analysis) in enumerate(chain(first, waiting), start=1):
            writer.add(entry(record, analysis, 1, writer.compression))
            if number % 50_000 == 0:
                writer.commit()
        writer.commit()


def index_command(place: Path) -> list[str]:
    """The command that indexes into a folder."""
    return [sys.executable, "-m", "il2qa", "index", "--corpus", str(place)]


def run_measured(command: Sequence[str]) -> tuple[float, float, int]:
    """Run a command: wall seconds, processor seconds, peak bytes, with the processes it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, peak = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"{command}: status {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - start, busy, peak


def resident(pid: int) -> int:
    """The memory of a process and those that it started, in bytes; shared pages count once each.

    Linux only; 0 elsewhere.
    """
    try:
        status = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("Pss:"))
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, StopIteration):
        return 0
    return own * 1024 + sum(resident(int(child)) for child in children)


class Times(list[float]):
    """The wall seconds of some calls, and of processor time (`busy`), which others trouble less."""

    def __init__(self) -> None:
        super().__init__()
        self.busy: list[float] = []

    @property
    def middle(self) -> float:
        """The median processor time."""
        return statistics.median(self.busy)


def timed(act: Callable[[T], object], inputs: Iterable[T]) -> Times:
    """Time each call."""
    found = Times()
    for given in inputs:
        start, busy = time.perf_counter(), time.process_time()
        act(given)
        found.busy.append(time.process_time() - busy)
        found.append(time.perf_counter() - start)
    return found


def ratio(found: Times, ours: float, target: str) -> str:
    """How many times our own time."""
    return f"{found.middle / ours:.1f} times il2qa's whole answer ({target})"


def say(what: str, found: Times, note: str = "") -> None:
    """Print median and 95th percentile in milliseconds, of wall and of processor time."""
    wall, busy = (f"{_at(some, 0.5):.2f} / {_at(some, 0.95):.2f}" for some in (found, found.busy))
    print(
        f"{what}: p50 / p95 {wall} ms, processor {busy} ms{'; ' + note if note else ''}", flush=True
    )


def _at(times: Sequence[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1e3
