"""The words of questions and sentences as the net reads them: function words too, as they stand.

How a question is worded ("how many", "does it", "why") says what kind of sentence answers it, and
how a sentence is worded ("we conclude that", "0 patients were") says of what kind it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from il2qa.patterns import lazy_pattern

_WORD = lazy_pattern(r"[a-z]+|\d+|%")
NUMBER = "0"  # stands for any number
BEGINNING = "^"


def words(text: str) -> list[str]:
    """The words of a text in lower case, any number as one and the same."""
    return [NUMBER if word.isdigit() else word for word in _WORD.findall(text.lower())]


def asked(question: str) -> list[str]:
    """The words of a question, and its pairs of neighbours, the beginning among them."""
    found = words(question)
    return found + [f"{a} {b}" for a, b in zip([BEGINNING, *found], found, strict=False)]


class Bags(NamedTuple):
    """Some words, and what each of them adds to a bag."""

    place: Mapping[str, int]
    weights: np.ndarray  # words by directions

    def sums(self, texts: Sequence[Sequence[str]]) -> np.ndarray:
        """For each text the sum over its words, each once, by one over the root of their number."""
        found = np.zeros((len(texts), self.weights.shape[1]), self.weights.dtype)
        for row, text in zip(found, texts, strict=True):
            places = sorted({self.place[word] for word in text if word in self.place})
            if places:
                row += self.weights.take(places, axis=0).sum(0) / math.sqrt(len(places) + 1)
        return found
