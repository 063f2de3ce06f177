"""Where the candidates' passages have the concepts of a query: one array, all further scores.

Rows are passages (titles and sentences, record by record), columns the concepts of the query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from il2qa.bm25 import PASSAGE_B, PASSAGE_K1
from il2qa.corpora.protocol import AnalysedPassage, Candidate
from il2qa.ranking.vocabulary import vocabulary
from il2qa.text.queries import Concept, Query


@dataclass(frozen=True)
class Matches:
    """The quotable passages of some records against a query."""

    query: Query
    candidates: tuple[Candidate, ...]
    passages: tuple[AnalysedPassage, ...]
    owner: np.ndarray  # of each passage, the number of its candidate
    counts: np.ndarray  # passages by concepts: how often it has the concept, or what share of it

    @cached_property
    def has(self) -> np.ndarray:
        """Passages by concepts: the share of the concept that the passage has, 0 to 1."""
        return np.asarray(np.minimum(self.counts, 1.0))

    @cached_property
    def lengths(self) -> np.ndarray:
        """Terms of each passage."""
        return np.array([len(passage.terms) for passage in self.passages], float)

    @cached_property
    def starts(self) -> np.ndarray:
        """Of each candidate, the row of its first passage."""
        return np.flatnonzero(np.diff(self.owner, prepend=-1))

    @cached_property
    def sizes(self) -> np.ndarray:
        """Of each passage, how many passages its record has."""
        return np.asarray(np.bincount(self.owner)[self.owner], float)

    @cached_property
    def titles(self) -> np.ndarray:
        """Whether each passage is a title."""
        return np.array([passage.span.field == "title" for passage in self.passages])

    @cached_property
    def record_idf(self) -> np.ndarray:
        """Passages by concepts: the concept's IDF among the passages of its record."""
        count = self.within(np.add, self.has)
        size = self.sizes[:, None]
        return np.asarray(np.log(1 + (size - count + 0.5) / (count + 0.5)))

    @cached_property
    def background_idf(self) -> np.ndarray:
        """Of each concept: its IDF among abstracts at large."""
        return vocabulary().idf([concept.term for concept in self.query.concepts])

    @cached_property
    def asked_vectors(self) -> np.ndarray:
        """Of each concept: its word vector."""
        known = vocabulary()
        return known.vectors(known.numbers([part.term for part in self.query.concepts]))

    @cached_property
    def numbers(self) -> np.ndarray:
        """The numbers in the vocabulary of all terms of all passages, one after another."""
        terms = [term for passage in self.passages for term in passage.terms]
        return np.array(vocabulary().numbers(terms), int)

    @cached_property
    def vectors(self) -> np.ndarray:
        """The word vectors of all terms of all passages, one after another."""
        return vocabulary().vectors(self.numbers)

    @cached_property
    def near(self) -> np.ndarray:
        """Passages by concepts: the likeness of the passage's word that is most like it, 0 to 1."""
        likeness = self.of_terms(np.maximum, self.vectors @ self.asked_vectors.T)
        return np.asarray(np.maximum(likeness, self.has))

    def of_terms(self, operation: np.ufunc, values: np.ndarray) -> np.ndarray:
        """An operation over the values of each passage's terms; of one without terms, nothing."""
        found = np.zeros((len(self.passages), values.shape[1]))
        filled = np.flatnonzero(self.lengths)
        if len(filled):
            begins = np.concatenate([[0], np.cumsum(self.lengths[filled])[:-1]]).astype(int)
            found[filled] = operation.reduceat(values, begins, axis=0)
        return found

    def within(self, operation: np.ufunc, values: np.ndarray) -> np.ndarray:
        """An operation over the passages of each record, given to each of them."""
        return np.asarray(operation.reduceat(values, self.starts, axis=0)[self.owner])

    def bm25(self, idf: np.ndarray) -> np.ndarray:
        """BM25 of each passage by a given IDF; lengths are compared within the record."""
        mean = self.within(np.add, self.lengths) / self.sizes
        norm = PASSAGE_K1 * (1 - PASSAGE_B + PASSAGE_B * self.lengths / np.maximum(mean, 1.0))
        saturated = self.counts * (PASSAGE_K1 + 1) / (self.counts + norm[:, None])
        return np.asarray((idf * saturated).sum(1))

    def only(self, rows: np.ndarray) -> Matches:
        """The same of the records that the given passages are of, with all their passages."""
        chosen = np.zeros(len(self.candidates), dtype=bool)
        chosen[self.owner[rows]] = True
        kept = np.flatnonzero(chosen)
        among = chosen[self.owner]
        return Matches(
            query=self.query,
            candidates=tuple(self.candidates[i] for i in kept),
            passages=tuple(self.passages[i] for i in np.flatnonzero(among)),
            owner=np.searchsorted(kept, self.owner[among]),
            counts=self.counts[among],
        )


def match(query: Query, candidates: Sequence[Candidate]) -> Matches:
    """Match the quotable passages of candidates; candidates without any are left out."""
    quoted = [found.quoted for found in candidates]
    kept = [i for i, passages in enumerate(quoted) if passages]
    passages = tuple(passage for i in kept for passage in quoted[i])
    return Matches(
        query=query,
        candidates=tuple(candidates[i] for i in kept),
        passages=passages,
        owner=np.repeat(np.arange(len(kept)), [len(quoted[i]) for i in kept]),
        counts=_counts(query.concepts, passages),
    )


def _counts(concepts: Sequence[Concept], passages: Sequence[AnalysedPassage]) -> np.ndarray:
    """Passages by concepts: how often each has the concept's own term, or else the share of it."""
    where: dict[str, list[tuple[int, float]]] = {}
    for column, concept in enumerate(concepts):
        for term, weight in concept.alternatives.items():
            where.setdefault(term, []).append((column, weight))
    whole = np.zeros((len(passages), len(concepts)))
    shares = np.zeros_like(whole)
    wanted = frozenset(where)
    for row, passage in enumerate(passages):
        for term in wanted.intersection(passage.terms):
            for column, weight in where[term]:
                if weight >= 1:
                    whole[row, column] += passage.terms.count(term)
                else:
                    shares[row, column] += weight
    return np.maximum(whole, np.minimum(shares, 1.0))
