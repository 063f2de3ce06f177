"""Learns a linear model listwise: the right passages' share of a softmax over each group.

The loss is ListNet's top-one cross-entropy (Cao et al. 2007, ICML) with the right passages taken
together, so that one of several is enough; an L2 penalty; L-BFGS. Convex for one right passage,
begun at nothing: the same data give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from il2qa.paper_questions.linear import Linear, standard

PENALTY = 1e-3
STEPS = 100
_NEVER = -1e9


def learn(groups: Sequence[tuple[np.ndarray, np.ndarray]], weights: Sequence[float]) -> Linear:
    """Learn from groups of features and of which are right, each group with a weight."""
    rows = np.vstack([features for features, _ in groups]).astype(float)
    right = np.concatenate([gold for _, gold in groups])
    sizes = np.array([len(gold) for _, gold in groups])
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    loss = _Loss(
        standard(rows, mean, deviation), right, sizes, np.asarray(weights) / np.sum(weights)
    )
    start = np.zeros(rows.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return Linear(mean, deviation, found.x)


class _Loss:
    """The loss and its gradient at given weights."""

    def __init__(
        self, rows: np.ndarray, right: np.ndarray, sizes: np.ndarray, weights: np.ndarray
    ) -> None:
        self.rows, self.right, self.sizes, self.weights = rows, right, sizes, weights
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def __call__(self, beta: np.ndarray) -> tuple[float, np.ndarray]:
        scores = self.rows @ beta
        total, chance = self._softmax(scores)
        good, chance_of_good = self._softmax(np.where(self.right, scores, _NEVER))
        loss = (self.weights * (total - good)).sum() + PENALTY * beta @ beta
        slope = np.repeat(self.weights, self.sizes) * (chance - chance_of_good)
        return float(loss), self.rows.T @ slope + 2 * PENALTY * beta

    def _softmax(self, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The logarithm of each group's sum of exponentials, and each row's share of it."""
        most = np.maximum.reduceat(scores, self.starts)
        grown = np.exp(scores - np.repeat(most, self.sizes))
        total = np.add.reduceat(grown, self.starts)
        return most + np.log(total), grown / np.repeat(total, self.sizes)
