"""Asks a corpus in memory and one on disk the same questions: every difference, explained.

    python -m bench same-answers

All development questions are asked over the pool. A
difference is explained where tantivy's proposal (three times as many records as are wanted) lacks
a record that exact scoring puts among the 50 best.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.data import files
from bench.data.made_pubmed import pool_records
from bench.speed.corpora import fill, questions
from il2qa.answering import CANDIDATES, answer
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer


def main() -> int:
    """Ask, compare, print; the exit status is 1 where a difference is not explained."""
    records = pool_records(files.folder())
    asked = questions(files.folder(), 1_000_000)
    with tempfile.TemporaryDirectory(prefix="same-") as scratch:
        place = Path(scratch) / "corpus"
        fill(place, ((record, analyse(record, default_analyzer())) for record in records))
        memory, disk = MemoryCorpus(records, "pool"), DiskCorpus(place)
        differing = {text for text in asked if shown(memory, text) != shown(disk, text)}
        lacking = {text: lost for text in asked if (lost := lacked(memory, disk, text))}
    print(f"{len(asked):,} questions over {len(records):,} records")
    for name, some in (("50 candidates and scores", lacking), ("passages, in order", differing)):
        print(f"  the same {name}: {1 - len(some) / len(asked):.4f}")
    for text in sorted(differing):
        why = f"tantivy proposed {lacking[text]} less" if text in lacking else "UNEXPLAINED"
        print(f"  differs, {why}: {text}")
    return 1 if differing - lacking.keys() else 0


def lacked(memory: CorpusReader, disk: CorpusReader, question: str) -> int:
    """How many of the exact best candidates the disk's lack; all others must score the same."""
    exact, found = (
        {
            one.id: one.score
            for one in corpus.candidates(default_analyzer().parse(question), None, CANDIDATES)
        }
        for corpus in (memory, disk)
    )
    assert all(exact[name] == score for name, score in found.items() if name in exact)
    return len(exact.keys() - found.keys())


def shown(corpus: CorpusReader, question: str) -> list[tuple[str, str]]:
    """What is quoted, in order."""
    return [(one.citation.id, one.text) for one in answer(corpus, question).passages]
