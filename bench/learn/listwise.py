"""Learns a linear model listwise: the right passages' share of a softmax over each group.

The loss is ListNet's top-one cross-entropy (Cao et al. 2007, ICML) with the right passages taken
together, so that one of several is enough; an L2 penalty; L-BFGS. Convex for one right passage,
begun at nothing: the same data give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from il2qa.paper_questions.linear import Linear, beside, likely, standard

PENALTY, OF_PAIRS = 1e-3, 2e-3
STEPS = 120
_NEVER = -1e9


def learn(
    groups: Sequence[tuple[np.ndarray, np.ndarray]],
    weights: Sequence[float],
    asked: Sequence[int],
    shown: Sequence[int],
) -> Linear:
    """Learn from groups of features and of which are right, each group with a weight.

    `asked` and `shown` are the numbers of the features that are paired.
    """
    rows = np.vstack([features for features, _ in groups]).astype(float)
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    loss = _Loss(
        standard(rows, mean, deviation),
        likely(rows[:, asked]),
        np.vstack([beside(features[:, shown]) for features, _ in groups]),
        np.concatenate([gold for _, gold in groups]),
        np.array([len(gold) for _, gold in groups]),
        np.asarray(weights) / np.sum(weights),
    )
    start = np.zeros(rows.shape[1] + len(asked) * len(shown))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    alone, pairs = found[: rows.shape[1]], found[rows.shape[1] :]
    numbers = np.array(asked), np.array(shown)
    return Linear(mean, deviation, alone, *numbers, pairs.reshape(len(asked), len(shown)))


class _Loss:
    """The loss and its gradient at given weights: those of features, then those of pairs."""

    def __init__(
        self,
        rows: np.ndarray,
        asked: np.ndarray,
        shown: np.ndarray,
        right: np.ndarray,
        sizes: np.ndarray,
        weights: np.ndarray,
    ) -> None:
        self.rows, self.asked, self.shown = rows, asked, shown
        self.right, self.sizes, self.weights = right, sizes, weights
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def __call__(self, beta: np.ndarray) -> tuple[float, np.ndarray]:
        alone, flat = np.split(beta, [self.rows.shape[1]])
        pairs = flat.reshape(self.asked.shape[1], self.shown.shape[1])
        scores = self.rows @ alone + (self.asked @ pairs * self.shown).sum(1)
        total, chance = self._softmax(scores)
        good, chance_of_good = self._softmax(np.where(self.right, scores, _NEVER))
        loss = (self.weights * (total - good)).sum() + PENALTY * alone @ alone
        slope = np.repeat(self.weights, self.sizes) * (chance - chance_of_good)
        of_alone = self.rows.T @ slope + 2 * PENALTY * alone
        of_pairs = self.asked.T @ (slope[:, None] * self.shown) + 2 * OF_PAIRS * pairs
        return float(loss + OF_PAIRS * flat @ flat), np.concatenate([of_alone, of_pairs.ravel()])

    def _softmax(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The logarithm of each group's sum of exponentials, and each row's share of it."""
        most = np.maximum.reduceat(scores, self.starts)
        grown = np.exp(scores - np.repeat(most, self.sizes))
        total = np.add.reduceat(grown, self.starts)
        return most + np.log(total), grown / np.repeat(total, self.sizes)
