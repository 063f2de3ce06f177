"""How many of some answers can be given, the surest first, when few of them may be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PRECISION = 0.95


@dataclass(frozen=True, slots=True)
class Curve:
    """Right or not, the surest first; `answerable` is how many of them gold answers."""

    right: np.ndarray
    answerable: int

    def coverage(self, precision: float = PRECISION) -> float:
        """The largest share of the questions that are answered so rightly."""
        return self._most(precision) / len(self.right)

    def found(self, precision: float = PRECISION) -> float:
        """The share of the answerable questions that are answered rightly then."""
        return float(self.right[: self._most(precision)].sum()) / max(self.answerable, 1)

    def precision(self, coverage: float) -> float:
        """The share of right ones among so large a share, the surest first."""
        return float(self.right[: max(round(coverage * len(self.right)), 1)].mean())

    def area(self) -> float:
        """The mean share of wrong ones over all coverages (AURC, Geifman et al. 2019)."""
        shares = np.cumsum(~self.right) / np.arange(1, len(self.right) + 1)
        return float(shares.mean())

    def _most(self, precision: float) -> int:
        shares = np.cumsum(self.right) / np.arange(1, len(self.right) + 1)
        good = np.flatnonzero(shares >= precision)
        return int(good[-1]) + 1 if len(good) else 0


def curve(sure: Sequence[float], right: Sequence[bool], answerable: Sequence[bool]) -> Curve:
    """The curve of some questions by confidence."""
    order = np.argsort(-np.asarray(sure), kind="stable")
    return Curve(np.asarray(right, bool)[order], int(np.sum(answerable)))
