"""What the tables print: a mean with its interval, nDCG, and whether two rankers differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ir_measures import RR, Measure, calc_aggregate, nDCG

from il2qa.evaluation.measures import interval

DEPTH = 10
_SAMPLES = 1000


def say(name: str, values: Sequence[float]) -> None:
    """One row: the mean, its interval, how many."""
    found = interval(name, [float(value) for value in values])
    print(f"  {name:<46}{found.value:7.3f}  [{found.low:.3f}, {found.high:.3f}]  n={len(values)}")


def ndcg(right: Sequence[bool], total: int) -> float:
    """nDCG@10 of a list of right and wrong passages, of which `total` right ones exist."""
    return _measured(nDCG @ DEPTH, right, total)


def reciprocal(wanted: int, order: Sequence[int]) -> float:
    """One by the rank of the wanted place, 0 where it is not among those found."""
    return _measured(RR, [place == wanted for place in order], 1)


def _measured(measure: Measure, right: Sequence[bool], total: int) -> float:
    """What ir-measures gives for one list; right passages that it lacks are judged all the same."""
    if not total:
        return 0.0
    run = {str(rank): -float(rank) for rank in range(max(len(right), 1))}
    judged = {str(rank): 1 for rank, is_right in enumerate(right) if is_right}
    judged |= {f"missed {number}": 1 for number in range(total - len(judged))}
    return float(calc_aggregate([measure], {"q": judged}, {"q": run})[measure])


def gain(before: Sequence[float], after: Sequence[float]) -> tuple[float, float, float]:
    """The mean difference over the same questions, and its 95 % interval by paired bootstrap."""
    by_question = np.array(after, float) - np.array(before, float)
    draw = np.random.default_rng(1).integers(0, len(by_question), (_SAMPLES, len(by_question)))
    low, high = np.percentile(by_question[draw].mean(1), (2.5, 97.5))
    return float(by_question.mean()), float(low), float(high)


def gain_text(before: Sequence[float], after: Sequence[float]) -> str:
    """The difference as it is printed; a star where its interval leaves zero out."""
    value, low, high = gain(before, after)
    return f"{value:+.3f} [{low:+.3f}, {high:+.3f}]{'*' if low > 0 or high < 0 else ' '}"
