"""What ranks a short list; whatever scores also says what moved each score."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from il2qa.ranking.shortlist import Shortlist
from il2qa.ranking.within_record import Features


class Ranker(Protocol):
    """Scores a short list; whoever scores also explains."""

    def scores(self, shortlist: Shortlist) -> np.ndarray:
        """The score of each passage, the higher the better; compared within one question."""

    def contributions(self, shortlist: Shortlist) -> Features:
        """By name, how much each thing that it looks at moved the score of each passage."""
