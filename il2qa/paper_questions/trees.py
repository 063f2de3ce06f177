"""Regression trees and a linear model over the same features, read from a file of figures.

The trees are learnt by LambdaMART (Burges 2010, MSR-TR-2010-82), the linear model listwise, both
with `python -m bench learn-fit`; used with numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

import numpy as np

from il2qa.paper_questions.linear import Linear


class Trees:
    """Regression trees over named features; a row's value is the sum of its leaves.

    Nodes of all trees stand in one row of arrays; a leaf leads to itself. The value of an inner
    node is the mean of what is below it.
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
        *_, leaves = self._steps(rows)
        return np.asarray(self._value[leaves].sum(1))

    def contributions(self, rows: np.ndarray) -> np.ndarray:
        """How much each feature moves the value of each row: what each split on it changes.

        With the trees' mean they add up to the value (Saabas 2014).
        """
        found = np.zeros((len(rows), len(self.features)))
        each = np.arange(len(rows))[:, None]
        for before, after in pairwise(self._steps(rows)):
            moved = self._value[after] - self._value[before]
            np.add.at(found, (each, self._feature[before]), moved)
        return found

    def _steps(self, rows: np.ndarray) -> Iterator[np.ndarray]:
        """Where each row stands in each tree, from the roots down to the leaves."""
        # As learnt, in single precision; every split is decided at once.
        right = rows.astype(np.float32)[:, self._feature] > self._threshold
        each = np.arange(len(rows))[:, None]
        node = np.broadcast_to(self._roots, (len(rows), len(self._roots)))
        yield node
        for _ in range(self._depth):
            node = self._children[node, right[each, node].astype(np.intp)]
            yield node


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
        """The value of each row of features."""
        return self._mixed(self.trees.scores(rows), self.linear.scores(rows))

    def contributions(self, rows: np.ndarray) -> np.ndarray:
        """How much each feature moves the value of each row."""
        return self._mixed(self.trees.contributions(rows), self.linear.contributions(rows))

    def _mixed(self, trees: np.ndarray, linear: np.ndarray) -> np.ndarray:
        return (1 - self.share) * trees + self.share * linear


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
        linear = Linear(stored["mean"], stored["deviation"], stored["weights"])
        return Mixture(trees, linear, float(stored["share"]))
