"""Where the candidates' passages have the concepts of a query: one array, all further scores.

Rows are passages (titles and sentences, record by record), columns the concepts of the query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from il2qa.bm25 import PASSAGE_B, PASSAGE_K1
from il2qa.corpora.protocol import Candidate
from il2qa.passages.analysis import AnalysedPassage, TermIds
from il2qa.text.analyzer import Analyzer
from il2qa.text.products import product
from il2qa.text.queries import Query
from il2qa.text.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Matches:
    """The quotable passages of some records against a query.

    `term_ids` are those of all terms of all passages, one after another: ids of the vocabulary, -1
    for others. `analyzer` is what made the query and the passages' terms.
    """

    query: Query
    candidates: tuple[Candidate, ...]
    owner: np.ndarray  # of each passage, the number of its candidate
    lengths: np.ndarray  # of each passage, its terms
    counts: np.ndarray  # passages by concepts: how often it has the concept, or what share of it
    term_ids: np.ndarray
    analyzer: Analyzer

    @cached_property
    def passages(self) -> tuple[AnalysedPassage, ...]:
        """The passages: those on disk are decoded for it, so ask it of a few records."""
        return tuple(passage for found in self.candidates for passage in found.quoted)

    @cached_property
    def has(self) -> np.ndarray:
        """Passages by concepts: the share of the concept that the passage has, 0 to 1."""
        return np.asarray(np.minimum(self.counts, 1.0))

    @cached_property
    def begins(self) -> np.ndarray:
        """Where the terms of each passage begin, and where the last ones end."""
        return np.concatenate([[0], np.cumsum(self.lengths)]).astype(int)

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
        found = np.zeros(len(self.owner), dtype=bool)
        found[self.starts] = [one.has_title for one in self.candidates]
        return found

    @cached_property
    def record_idf(self) -> np.ndarray:
        """Passages by concepts: the concept's IDF among the passages of its record."""
        count = self.within(np.add, self.has)
        size = self.sizes[:, None]
        return np.asarray(np.log(1 + (size - count + 0.5) / (count + 0.5)))

    @cached_property
    def background_idf(self) -> np.ndarray:
        """Of each concept: its IDF among abstracts at large."""
        return self.analyzer.vocabulary.idf([concept.term for concept in self.query.concepts])

    @cached_property
    def topic_idf(self) -> np.ndarray:
        """The same without the words that name no topic ("best"), unless there are no others."""
        topical = np.array([concept.topical for concept in self.query.concepts])
        return self.background_idf * topical if topical.any() else self.background_idf

    @cached_property
    def asked_vectors(self) -> np.ndarray:
        """Of each concept: its word vector."""
        return self.analyzer.vocabulary.vectors_of([part.term for part in self.query.concepts])

    @cached_property
    def asked_mean(self) -> np.ndarray:
        """The mean vector of the question's terms."""
        return self.analyzer.vocabulary.mean(self.analyzer.terms(self.query.question))

    @cached_property
    def centres(self) -> np.ndarray:
        """Of each passage the sum of its terms' vectors, each by its IDF among abstracts."""
        ids, indices = self._distinct
        weighed = self._vectors * self.analyzer.vocabulary.weights(ids)[:, None]
        return self.of_terms(np.add, weighed[indices])

    @cached_property
    def directions(self) -> np.ndarray:
        """The same at length one."""
        return unit(self.centres)

    @cached_property
    def near(self) -> np.ndarray:
        """Passages by concepts: the likeness of the passage's word that is most like it, 0 to 1."""
        _, indices = self._distinct
        likeness = product(self._vectors, self.asked_vectors.T)
        return np.asarray(np.maximum(self.of_terms(np.maximum, likeness[indices]), self.has))

    @cached_property
    def _distinct(self) -> tuple[np.ndarray, np.ndarray]:
        """The ids of all terms, each once, and of each term its index among them."""
        ids, indices = np.unique(self.term_ids, return_inverse=True)
        return ids, indices

    @cached_property
    def _vectors(self) -> np.ndarray:
        """The vectors of all terms, each once."""
        ids, _ = self._distinct
        return self.analyzer.vocabulary.vectors(ids)

    def of_terms(self, operation: np.ufunc, values: np.ndarray) -> np.ndarray:
        """An operation over the values of each passage's terms; of one without terms, nothing."""
        found = np.zeros((len(self.lengths), values.shape[1]))
        filled = np.flatnonzero(self.lengths)
        if len(filled):
            found[filled] = operation.reduceat(values, self.begins[filled], axis=0)
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
        terms = np.repeat(among, self.lengths.astype(int))
        return Matches(
            query=self.query,
            candidates=tuple(self.candidates[i] for i in kept),
            owner=np.searchsorted(kept, self.owner[among]),
            lengths=self.lengths[among],
            counts=self.counts[among],
            term_ids=self.term_ids[terms],
            analyzer=self.analyzer,
        )

    def rows_in(self, other: Matches, rows: np.ndarray) -> np.ndarray:
        """The rows that some rows of these matches have in `other`, made of these by `only`."""
        kept = np.isin(self.owner, self.owner[rows])
        return np.asarray((np.cumsum(kept) - 1)[rows])


def match(query: Query, candidates: Sequence[Candidate], analyzer: Analyzer) -> Matches:
    """Match the quotable passages of candidates; candidates without any are left out."""
    vocabulary = analyzer.vocabulary
    found = [(one, terms) for one in candidates if len((terms := one.term_ids).lengths)]
    kept, parts = [one for one, _ in found], [terms for _, terms in found]
    lengths = _joined([one.lengths for one in parts])
    ids = _joined([one.ids for one in parts])
    return Matches(
        query=query,
        candidates=tuple(kept),
        owner=np.repeat(np.arange(len(kept)), [len(one.lengths) for one in parts]),
        lengths=lengths.astype(float),
        counts=_counts(query, parts, ids, lengths, vocabulary),
        term_ids=np.where(ids < len(vocabulary), ids, -1),
        analyzer=analyzer,
    )


def _joined(arrays: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(arrays) if arrays else np.zeros(0, np.int32)


def _counts(
    query: Query,
    parts: Sequence[TermIds],
    ids: np.ndarray,
    lengths: np.ndarray,
    vocabulary: Vocabulary,
) -> np.ndarray:
    """Passages by concepts: how often each has the concept, or else what share of it.

    A passage that has a concept's own term counts how often; else the parts that it has add up.
    """
    passage = np.repeat(np.arange(len(lengths)), lengths)
    whole = np.zeros((len(lengths), len(query.concepts)))
    shares = np.zeros_like(whole)
    for place, concept in enumerate(query.concepts):
        for term, weight in concept.alternatives.items():
            where = passage[_where(term, parts, ids, vocabulary)]
            standing = np.bincount(where, minlength=len(lengths))
            if weight >= 1:
                whole[:, place] += standing
            else:
                shares[:, place] += weight * (standing > 0)
    return np.maximum(whole, np.minimum(shares, 1.0))


def _where(
    term: str, parts: Sequence[TermIds], ids: np.ndarray, vocabulary: Vocabulary
) -> np.ndarray:
    """Where a term stands among the terms of all candidates."""
    (known,) = vocabulary.ids([term])
    if known >= 0:
        return np.flatnonzero(ids == known)
    found, begin = [], 0
    for one in parts:
        if term in one.others:
            own = len(vocabulary) + one.others.index(term)
            found.append(begin + np.flatnonzero(one.ids == own))
        begin += len(one.ids)
    return np.concatenate(found) if found else np.zeros(0, int)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Vectors at length one; those of length nothing as they are."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9))
