"""What ranks a short list; whatever scores also says what moved each score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from il2qa.ranking.comparing import Features
from il2qa.ranking.shortlist import Shortlist


class Ranker(Protocol):
    """Scores a short list; whoever scores also explains."""

    def scores(self, shortlist: Shortlist) -> np.ndarray:
        """The score of each passage, the higher the better; compared within one question."""

    def contributions(self, shortlist: Shortlist) -> Features:
        """By name, how much each thing that it looks at moved the score of each passage."""


class FeatureModel(Protocol):
    """A model of passages by features."""

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features, in the order of the columns of rows."""

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """The value of each row of features."""

    def contributions(self, rows: np.ndarray) -> np.ndarray:
        """How much each feature moves the value of each row."""


@dataclass(frozen=True, slots=True)
class FeatureRanker:
    """Ranks by a model of named features."""

    model: FeatureModel

    def scores(self, shortlist: Shortlist) -> np.ndarray:
        """The model's value of each passage."""
        return self.model.scores(shortlist.columns(self.model.features))

    def contributions(self, shortlist: Shortlist) -> Features:
        """How much each feature moved the score of each passage."""
        names = self.model.features
        moved = self.model.contributions(shortlist.columns(names))
        return dict(zip(names, moved.T, strict=True))
