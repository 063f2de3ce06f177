"""The learnt re-ranker: an ensemble of regression trees, read from a file of figures.

Learnt by LambdaMART (Burges 2010, MSR-TR-2010-82) with `bench/train_reranker.py`; used with numpy
alone.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import BinaryIO

import numpy as np


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
        return np.asarray(self._leaves(rows).sum(1))

    def _leaves(self, rows: np.ndarray) -> np.ndarray:
        rows = rows.astype(np.float32)  # as learnt
        node = np.broadcast_to(self._roots, (len(rows), len(self._roots)))
        each = np.arange(len(rows))[:, None]
        for _ in range(self._depth):
            right = rows[each, self._feature[node]] > self._threshold[node]
            node = self._children[node, right.astype(np.int8)]
        return np.asarray(self._value[node])


def read(file: BinaryIO) -> Trees:
    """Read trees from an open file."""
    with np.load(file, allow_pickle=False) as stored:
        return Trees(
            features=tuple(stored["features"].tobytes().decode().split("\n")),
            roots=stored["roots"].astype(np.intp),
            feature=stored["feature"].astype(np.intp),
            threshold=stored["threshold"],
            children=stored["children"].astype(np.intp),
            value=stored["value"],
            depth=int(stored["depth"]),
        )


@cache
def reranker() -> Trees:
    """The re-ranker that ships with il2qa."""
    with resources.files("il2qa.ranking.data").joinpath("reranker.npz").open("rb") as file:
        return read(file)
