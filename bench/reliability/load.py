"""Asks one corpus from many threads and processes at once: the same answers, and memory stays flat.

    python -m bench load [--seconds 120] [--threads 32] [--processes 8] [--records 2000]

Half of the time as many threads share one opened corpus, half of it as many processes open it for
themselves; each asks all questions again and again, in an order of its own. Every answer must be,
to the byte, what one thread by itself was told; what memory is held must not grow after the first
third by more than a tenth.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import il2qa
from bench.data import files
from bench.data.made_pubmed import pool, write_files
from bench.speed.corpora import questions, resident
from il2qa.errors import QuestionError

GROWTH = 1.1
LOOKS = 12  # at the memory held


@dataclass
class Asked:
    """What came of asking: answers that were right, those that were not, memory as time goes by."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    held: list[int] = field(default_factory=list)  # bytes

    @property
    def growth(self) -> float:
        """How much more was held in the last third than in the middle one."""
        third = len(self.held) // 3
        if not third:
            return 1.0
        parts = self.held[third : 2 * third], self.held[-third:]
        middle, last = (statistics.median(part) for part in parts)
        return last / middle if middle else 1.0

    @property
    def is_sound(self) -> bool:
        """Whether all was right, and memory stayed flat."""
        return self.right > 0 and not self.wrong and self.growth <= GROWTH


def told(corpus: il2qa.Corpus, question: str) -> str:
    """What a corpus answers, or why it does not."""
    try:
        return corpus.ask(question).model_dump_json()
    except QuestionError as error:
        return str(error)


def ask_until(
    end: float, corpus: il2qa.Corpus, expected: dict[str, str], seed: int, found: Asked
) -> None:
    """Ask all questions again and again until a moment of the monotonic clock."""
    order = [*expected]
    random.Random(seed).shuffle(order)
    while time.monotonic() < end:
        for question in order:
            try:
                same = told(corpus, question) == expected[question]
            except Exception as error:  # what this is looking for
                found.wrong.append(f"{question}: {type(error).__name__}: {error}")
                return
            found.right += same
            if not same:
                found.wrong.append(question)
            if time.monotonic() >= end:
                return


def in_threads(place: Path, expected: dict[str, str], number: int, seconds: float) -> Asked:
    """Ask by threads that share a corpus."""
    with il2qa.open_corpus(place) as corpus:
        end = time.monotonic() + seconds
        each = [Asked() for _ in range(number)]
        threads = [
            threading.Thread(target=ask_until, args=(end, corpus, expected, seed, found))
            for seed, found in enumerate(each)
        ]
        for thread in threads:
            thread.start()
        held = watched([multiprocessing.current_process().pid or 0], seconds)
        for thread in threads:
            thread.join()
    return together(each, held)


def in_processes(place: Path, expected: dict[str, str], number: int, seconds: float) -> Asked:
    """Ask by processes that open a corpus each."""
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[Asked] = context.Queue()
    processes = [
        context.Process(target=_work, args=(place, expected, seed, seconds, results))
        for seed in range(number)
    ]
    for process in processes:
        process.start()
    held = watched([process.pid or 0 for process in processes], seconds)
    each = [results.get(timeout=seconds + 300) for _ in processes]
    for process in processes:
        process.join()
    return together(each, held)


def _work(
    place: Path,
    expected: dict[str, str],
    seed: int,
    seconds: float,
    results: multiprocessing.Queue[Asked],
) -> None:
    found = Asked()
    with il2qa.open_corpus(place) as corpus:
        ask_until(time.monotonic() + seconds, corpus, expected, seed, found)
    results.put(found)


def watched(processes: Sequence[int], seconds: float) -> list[int]:
    """The memory that some processes hold together, as time goes by."""
    found = []
    for _ in range(LOOKS):
        time.sleep(seconds / LOOKS)
        found.append(sum(resident(pid) for pid in processes))
    return [held for held in found if held]


def together(each: Sequence[Asked], held: list[int]) -> Asked:
    """What came of all."""
    wrong = [text for one in each for text in one.wrong]
    return Asked(sum(one.right for one in each), wrong, held)


def main() -> int:
    """Print a line each; the exit status is 1 where an answer differs or memory grows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--threads", type=int, default=32)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--records", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="load-") as scratch:
        place = Path(scratch) / "corpus"
        sources = write_files(pool(files.folder()), options.records, 2, Path(scratch) / "sources")
        il2qa.index([*map(str, sources)], place)
        with il2qa.open_corpus(place) as corpus:
            expected = {text: told(corpus, text) for text in questions(files.folder(), 60)}
        half = options.seconds / 2
        found = {
            f"{options.threads} threads": in_threads(place, expected, options.threads, half),
            f"{options.processes} processes": in_processes(
                place, expected, options.processes, half
            ),
        }
    for name, asked in found.items():
        print(
            f"{name}: {asked.right:,} answers as one thread's, {len(asked.wrong)} others, "
            f"memory {max(asked.held, default=0) / 1e6:,.0f} MB, {asked.growth:.2f} times the "
            "middle third's at the end"
        )
        print("\n".join(asked.wrong[:10]))
    return int(not all(asked.is_sound for asked in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
