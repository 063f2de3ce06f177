"""What is known of words beforehand: how common each is in abstracts, and which are alike.

Learnt from 31,000 abstracts by `bench/learn/vocabulary.py`; figures only, no text. A word's
vector puts words that stand in like company near each other ("carers", "caregivers").
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np


class Vocabulary:
    """The frequent terms of abstracts, by number; -1 for any other."""

    def __init__(
        self, terms: list[str], frequencies: np.ndarray, records: int, vectors: np.ndarray
    ) -> None:
        self.terms = terms
        self._place = {term: i for i, term in enumerate(terms)}
        self.records = records
        # One row more, of nothing: it is what -1 finds.
        self._frequencies = np.append(frequencies, 0).astype(np.float64)
        self._vectors = np.concatenate([vectors, np.zeros_like(vectors[:1])])

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, term: str) -> bool:
        return term in self._place

    def numbers(self, terms: Iterable[str]) -> list[int]:
        """The number of each term."""
        find = self._place.get
        return [find(term, -1) for term in terms]

    def vectors(self, numbers: np.ndarray | list[int]) -> np.ndarray:
        """The vectors of some terms, of length one; of an unknown one, nothing."""
        found = self._vectors[numbers].astype(np.float32)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(length, 1.0))

    def weights(self, numbers: np.ndarray) -> np.ndarray:
        """The IDF of some terms by their numbers."""
        return self._idf(self._frequencies[numbers])

    def idf(self, terms: Iterable[str]) -> np.ndarray:
        """How much each term tells, by its frequency in abstracts; most, where it is unknown."""
        return self._idf(self._frequencies[self.numbers(terms)])

    def _idf(self, count: np.ndarray) -> np.ndarray:
        return np.asarray(np.log(1 + (self.records - count + 0.5) / (count + 0.5)))


def read(path: Path) -> Vocabulary:
    """A vocabulary from its file."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        terms = stored["terms"].tobytes().decode().split("\n")
        return Vocabulary(terms, stored["frequencies"], int(stored["records"]), stored["vectors"])


def vocabulary() -> Vocabulary:
    """The vocabulary of the analyzer that ships with il2qa."""
    from il2qa.text.analyzer import default_analyzer

    return default_analyzer().vocabulary
