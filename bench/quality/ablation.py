"""What the re-ranker's kinds of features gain: cross-validated, with intervals.

Each kind (the second column of features.tsv) is left out in turn, and everything is learnt anew. A
star is where leaving it out changes a figure, by paired bootstrap over the questions, with an
interval without zero.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from bench.learn import learning
from bench.learn.groups import Group
from bench.learn.trials import FOLDS, trials
from bench.quality.measures import gain_text, ndcg
from il2qa.ranking.sentence_features import kinds

MEASURES = {
    "own": ("first", "among 3"),
    "natural": ("first", "among 3"),
    "bioasq": ("first",),
    "own, pool": ("first",),
    "bioasq, pool": ("first", "nDCG@10"),
}
Values = dict[str, list[float]]


def without(dropped: Collection[str]) -> Values:
    """By measure, what each question scores without the features of some names."""
    given = trials()
    kept = [i for i, name in enumerate(given.names) if name not in dropped]
    names = [given.names[i] for i in kept]
    groups = [_with(group, group.features[:, kept]) for group in given.groups]
    return _run(groups, names)


def _with(group: Group, features: np.ndarray) -> Group:
    return replace(group, sides=group.sides._replace(features=features))


def _run(groups: list[Group], names: list[str]) -> Values:
    fold = learning.folds(groups, FOLDS)
    rankers = learning.by_fold(groups, names, fold)
    found: Values = {f"{kind}: {name}": [] for kind, names in MEASURES.items() for name in names}
    for one in groups:
        if one.kind not in MEASURES or not one.gold.any():
            continue
        order = np.argsort(-rankers[fold[one.group]].of_sides(one.sides), kind="stable")
        right = list(one.gold[order])
        values = {
            "first": float(right[0]),
            "among 3": float(any(right[:3])),
            "nDCG@10": ndcg(right, sum(right)),
        }
        for name in MEASURES[one.kind]:
            found[f"{one.kind}: {name}"].append(values[name])
    return found


def report() -> None:
    """Print the table as Markdown; of questions with a right passage among those re-ranked."""
    everything = without(())
    print(f"| left out | {' | '.join(everything)} |\n|---{'|---:' * len(everything)}|")
    means = (f"{np.mean(values):.3f}" for values in everything.values())
    print(f"| nothing | {' | '.join(means)} |", flush=True)
    for kind, dropped in kinds().items():
        found = without(dropped)
        cells = (gain_text(everything[column], values).strip() for column, values in found.items())
        print(f"| {kind} | {' | '.join(cells)} |", flush=True)
    print(f"questions: {', '.join(f'{name} {len(v)}' for name, v in everything.items())}")
