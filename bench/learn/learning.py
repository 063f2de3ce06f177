"""Learning to rank: LambdaMART and a listwise linear model, cross-validated by record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import lightgbm
import numpy as np

from bench.learn import listwise
from bench.learn.groups import Group, answerable
from bench.learn.trees import Learnt, as_shipped
from il2qa.ranking.reranker import Reranker

PARAMETERS = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 5,
    "num_leaves": 12,
    "max_depth": 8,
    "learning_rate": 0.05,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
ROUNDS = 250
WEIGHTS = {
    "own": 4.0,
    "natural": 4.0,
    "bioasq": 1.0,
    "snippets": 1.0,
    "conclusions": 0.3,
    "own, pool": 2.0,
    "bioasq, pool": 1.0,
}
"""By kind of question: those in people's own words count for more than experts'."""


LINEAR = 0.35  # share of the linear model; from .25 to .45 it makes little difference


def learn(groups: Iterable[Group], seeds: Sequence[int] = (1,)) -> Learnt:
    """A re-ranker learnt on the groups with an answer: trees of each seed, a linear model."""
    used = list(answerable(groups))
    features = np.vstack([group.features for group in used])
    gold = np.concatenate([group.gold for group in used]).astype(int)
    weight = np.concatenate([np.full(len(one.gold), WEIGHTS[one.kind]) for one in used])
    sizes = [len(group.gold) for group in used]
    boosters = [
        lightgbm.train(
            PARAMETERS | {"seed": seed},
            lightgbm.Dataset(features, gold, group=sizes, weight=weight),
            ROUNDS,
        )
        for seed in seeds
    ]
    pairs = [(group.features, group.gold) for group in used]
    linear = listwise.learn(pairs, [WEIGHTS[one.kind] for one in used])
    return Learnt(boosters, linear, LINEAR)


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
        number: as_shipped(learn(one for one in groups if fold[one.group] != number), names)
        for number in numbers
    }
