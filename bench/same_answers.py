"""Asks a corpus in memory and one on disk the same questions: every difference, explained.

    python bench/same_answers.py DATA

DATA holds abstracts_pool.jsonl.gz and question files; all development questions are asked. A
difference is explained where tantivy's proposal (three times as many records as are wanted) lacks
a record that exact scoring puts among the 50 best.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from made_pubmed import pool_records
from speed import fill, questions

from il2qa.answering import CANDIDATES, answer
from il2qa.corpora.analysis import analyse
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.text.queries import parse


def main(data: Path) -> None:
    """Ask, compare, print."""
    records = pool_records(data)
    asked = questions(data, 1_000_000)
    with tempfile.TemporaryDirectory(prefix="same-") as scratch:
        place = Path(scratch) / "corpus"
        fill(place, ((record, analyse(record)) for record in records))
        memory, disk = MemoryCorpus(records, "pool"), DiskCorpus(place)
        differing = [text for text in asked if shown(memory, text) != shown(disk, text)]
        unlike = [text for text in asked if candidates(memory, text) != candidates(disk, text)]
    print(f"{len(asked):,} questions over {len(records):,} records")
    same_records, same = (1 - len(some) / len(asked) for some in (unlike, differing))
    print(f"  the same {CANDIDATES} candidates in the same order: {same_records:.4f}")
    print(f"  the same passages in the same order: {same:.4f}")
    print(f"  differing, with the same candidates: {len(set(differing) - set(unlike))}")
    for text in differing:
        print(f"  differs by its candidates: {text}")


def shown(corpus: CorpusReader, question: str) -> list[tuple[str, str]]:
    """What is quoted, in order."""
    return [(one.citation.id, one.text) for one in answer(corpus, question).passages]


def candidates(corpus: CorpusReader, question: str) -> list[str]:
    """The records that may answer, best first."""
    return [one.id for one in corpus.candidates(parse(question), None, CANDIDATES)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
