"""What is known of words beforehand: how common each is in abstracts, and which are alike.

Learnt by `bench/learn/vocabulary.py` from 31,000 abstracts and a sentence model; figures only, no
text. A word's vector tells the company that it keeps in abstracts and what it means in everyday
English ("kid" is a child, "pill" a tablet): everyday words that abstracts seldom have stand behind
the frequent terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from il2qa.text.figures import arrays, words
from il2qa.text.products import product


class Vocabulary:
    """The frequent terms of abstracts, each with its id; -1 for any other.

    Everyday words have vectors too, in rows behind the frequent terms; but no ids, for ids are
    what a corpus on disk remembers terms by.
    """

    def __init__(
        self,
        terms: list[str],
        frequencies: np.ndarray,
        records: int,
        vectors: np.ndarray,
        everyday: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self.terms = terms
        self._ids = dict(zip(terms, range(len(terms)), strict=True))
        self._everyday_words = everyday
        self.records = records
        # One more, of nothing: it is what -1 finds.
        count = np.append(frequencies, 0).astype(np.float64)
        self._idf: np.ndarray = np.log(1 + (records - count + 0.5) / (count + 0.5))
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, term: str) -> bool:
        return term in self._ids

    @property
    def dimensions(self) -> int:
        """The length of a vector, counted in figures."""
        return int(self._vectors.shape[1])

    def ids(self, terms: Iterable[str]) -> list[int]:
        """The id of each term."""
        find = self._ids.get
        return [find(term, -1) for term in terms]

    def vectors_of(self, terms: Iterable[str]) -> np.ndarray:
        """The vector of each term, also of everyday words."""
        known = tuple(terms)
        found = self.ids(known)
        if -1 in found:
            everyday = self._everyday.get
            found = [
                everyday(term, -1) if i < 0 else i for term, i in zip(known, found, strict=True)
            ]
        return self.vectors(found)

    @cached_property
    def _everyday(self) -> dict[str, int]:
        """The rows of everyday words: made when a word is met that abstracts seldom have."""
        return {word: i for i, word in enumerate(self._everyday_words(), len(self.terms))}

    def vectors(self, ids: np.ndarray | list[int]) -> np.ndarray:
        """The vectors of some terms, of length one; of an unknown one, nothing."""
        found = self._vectors[ids].astype(np.float64)
        found[np.asarray(ids, np.intp) < 0] = 0.0
        length = np.sqrt(np.einsum("ij,ij->i", found, found))
        return np.asarray(found / np.maximum(length, 1.0)[:, None])

    def mean(self, terms: Sequence[str]) -> np.ndarray:
        """The mean of some terms' vectors, each by its IDF; of none that are known, nothing."""
        found = self.vectors_of(terms)
        weights = self.idf(terms) * found.any(1)
        return np.asarray(product(weights, found) / max(float(weights.sum()), 1e-9))

    def weights(self, ids: np.ndarray) -> np.ndarray:
        """The IDF of some terms by their ids."""
        return np.asarray(self._idf[ids])

    def idf(self, terms: Iterable[str]) -> np.ndarray:
        """How much each term tells, by its frequency in abstracts; most, where it is unknown."""
        return np.asarray(self._idf[self.ids(terms)])


def read(path: Path) -> Vocabulary:
    """A vocabulary from its file."""
    stored = arrays(path)
    return Vocabulary(
        terms=words(stored["terms"]),
        frequencies=stored["frequencies"],
        records=int(stored["records"]),
        vectors=stored["vectors"],
        everyday=partial(words, stored["everyday"]),
    )
