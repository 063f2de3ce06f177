"""Learns the re-ranker that ships with il2qa: python -m bench learn-reranker

Learns from questions on one record (people's own words, natural questions, experts' questions) and
from the same questions put to the whole pool. The same data give the same file.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bench.data import files, questions
from bench.learn import learning, nets
from bench.learn.groups import Group, Searched, across_records, within_records
from bench.quality.collection import Collection

FILE = files.ROOT / "il2qa" / "ranking" / "data" / "reranker.npz"
SEEDS = (1, 2, 3)


def lessons(corpus: Searched) -> tuple[tuple[str, ...], list[Group]]:
    """Every group to learn from, inside its record and across a corpus; the features' names."""
    own = [*questions.own_words(), *questions.own_words_more(), *questions.own_words_ours()]
    experts = list(questions.bioasq())
    alone = [*own, *questions.natural(), *questions.bundled(), *experts]
    names, within = within_records([*alone, *questions.snippets(), *questions.conclusions()])
    _, across = across_records([*own, *experts], corpus)
    return names, within + across


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    path = options.parse_args().to
    began = time.process_time()
    names, groups = lessons(Collection(files.pool().values()))
    nets.save(path, learning.learn(groups, names, SEEDS))
    taken = (time.process_time() - began) / 60
    print(f"{len(groups)} groups, {len(names)} features, {path.stat().st_size:,} bytes")
    print(f"{taken:.0f} minutes of one core")
