"""Regression trees and a linear model over the same features, read from a file of figures.

The trees are learnt by LambdaMART (Burges 2010, MSR-TR-2010-82), the linear model listwise, both
with `python -m bench learn-fit`; used with numpy alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

import numpy as np

from il2qa.paper_questions.linear import Linear


class Trees:
    """Regression trees over named features; a row's value is the sum of its leaves.

    Nodes of all trees stand in one row of arrays; a leaf leads to itself.
    """

    def __init__(
        self,
        features: tuple[str, ...],
        roots: np.ndarray,
        feature: np.ndarray,
        threshold: np.ndarray,
        children: np.ndarray,
        value: np.ndarray,
        depth: int,
    ) -> None:
        self.features = features
        self._roots, self._feature, self._threshold = roots, feature, threshold
        self._children, self._value, self._depth = children, value, depth

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """The value of each row of features, in the order of `features`."""
        # As learnt, in single precision; every split is decided at once.
        right = rows.astype(np.float32)[:, self._feature] > self._threshold
        each = np.arange(len(rows))[:, None]
        node = np.broadcast_to(self._roots, (len(rows), len(self._roots)))
        for _ in range(self._depth):
            node = self._children[node, right[each, node].astype(np.intp)]
        return np.asarray(self._value[node].sum(1))


@dataclass(frozen=True, slots=True)
class Mixture:
    """Trees and a linear model over the same features; `share` is the linear one's part."""

    trees: Trees
    linear: Linear
    share: float

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features, in the order of the columns of rows."""
        return self.trees.features

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """The value of each row of features, of all the passages of one record."""
        trees, linear = self.trees.scores(rows), self.linear.scores(rows)
        return np.asarray((1 - self.share) * trees + self.share * linear)


def read(file: IO[bytes]) -> Mixture:
    """Read a mixture from an open file."""
    with np.load(file, allow_pickle=False) as stored:
        trees = Trees(
            features=tuple(stored["features"].tobytes().decode().split("\n")),
            roots=stored["roots"].astype(np.intp),
            feature=stored["feature"].astype(np.intp),
            threshold=stored["threshold"],
            children=stored["children"].astype(np.intp),
            value=stored["value"],
            depth=int(stored["depth"]),
        )
        names = ("mean", "deviation", "weights", "asked", "shown", "pairs")
        linear = Linear(*(stored[name] for name in names))
        return Mixture(trees, linear, float(stored["share"]))
