"""A small net that multiplies how a question is worded with how a sentence is.

Question and sentence are each put into a few dozen directions, by the mean of their words' vectors,
the bag of their commonest words and the sentence's features; what the two have in common, direction
by direction, is the score, with a linear model and one hidden layer beside it. Learnt listwise by
`bench/learn/nets.py`; used with numpy alone. docs/model.md tells more.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from il2qa.ranking.sides import Sides
from il2qa.ranking.wording import Bags
from il2qa.text.products import product

FARTHEST = 4.0  # deviations: what lies farther out counts as this far


class Net(NamedTuple):
    """Several nets side by side, each learnt from another beginning: their mean counts.

    R directions and H hidden units a net, N nets, F features, V the length of a word vector.
    """

    mean: np.ndarray  # F
    deviation: np.ndarray  # F
    linear: np.ndarray  # F
    asked: Bags  # N·R
    asked_vector: np.ndarray  # V, N·R
    asked_bias: np.ndarray  # N·R
    said: Bags  # N·R
    said_vector: np.ndarray  # V, N·R
    said_features: np.ndarray  # F, N·R
    hidden_features: np.ndarray  # F, N·H
    hidden_match: np.ndarray  # N, R, H
    hidden_bias: np.ndarray  # N·H
    out: np.ndarray  # N·H

    def scores(self, sides: Sides) -> np.ndarray:
        """The score of each sentence."""
        features, match = self._met(sides)
        shape = self.hidden_match.shape
        hidden = np.maximum(self._hidden(features, match), 0.0) @ self.out
        return np.asarray(features @ self.linear + (match.sum(1) + hidden) / shape[0])

    def contributions(self, sides: Sides) -> np.ndarray:
        """How much each feature moves each score, and in the last column how the wording does.

        The hidden units that are at rest stay at rest: so it is exact, but for a constant.
        """
        features, match = self._met(sides)
        nets, directions, _ = self.hidden_match.shape
        gates = (self._hidden(features, match) > 0) * self.out
        by_net = gates.reshape(len(gates), nets, -1)
        slopes = 1 + np.einsum("snh,nrh->snr", by_net, self.hidden_match)
        slopes = slopes.reshape(len(gates), nets * directions)
        question = self._question(sides)
        of_features = product(gates, self.hidden_features.T)
        of_features += product(slopes * question, self.said_features.T)
        by_wording = (match - question * product(features, self.said_features)) * slopes
        moved = features * (self.linear + of_features / nets)
        return np.column_stack([moved, by_wording.sum(1) / nets])

    def _met(self, sides: Sides) -> tuple[np.ndarray, np.ndarray]:
        """The features in deviations from their means, and what both sides have in common."""
        features = standard(sides.features, self.mean, self.deviation)
        said = (
            self.said.sums(sides.said)
            + product(sides.said_vectors, self.said_vector)
            + product(features, self.said_features)
        )
        return features, said * self._question(sides)

    def _question(self, sides: Sides) -> np.ndarray:
        (words,) = self.asked.sums([sides.asked])
        return np.asarray(words + product(sides.asked_vector, self.asked_vector) + self.asked_bias)

    def _hidden(self, features: np.ndarray, match: np.ndarray) -> np.ndarray:
        nets, directions, hidden = self.hidden_match.shape
        by_net = match.reshape(len(match), nets, directions).transpose(1, 0, 2)
        met = (by_net @ self.hidden_match).transpose(1, 0, 2).reshape(len(match), nets * hidden)
        return np.asarray(product(features, self.hidden_features) + met + self.hidden_bias)


def standard(rows: np.ndarray, mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """Features in deviations from their means, none farther out than FARTHEST."""
    return np.asarray(np.clip((rows - mean) / deviation, -FARTHEST, FARTHEST))
