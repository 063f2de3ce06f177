"""The learnt re-ranker that ships with il2qa: a net, read from a file of figures.

Learnt by `bench/learn/reranker.py`; used with numpy alone. docs/model.md tells what goes in, what
comes out, and how it is learnt.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from il2qa.ranking.data import DATA
from il2qa.ranking.net import Net
from il2qa.ranking.shortlist import Shortlist
from il2qa.ranking.sides import Sides, sides
from il2qa.ranking.within_record import Features
from il2qa.ranking.wording import Bags
from il2qa.text.figures import arrays, words

WORDING = "wording"
"""What the net makes of the words of question and sentence, beside the features."""


class Reranker(NamedTuple):
    """A net, and the names of the features that it reads, in their order."""

    features: tuple[str, ...]
    net: Net

    def scores(self, shortlist: Shortlist) -> np.ndarray:
        """The score of each passage."""
        return self.of_sides(sides(shortlist, self.features))

    def of_sides(self, given: Sides) -> np.ndarray:
        """The score of each passage of a short list as the net reads it."""
        return self.net.scores(given)

    def contributions(self, shortlist: Shortlist) -> Features:
        """How much each feature moved the score of each passage, and how much the wording did."""
        moved = self.net.contributions(sides(shortlist, self.features))
        return dict(zip([*self.features, WORDING], moved.T, strict=True))


def read(path: Path) -> Reranker:
    """A re-ranker from its file."""
    stored = arrays(path)
    return Reranker(tuple(words(stored["features"])), _net(stored))


def _net(stored: Mapping[str, np.ndarray]) -> Net:
    def figures(name: str) -> np.ndarray:
        return stored[name].astype(np.float64)

    def bags(name: str) -> Bags:
        places = {word: i for i, word in enumerate(words(stored[f"{name}_words"]))}
        return Bags(places, figures(f"{name}_weights"))

    return Net(
        mean=figures("mean"),
        deviation=figures("deviation"),
        linear=figures("linear"),
        asked=bags("asked"),
        asked_vector=figures("asked_vector"),
        asked_bias=figures("asked_bias"),
        said=bags("said"),
        said_vector=figures("said_vector"),
        said_features=figures("said_features"),
        hidden_features=figures("hidden_features"),
        hidden_match=figures("hidden_match"),
        hidden_bias=figures("hidden_bias"),
        out=figures("out"),
    )


@cache
def reranker() -> Reranker:
    """The re-ranker that ships with il2qa."""
    return read(DATA / "reranker.npz")
