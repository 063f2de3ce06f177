"""Flips bytes of a corpus on disk, one at a time: does an answer change without a word?

    python -m bench flips [--records 400] [--flips 200] [--seed 1]

Flipped are so many bytes of each file of the corpus: its first and last ones and others at random,
by a bit or as a whole; files shorter than that byte by byte. After each flip the corpus is opened
and asked in every way (see `outcomes`). What may come of it: the same answers, CorpusError, or
other answers of which `il2qa check` names the file. A fault is an answer that changes though check
finds nothing wrong, an exception of another kind, and a process that ends.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from bench.data import files
from bench.data.made_pubmed import pool
from bench.data.made_pubmed import write_files as write_sources
from bench.reliability.outcomes import outcome
from il2qa import upkeep
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.errors import CorpusError

Came = Literal["equal", "refused", "named", "changed", "fault"]
"""What came of a flip: `changed` is an answer that differs, and check finds nothing."""

QUESTIONS = (
    "Which cells produce interleukin-2?",
    "Does smoking raise the risk of stroke?",
    "What is the treatment of asthma in children?",
    "How many patients survived?",
    "cancer AND therapy",
)
IGNORED = {"writer.json", ".tantivy-meta.lock", ".tantivy-writer.lock"}  # nothing is read of them


def places(size: int, number: int, chance: random.Random) -> list[int]:
    """Which bytes of a file are flipped, in order."""
    if size <= number:
        return list(range(size))
    ends = number // 4
    chosen = {*range(ends), *range(size - ends, size)}
    chosen |= {chance.randrange(size) for _ in range(number - len(chosen))}
    return sorted(chosen)


def flipped(
    place: Path,
    path: Path,
    questions: Sequence[str],
    expected: dict[str, str],
    at: Sequence[int],
    seed: int,
) -> Iterator[tuple[int, Came, str]]:
    """Flip bytes of a file of a corpus one by one; what came of each, and why."""
    chance = random.Random(seed)
    whole = path.read_bytes()
    for offset in at:
        content = bytearray(whole)
        content[offset] ^= chance.choice([1 << chance.randrange(8), 0xFF])
        replace(path, bytes(content))
        yield offset, *came_of(place, questions, expected)
    replace(path, whole)


def replace(path: Path, content: bytes) -> None:
    """Put a new file in the place of one that may still be mapped."""
    new = path.with_name(f"{path.name}.flipped")
    new.write_bytes(content)
    new.replace(path)


def came_of(place: Path, questions: Sequence[str], expected: dict[str, str]) -> tuple[Came, str]:
    """What comes of a corpus that may be damaged."""
    try:
        if outcome(place, questions) == expected:
            return "equal", ""
    except CorpusError as error:
        return "refused", str(error)
    except Exception as error:  # what this is looking for
        return "fault", f"{type(error).__name__}: {error}"
    try:
        found = upkeep.check(place)
    except CorpusError as error:
        return "named", str(error)
    except Exception as error:
        return "fault", f"check: {type(error).__name__}: {error}"
    return ("named", found[0]) if found else ("changed", "an answer differs, check finds nothing")


def make(folder: Path, records: int) -> Path:
    """A corpus as daily use leaves it: several segments, with replaced and removed records."""
    sources = write_sources(pool(files.folder()), records, 3, folder / "sources")
    place = folder / "corpus"
    for source in sources:
        upkeep.index(source, place, workers=0)
    with DiskWriter(place) as writer:
        for number, identifier in enumerate([*_identifiers(place)]):
            if number % 9 == 0:
                writer.remove(identifier)
        writer.commit()
    return place


def _identifiers(place: Path) -> Iterator[str]:
    from il2qa.corpora.disk.reader import DiskCorpus

    yield from sorted(DiskCorpus(place).identifiers())


def _work(
    there: Connection, place: Path, path: Path, expected: dict[str, str], at: list[int], seed: int
) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # tantivy's threads tell of their panics there
    for result in flipped(place, path, QUESTIONS, expected, at, seed):
        there.send(result)
    there.send(None)


def run(
    place: Path, path: Path, expected: dict[str, str], at: list[int], seed: int
) -> list[tuple[int, Came, str]]:
    """Flip bytes of a file in a process of its own, and in another one where that ends."""
    found: list[tuple[int, Came, str]] = []
    whole = path.read_bytes()
    while at:
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(there, place, path, expected, at, seed)
        )
        process.start()
        there.close()
        try:
            while (result := here.recv()) is not None:
                found.append(result)
                at = [offset for offset in at if offset > result[0]]
            at = []
        except EOFError:
            process.join()
            found.append((at[0], "fault", f"the process ended with {process.exitcode}"))
            at = at[1:]
        process.join()
        replace(path, whole)
    return found


def main() -> int:
    """Print a line a file, and each fault; the exit status is 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=400)
    parser.add_argument("--flips", type=int, default=200, help="of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many refusals of each file")
    options = parser.parse_args()
    chance, bad = random.Random(options.seed), 0
    kinds: tuple[Came, ...] = ("equal", "refused", "named", "changed", "fault")
    print(f"{'file':52}" + "".join(f"{kind:>9}" for kind in kinds))
    with tempfile.TemporaryDirectory(prefix="flips-") as scratch:
        place = make(Path(scratch), options.records)
        expected = outcome(place, QUESTIONS)
        for path in sorted(path for path in place.rglob("*") if path.is_file()):
            if path.name in IGNORED:
                continue
            at = places(path.stat().st_size, options.flips, chance)
            found = run(place, path, expected, at, options.seed)
            counts = Counter(kind for _, kind, _ in found)
            print(f"{path.name:52}" + "".join(f"{counts[kind]:9,}" for kind in kinds), flush=True)
            wrong = [one for one in found if one[1] in ("changed", "fault")]
            told = [one for one in found if one[1] == "refused"][: options.show]
            for offset, kind, why in [*wrong, *told]:
                print(f"    byte {offset}: {kind}: {why[:300]}", flush=True)
            bad += len(wrong)
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
