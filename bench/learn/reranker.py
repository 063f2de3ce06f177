"""Learns the re-ranker that ships with il2qa: python -m bench learn-reranker

Learns from questions on one record (people's own words, natural questions, experts' questions) and
from the same questions put to the whole pool. The same data give the same file.
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import replace
from pathlib import Path

from bench.data import files, questions
from bench.learn import learning, trees
from bench.learn.groups import Group, across_records, within_records
from il2qa.corpora.memory import MemoryCorpus

FILE = files.ROOT / "il2qa" / "ranking" / "data" / "reranker.npz"
SEEDS = (1, 2)


def lessons() -> tuple[tuple[str, ...], list[Group]]:
    """Every group to learn from, and the names of the features."""
    names, within = within_records(
        itertools.chain(
            questions.own_words(),
            questions.natural(),
            questions.bioasq(),
            questions.snippets(),
            questions.conclusions(),
        )
    )
    corpus = MemoryCorpus(files.pool().values(), "pool")
    asked = itertools.chain(questions.own_words(), questions.bioasq())
    _, across = across_records(asked, corpus)
    return names, within + [replace(group, kind=f"{group.kind}, pool") for group in across]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    path = options.parse_args().to
    names, groups = lessons()
    trees.save(path, learning.learn(groups, SEEDS), names)
    print(f"{len(groups)} groups, {len(names)} features, {path.stat().st_size:,} bytes")
