"""Learning to rank: a net learnt listwise, cross-validated by record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bench.learn import nets
from bench.learn.groups import Group
from il2qa.ranking.reranker import Reranker

MOST_RIGHT = 0.4  # of the passages that compete
WEIGHTS = {
    "own": 4.0,
    "natural": 4.0,
    "bundled": 16.0,
    "bioasq": 4.0,
    "snippets": 1.0,
    "conclusions": 0.3,
    "own, pool": 2.0,
    "bioasq, pool": 6.0,
}
"""By kind of question: those in people's own words count for more than experts'."""

UNANSWERED = {"own": 4.0, "bundled": 16.0, "own, pool": 1.0, "else": 1.0, "off, pool": 1.0}
"""The same of questions that no passage answers: on the topic, of other records, on other things.

Experts' gold is not complete: where none of it is found, nothing is learnt.
"""


def learn(groups: Iterable[Group], names: Sequence[str], seeds: Sequence[int] = (1,)) -> Reranker:
    """A re-ranker learnt on the groups that teach something: a net of each seed."""
    used = [(one, weight) for one in groups if (weight := weight_of(one))]
    taught, weights = zip(*used, strict=True)
    return Reranker(tuple(names), nets.learn(taught, weights, seeds))


def weight_of(group: Group) -> float:
    """How much a group counts; nothing where most passages are right, for there is no choice."""
    if not group.gold.any():
        return UNANSWERED.get(group.kind, 0.0)
    return WEIGHTS[group.kind] if group.gold.sum() <= len(group.gold) * MOST_RIGHT else 0.0


def folds(groups: Iterable[Group], number: int, seed: int = 0) -> dict[str, int]:
    """A fold for each record, so that none is both learnt from and judged on."""
    return folds_of({group.group for group in groups}, number, seed)


def folds_of(names: Iterable[str], number: int, seed: int = 0) -> dict[str, int]:
    """A fold for each name."""
    records = sorted(names)
    order = np.random.default_rng(seed).permutation(len(records))
    return {records[i]: int(place) % number for place, i in enumerate(order)}


def by_fold(
    groups: Sequence[Group], names: Sequence[str], fold: Mapping[str, int]
) -> dict[int, Reranker]:
    """For each fold the re-ranker that has not seen its records."""
    numbers = sorted(set(fold.values()))
    return {
        number: learn((one for one in groups if fold[one.group] != number), names)
        for number in numbers
    }
