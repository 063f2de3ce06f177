"""rank-bm25 with an IDF that stays positive."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rank_bm25 import BM25Okapi

RECORD_K1, RECORD_B = 0.9, 0.4
PASSAGE_K1, PASSAGE_B = 0.5, 0.4
"""Measured on 74,307 abstracts: low values, flat around these."""


class PositiveBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no annotations
    """BM25Okapi with Lucene's IDF, ln(1 + (N - n + ½) / (n + ½)).

    BM25Okapi's own IDF is zero for a term of half the texts and negative beyond, which no small
    corpus survives; and it cannot be made of no text at all.
    """

    def __init__(self, texts: Sequence[Sequence[str]], *, k1: float, b: float) -> None:
        # One empty text stands in for a corpus without terms: rank-bm25 divides by their number.
        super().__init__(texts if any(texts) else [["\0"]], k1=k1, b=b)

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: idf(count, self.corpus_size) for term, count in nd.items()}


def idf(count: int, total: int) -> float:
    """The weight of a term that stands in `count` of `total` texts (Lucene's BM25Similarity)."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))
