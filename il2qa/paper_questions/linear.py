"""A linear model over named features, and over pairs of what is asked and what a passage shows.

A feature is worth the same whatever is asked; a pair says what it is worth to one kind of question:
a year to "when was it done?". Learnt listwise by `bench/learn/listwise.py`; used with numpy alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from il2qa.text.products import product

FARTHEST = 4.0  # deviations: what lies farther out counts as this far
_LEAST = 0.02  # chance of a kind, to count in a pair


@dataclass(frozen=True, slots=True)
class Linear:
    """The features' means and deviations where the model was learnt, and their weights.

    `asked` and `shown` are the numbers of the features that are paired, `pairs` the weight of each
    of the former with each of the latter.
    """

    mean: np.ndarray
    deviation: np.ndarray
    weights: np.ndarray
    asked: np.ndarray
    shown: np.ndarray
    pairs: np.ndarray

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """The value of each row of features, of all the passages of one record."""
        alone = product(standard(rows, self.mean, self.deviation), self.weights)
        paired = product(likely(rows[:, self.asked]), self.pairs) * beside(rows[:, self.shown])
        return np.asarray(alone + paired.sum(1))


def standard(rows: np.ndarray, mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """Features in deviations from their means, none farther out than FARTHEST."""
    return np.asarray(np.clip((rows - mean) / deviation, -FARTHEST, FARTHEST))


def likely(chances: np.ndarray) -> np.ndarray:
    """The chances of kinds, nothing for those that are hardly likely."""
    return np.where(chances < _LEAST, 0.0, chances)


def beside(shown: np.ndarray) -> np.ndarray:
    """What the passages of a record show beyond the mean of them."""
    return np.asarray(shown - shown.mean(0))
