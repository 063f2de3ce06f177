"""A linear model over named features: what each is worth, in deviations from its mean.

Learnt listwise by `bench/learn/listwise.py`; used with numpy alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from il2qa.text.products import product

FARTHEST = 4.0  # deviations: what lies farther out counts as this far


@dataclass(frozen=True, slots=True)
class Linear:
    """The features' means and deviations where the model was learnt, and their weights."""

    mean: np.ndarray
    deviation: np.ndarray
    weights: np.ndarray

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """The value of each row of features."""
        return np.asarray(product(standard(rows, self.mean, self.deviation), self.weights))

    def contributions(self, rows: np.ndarray) -> np.ndarray:
        """How much each feature adds to the value of each row; together they are the value."""
        return np.asarray(standard(rows, self.mean, self.deviation) * self.weights)


def standard(rows: np.ndarray, mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """Features in deviations from their means, none farther out than FARTHEST."""
    return np.asarray(np.clip((rows - mean) / deviation, -FARTHEST, FARTHEST))
