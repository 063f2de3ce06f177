"""Measures whether three passages of different records serve better than the three that rank best.

    python -m bench diversity [--shipped CORPUS]

The pool is asked people's own questions, each written from one abstract, and experts', whose gold
stands in several; no question is ranked by weights that saw its record. With --shipped it is ranked
by the weights that ship, which saw most, and CORPUS is the pool, indexed. The first passage is the
same in each row.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from bench.data import questions
from bench.data.questions import RecordQuestion
from bench.quality.measures import gain_text, say
from il2qa.answering import read, shipped_engine
from il2qa.corpora.opening import open_reader
from il2qa.ranking.rank import Ranked

_SHOWN = 3
_COSTS = (0.5, 1.0, 2.0, 4.0)
Ranking = tuple[Mapping[str, RecordQuestion], Sequence[Ranked]]
"""Which records of a question are right, and its passages, best first."""

Chosen = Callable[[Sequence[Ranked]], list[Ranked]]


def main() -> None:
    """A row for each way of choosing three passages."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shipped", metavar="CORPUS")
    corpus = options.parse_args().shipped
    sets = {
        "own": questions.own_words(),
        "own, more": questions.own_words_more(),
        "BioASQ": questions.bioasq(),
    }
    for name, asked in sets.items():
        answerable = [one for one in asked if one.gold]
        _table(name, _shipped(corpus, answerable) if corpus else _unseen(answerable))


def _unseen(asked: Sequence[RecordQuestion]) -> list[Ranking]:
    """Each question ranked by weights that saw none of its records."""
    from bench.learn.trials import trials

    return [(trial.gold, trial.found_as_shown) for trial in trials().in_pool(asked)]


def _shipped(corpus: str, asked: Sequence[RecordQuestion]) -> list[Ranking]:
    """Each question ranked by the weights that ship."""
    reader, engine = open_reader([corpus]), shipped_engine()
    groups = questions.together(asked)
    requests = [read(reader, ones[0].question, None, None, engine) for ones in groups]
    return [
        ({one.record.id: one for one in ones}, request.ranking.passages)
        for ones, request in zip(groups, requests, strict=True)
    ]


def _table(name: str, asked: Sequence[Ranking]) -> None:
    print(f"{name}: {len(asked)} questions")
    before: tuple[list[float], list[float]] | None = None
    for way, choose in WAYS.items():
        records = [float(len(_right_records(*one, choose))) for one in asked]
        right = [float(number > 0) for number in records]
        before = before or (right, records)
        say(f"{way}: right among three", right)
        say(f"{way}: records with a right one", records)
        print(f"    differences: {gain_text(before[0], right)}; {gain_text(before[1], records)}")


def _right_records(
    gold: Mapping[str, RecordQuestion], passages: Sequence[Ranked], choose: Chosen
) -> set[str]:
    """The records of which a right passage is among the three that are chosen."""
    return {
        one.candidate.id
        for one in choose(passages)[:_SHOWN]
        if one.candidate.id in gold and gold[one.candidate.id].answered_by(one.passage.text)
    }


def _at_most(number: int) -> Chosen:
    """At most so many passages of one record."""

    def choose(passages: Sequence[Ranked]) -> list[Ranked]:
        count: Counter[str] = Counter()
        kept = []
        for one in passages:
            count[one.candidate.id] += 1
            if count[one.candidate.id] <= number:
                kept.append(one)
        return kept

    return choose


def _weighed(cost: float) -> Chosen:
    """By score less a cost for each passage of the same record that stands before."""

    def choose(passages: Sequence[Ranked]) -> list[Ranked]:
        count: Counter[str] = Counter()
        left, kept = [*passages], [*passages[:0]]
        while left and len(kept) < _SHOWN:
            best = max(left, key=lambda one: one.score - cost * count[one.candidate.id])
            left.remove(best)
            kept.append(best)
            count[best.candidate.id] += 1
        return kept

    return choose


WAYS: dict[str, Chosen] = {
    "as ranked": list,
    "two of one record at most": _at_most(2),
    "one of each record": _at_most(1),
    **{f"a cost of {cost} for the same record": _weighed(cost) for cost in _COSTS},
}
