"""rank-bm25 with an IDF that stays positive."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from rank_bm25 import BM25Okapi

RECORD_K1, RECORD_B = 0.9, 0.4
PASSAGE_K1, PASSAGE_B = 0.5, 0.4
"""Measured on 74,307 abstracts: low values, flat around these."""


class Postings(NamedTuple):
    """In which texts a term stands, and how often."""

    texts: np.ndarray  # their places
    counts: np.ndarray


class PositiveBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no annotations
    """BM25Okapi with Lucene's IDF, ln(1 + (N - n + ½) / (n + ½)).

    BM25Okapi's own IDF is zero for a term of half the texts and negative beyond, which no small
    corpus survives; and it cannot be made of no text at all.
    """

    def __init__(self, texts: Sequence[Sequence[str]], *, k1: float, b: float) -> None:
        # One empty text stands in for a corpus without terms: rank-bm25 divides by their number.
        super().__init__(texts if any(texts) else [["\0"]], k1=k1, b=b)
        self.doc_len: np.ndarray = np.array(self.doc_len)

    @classmethod
    def of_postings(
        cls,
        postings: Mapping[str, Postings],
        lengths: Sequence[int] | np.ndarray,
        weights: Mapping[str, float],
        average: float,
        *,
        k1: float,
        b: float,
    ) -> PositiveBM25:
        """Score some texts by the statistics of all those they were chosen from.

        `postings` are those of the query's terms among the texts, `weights` their IDF and `average`
        the mean length over the whole collection. Gives to the last bit what a PositiveBM25 over
        the whole collection gives.
        """
        made = cls.__new__(cls)
        made.k1, made.b = k1, b
        made.postings, made.doc_len = dict(postings), np.asarray(lengths)
        made.idf, made.avgdl = dict(weights), average
        return made

    def weighted_scores(self, weights: Mapping[str, float]) -> np.ndarray:
        """The sum of the terms' scores, each weighted, of every text.

        To the last bit what rank-bm25's get_scores gives; but of each term only the texts that have
        it are looked at, all at once.
        """
        total = np.zeros(len(self.doc_len))
        for term, weight in weights.items():
            if term in self.postings:
                texts, counts = self.postings[term]
                shares = counts * (self.k1 + 1) / (counts + self._norm[texts])
                total[texts] += weight * (self.idf.get(term, 0.0) * shares)
        return total

    def worth(self, weights: Mapping[str, float]) -> float:
        """The sum of the terms' IDF, each weighted; without end where a term is in no text."""
        return sum(weight * self.idf.get(term, math.inf) for term, weight in weights.items())

    @cached_property
    def _norm(self) -> np.ndarray:
        """What the length of each text adds to a count below the line."""
        return np.asarray(self.k1 * (1 - self.b + self.b * self.doc_len / self.avgdl))

    @cached_property
    def postings(self) -> dict[str, Postings]:
        """In which texts each term stands, and how often."""
        found: dict[str, tuple[list[int], list[int]]] = {}
        for i, own in enumerate(self.doc_freqs):
            for term, count in own.items():
                texts, counts = found.setdefault(term, ([], []))
                texts.append(i)
                counts.append(count)
        return {term: Postings(*map(np.array, lists)) for term, lists in found.items()}

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: idf(count, self.corpus_size) for term, count in nd.items()}


def idf(count: int, total: int) -> float:
    """The weight of a term that stands in `count` of `total` texts (Lucene's BM25Similarity)."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))
