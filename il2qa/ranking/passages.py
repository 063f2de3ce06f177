"""Ranks the passages of candidate records, best first.

rank-bm25 over the candidates' passages, and half of their record's own score, choose a short list
(the record is chosen by the corpus's statistics, the sentence by its candidates'); the learnt
re-ranker orders it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from il2qa.bm25 import PASSAGE_B, PASSAGE_K1, PositiveBM25
from il2qa.corpora.analysis import AnalysedPassage
from il2qa.corpora.protocol import Candidate
from il2qa.ranking.comparing import Features
from il2qa.ranking.features import describe
from il2qa.ranking.matches import Matches, match
from il2qa.ranking.reranker import Reranker, reranker
from il2qa.text.queries import Query

TITLE_WEIGHT = 0.6  # a title repeats the topic: it tells less than a sentence
RECORD_WEIGHT = 0.5
SHORTLIST = 30  # passages that are re-ranked


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score."""

    candidate: Candidate
    passage: AnalysedPassage
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The short-listed passages, best first, and what they were judged by."""

    matches: Matches
    rows: np.ndarray  # of each passage, its row in `matches`
    figures: Features
    scores: np.ndarray

    @property
    def passages(self) -> list[Ranked]:
        """The passages, best first."""
        return [
            Ranked(
                self.matches.candidates[self.matches.owner[row]],
                self.matches.passages[row],
                float(score),
            )
            for row, score in zip(self.rows, self.scores, strict=True)
        ]


def rank(query: Query, candidates: Sequence[Candidate], learnt: Reranker | None = None) -> Ranking:
    """Rank the passages of candidates; none where no passage shares a term with the query.

    Ties go by identifier of the record, then field, then place. `learnt` stands in for the
    re-ranker that ships with il2qa.
    """
    matches, rows = shortlist(query, candidates)
    if not len(rows):
        return Ranking(matches, rows, {}, np.zeros(0))
    learnt = learnt or reranker()
    figures = describe(matches, rows)
    scores = learnt.scores(np.column_stack([figures[name] for name in learnt.features]))
    ids = np.array([found.id for found in matches.candidates])[matches.owner[rows]]
    order = np.lexsort((rows, ids, -scores))
    figures = {name: values[order] for name, values in figures.items()}
    return Ranking(matches, rows[order], figures, scores[order])


def shortlist(query: Query, candidates: Sequence[Candidate]) -> tuple[Matches, np.ndarray]:
    """The candidates' passages worth a closer look: the matches of their records, and their rows.

    Of equal ones the first comes first.
    """
    matches = match(query, candidates)
    if not matches.has.any():
        return matches, np.zeros(0, int)
    scores = first_scores(matches)
    rows = np.argsort(-scores, kind="stable")[:SHORTLIST]
    kept = matches.only(rows)
    return kept, matches.rows_in(kept, rows)


def first_scores(matches: Matches) -> np.ndarray:
    """rank-bm25 of every passage among the candidates', with its record's own score."""
    names = [concept.term for concept in matches.query.concepts]
    bm25 = _ConceptBM25(names, matches.counts, matches.lengths)
    scores = bm25.get_scores(names) * np.where(matches.titles, TITLE_WEIGHT, 1.0)
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
