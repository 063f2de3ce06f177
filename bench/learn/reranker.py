"""Learns the re-ranker that ships with il2qa: python -m bench learn-reranker

Learns from questions on one record (people's own words, natural questions, experts' questions) and
from the same questions put to the whole pool; and what answers nothing, from those without an
answer, those on other records and those on other things. The same data give the same file.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from bench.data import files, negatives, questions
from bench.learn import learning, nets
from bench.learn.groups import Group, Searched, across_records, within_records
from bench.quality.collection import Collection

FILE = files.ROOT / "il2qa" / "ranking" / "data" / "reranker.npz"
SEEDS = (1, 2, 3)


def lessons(corpus: Searched) -> tuple[tuple[str, ...], list[Group]]:
    """Every group to learn from, inside its record and across a corpus; the features' names."""
    own, more = list(questions.own_words()), list(questions.own_words_more())
    natural, experts = list(questions.natural()), list(questions.bioasq())
    asked = [*own, *more, *questions.own_words_ours()]
    alone = [*asked, *natural, *questions.bundled(), *experts]
    alone += [*questions.snippets(), *questions.conclusions()]
    others = negatives.on_other_records(own, natural, more)
    names, within = within_records([*alone, *(replace(one, kind="else") for one in others)])
    off = negatives.off_topic(own[0].record, *negatives.LEARNT_FROM)
    _, across = across_records([*asked, *experts, *off], corpus)
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
