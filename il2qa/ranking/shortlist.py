"""The passages that are worth a closer look, with all that a ranker may know of them.

rank-bm25 over the candidates' passages, and half of their record's own score, choose them: the
record is chosen by the corpus's statistics, the sentence by its candidates'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from il2qa.bm25 import PASSAGE_B, PASSAGE_K1, PositiveBM25
from il2qa.corpora.protocol import Candidate
from il2qa.ranking.match_matrix import Matches, match
from il2qa.ranking.sentence_features import describe
from il2qa.ranking.within_record import Features, rounded
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

TITLE_WEIGHT = 0.6  # a title repeats the topic: it tells less than a sentence
RECORD_WEIGHT = 0.5
SHORTLIST = 30  # passages that are re-ranked


class Shortlist(NamedTuple):
    """Short-listed passages with their features.

    `matches` hold the question, and every passage of the short-listed records.
    """

    matches: Matches
    rows: np.ndarray  # of each passage, its row in `matches`
    figures: Features  # the passages' features by name

    def columns(self, names: Iterable[str]) -> np.ndarray:
        """Passages by features."""
        return np.column_stack([self.figures[name] for name in names])

    def taken(self, places: np.ndarray) -> Shortlist:
        """Some of the passages, in the order of the places."""
        figures = {name: values[places] for name, values in self.figures.items()}
        return Shortlist(self.matches, self.rows[places], figures)


def described(matches: Matches, rows: np.ndarray) -> Shortlist:
    """The passages at some rows with their features, rounded."""
    found = describe(matches, rows)
    values = rounded(np.array(list(found.values()), float))
    return Shortlist(matches, rows, dict(zip(found, values, strict=True)))


def shortlist(
    query: Query, candidates: Sequence[Candidate], analyzer: Analyzer
) -> tuple[Matches, np.ndarray]:
    """The candidates' passages worth a closer look: the matches of their records, and their rows.

    Of equal ones the first comes first.
    """
    matches = match(query, candidates, analyzer)
    if not matches.has.any():
        return matches, np.zeros(0, int)
    scores = rounded(first_scores(matches))
    rows = np.argsort(-scores, kind="stable")[:SHORTLIST]
    kept = matches.only(rows)
    return kept, matches.rows_in(kept, rows)


def first_scores(matches: Matches) -> np.ndarray:
    """rank-bm25 of every passage among the candidates', with its record's own score."""
    names = [concept.term for concept in matches.query.concepts]
    bm25 = _ConceptBM25(names, matches.counts, matches.lengths)
    scores = bm25.weighted_scores(dict.fromkeys(names, 1.0)) * np.where(
        matches.titles, TITLE_WEIGHT, 1.0
    )
    records = np.array([found.score for found in matches.candidates])
    return np.asarray(scores + RECORD_WEIGHT * records[matches.owner])


class _ConceptBM25(PositiveBM25):
    """rank-bm25 over texts of which only the concepts of a query are known, and the length."""

    def __init__(self, names: list[str], counts: np.ndarray, lengths: np.ndarray) -> None:
        self.k1, self.b = PASSAGE_K1, PASSAGE_B
        self.corpus_size = len(counts)
        self.avgdl = max(float(lengths.mean()), 1.0)
        self.doc_len = lengths
        self.doc_freqs: list[dict[str, float]] = [{} for _ in counts]
        rows, columns = np.nonzero(counts)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            self.doc_freqs[row][names[column]] = counts[row, column]
        self._calc_idf(dict(zip(names, (counts > 0).sum(0).tolist(), strict=True)))
        self._postings = {name: np.flatnonzero(counts[:, i]) for i, name in enumerate(names)}
