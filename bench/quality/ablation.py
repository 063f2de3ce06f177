"""What the re-ranker's kinds of features gain: cross-validated again and again, with intervals.

Each kind is left out in turn, and everything is learnt anew. A star is where leaving it out changes
a figure, by paired bootstrap over the questions, with an interval without zero.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.learn import learning
from bench.learn.groups import Group
from bench.learn.trials import FOLDS, trials
from bench.quality.measures import ndcg, told

REPEATS = 2
KINDS: dict[str, tuple[str, ...]] = {
    "word vectors": (
        *("alike", "clearly_alike", "centre"),
        *("focus", "absent_alike", "off_title_alike"),
    ),
    "cues": ("cue_", "asked", "counts_asked"),
    "sections": ("section_",),
    "place and length": ("place", "from_", "terms", "passages", "is_title"),
    "the record's IDF": ("bm25_record", "bm25_both", "covered_record", "rarest", "focus"),
    "background IDF": ("bm25_background", "bm25_both", "covered_background", "title_covered"),
    "order and window": ("in_order", "window", "all_words", "numbers_shared"),
    "neighbours": ("next_", "previous_"),
    "kind of question": ("kind_", "wants_", "words_asked"),
    "surroundings": ("with_", "previous_adds", "central", "like_", "apart"),
    "how it is written": ("is_question", "names", "numbers", "brackets", "commas", "words"),
    "cues beside the record's": ("met_", "people_first"),
}
MEASURES = {
    "own": ("first", "among 3"),
    "natural": ("first", "among 3"),
    "bioasq": ("first",),
    "own, pool": ("first",),
    "bioasq, pool": ("first", "nDCG@10"),
}
Values = dict[str, list[float]]


def without(dropped: tuple[str, ...]) -> Values:
    """By measure and question: the mean over repetitions, without some features."""
    given = trials()
    kept = [i for i, n in enumerate(given.names) if not (dropped and n.startswith(dropped))]
    names = [given.names[i] for i in kept]
    groups = [replace(group, features=group.features[:, kept]) for group in given.groups]
    runs = [_run(groups, names, seed) for seed in range(REPEATS)]
    return {name: list(np.mean([run[name] for run in runs], axis=0)) for name in runs[0]}


def _run(groups: list[Group], names: list[str], seed: int) -> Values:
    fold = learning.folds(groups, FOLDS, seed)
    trees = learning.by_fold(groups, names, fold)
    found: Values = {f"{kind}: {name}": [] for kind, names in MEASURES.items() for name in names}
    for one in groups:
        if one.kind not in MEASURES or not one.gold.any():
            continue
        order = np.argsort(-trees[fold[one.group]].scores(one.features), kind="stable")
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
    for name, dropped in KINDS.items():
        found = without(dropped)
        cells = (told(everything[column], values).strip() for column, values in found.items())
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    print(f"questions: {', '.join(f'{name} {len(v)}' for name, v in everything.items())}")
