"""The passages that are worth a closer look, with all that a ranker may know of them.

rank-bm25 over the candidates' passages, and half of their record's own score, choose them: the
record is chosen by the corpus's statistics, the sentence by its candidates'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from il2qa.bm25 import PASSAGE_B, PASSAGE_K1, PositiveBM25, Postings, idf
from il2qa.corpora.protocol import Candidate
from il2qa.ranking.match_matrix import Matches, match
from il2qa.ranking.sentence_features import describe
from il2qa.ranking.within_record import Features, rounded
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

TITLE_WEIGHT = 0.6  # a title repeats the topic: it tells less than a sentence
RECORD_WEIGHT = 0.5
SHORTLIST = 50  # passages that are re-ranked


class Shortlist(NamedTuple):
    """Short-listed passages with their features.

    `matches` hold the question, and every passage of the short-listed records.
    """

    matches: Matches
    rows: np.ndarray  # of each passage, its row in `matches`
    figures: Features  # the passages' features by name

    def columns(self, names: Iterable[str]) -> np.ndarray:
        """Passages by features."""
        return np.array([self.figures[name] for name in names]).T.copy()

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
    counts, lengths = matches.counts, matches.lengths
    names = [concept.term for concept in matches.query.concepts]
    where = {name: np.flatnonzero(counts[:, i]) for i, name in enumerate(names)}
    bm25 = PositiveBM25.of_postings(
        {name: Postings(where[name], counts[where[name], i]) for i, name in enumerate(names)},
        lengths,
        {name: idf(len(rows), len(counts)) for name, rows in where.items()},
        max(float(lengths.mean()), 1.0),
        k1=PASSAGE_K1,
        b=PASSAGE_B,
    )
    scores = bm25.weighted_scores(dict.fromkeys(names, 1.0))
    records = np.array([found.score for found in matches.candidates])[matches.owner]
    return np.asarray(
        scores * np.where(matches.titles, TITLE_WEIGHT, 1.0) + RECORD_WEIGHT * records
    )
