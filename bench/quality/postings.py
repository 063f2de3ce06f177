"""BM25 over many texts with numpy: the same scores as PositiveBM25, a hundred times as fast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np


class Postings:
    """The terms of texts, counted; scored by BM25 with the positive IDF."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        number: dict[str, int] = {}
        flat: list[int] = []
        lengths = []
        for text in texts:
            flat += [number.setdefault(term, len(number)) for term in text]
            lengths.append(len(text))
        self.lengths = np.array(lengths, float)
        owner = np.repeat(np.arange(len(lengths)), lengths)
        pairs, self._counts = np.unique(
            np.array(flat, np.int64) * len(lengths) + owner, return_counts=True
        )
        term, self._texts = np.divmod(pairs, len(lengths))
        self._starts = np.searchsorted(term, np.arange(len(number) + 1))
        self._number = number

    def frequency(self, term: str) -> int:
        """How many texts have a term."""
        which = self._number.get(term)
        return 0 if which is None else int(self._starts[which + 1] - self._starts[which])

    def scores(self, weights: Mapping[str, float], k1: float, b: float) -> np.ndarray:
        """The score of every text."""
        total = np.zeros(len(self.lengths))
        norm = k1 * (1 - b + b * self.lengths / max(self.lengths.mean(), 1e-9))
        for term, weight in weights.items():
            if term not in self._number:
                continue
            which = self._number[term]
            place = slice(self._starts[which], self._starts[which + 1])
            texts, count = self._texts[place], self._counts[place]
            idf = np.log(1 + (len(total) - len(texts) + 0.5) / (len(texts) + 0.5))
            total[texts] += weight * idf * count * (k1 + 1) / (count + norm[texts])
        return total


def best(scores: np.ndarray, limit: int) -> list[int]:
    """The places of the highest scores above zero, of equal ones the first."""
    found = np.flatnonzero(scores > 0)
    if len(found) > limit:
        least = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= least]
    return [int(i) for i in found[np.argsort(-scores[found], kind="stable")][:limit]]
