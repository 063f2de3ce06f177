"""The score of a record for a query: BM25 over all its terms, the same in every kind of corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from il2qa.bm25 import RECORD_B, RECORD_K1, PositiveBM25, Postings, idf
from il2qa.text.queries import Query


class Statistics(NamedTuple):
    """What scoring needs to know of a corpus: its records, and all their terms with repeats."""

    records: int
    terms: int

    @property
    def average(self) -> float:
        """The mean length of a record in terms."""
        return self.terms / self.records if self.records else 1.0


class Whole(NamedTuple):
    """What a corpus is a part of, where several are asked as one: scores are of the whole."""

    statistics: Statistics
    frequencies: Mapping[str, int]  # in how many records each term of the query stands


class Weighing(Protocol):
    """BM25 over some texts."""

    def weighted_scores(self, weights: Mapping[str, float]) -> np.ndarray:
        """The sum of the terms' scores, each weighted, of every text."""

    def worth(self, weights: Mapping[str, float]) -> float:
        """The sum of the terms' IDF, each weighted."""


def record_scores(bm25: Weighing, query: Query) -> np.ndarray:
    """The score of each text for a query; the parts of a compound count as its shares.

    What the question names counts once, as it is best written in the text; and another name counts
    for no more than its share of what the asked one would: "pts" is rarer than "patients", and
    tells as little. (Added up, other names put BioASQ's right record first for .779 of the
    questions, of PubMedQA's .896; so it is .803 and .918, as without any.)
    """
    total = bm25.weighted_scores({})
    for name in query.names:
        best = bm25.weighted_scores(name.own)
        most = bm25.worth(name.own)
        for other in name.others:
            worth = bm25.worth(other)
            if worth > 0:
                share = min(1.0, sum(other.values()) * most / worth)
                best = np.maximum(best, share * bm25.weighted_scores(other))
        total = total + best
    return total


def scores_of_some(
    query: Query,
    postings: Mapping[str, Postings],
    lengths: Sequence[int],
    frequencies: Mapping[str, int],
    statistics: Statistics,
) -> list[float]:
    """The scores of some records of a corpus, by the statistics of all of it.

    `postings` are those of the query's terms among them, `lengths` says how long each is, and
    `frequencies` in how many records of the corpus each term stands.
    """
    weights = {term: idf(count, statistics.records) for term, count in frequencies.items() if count}
    bm25 = PositiveBM25.of_postings(
        postings, lengths, weights, statistics.average, k1=RECORD_K1, b=RECORD_B
    )
    scores: list[float] = record_scores(bm25, query).tolist()
    return scores
