"""Ranks the sentences of candidate records: BM25 by the record's own statistics.

Inside one record the words that name the topic stand in every sentence and tell nothing, so a
sentence is weighed by an IDF over its record's sentences; the record's own BM25, by the corpus's
statistics, is added at half weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from il2qa.bm25 import PASSAGE_B, PASSAGE_K1, PositiveBM25
from il2qa.corpora.protocol import AnalysedPassage, Candidate
from il2qa.text.queries import Query

TITLE_WEIGHT = 0.6  # a title repeats the topic: it tells less than a sentence
RECORD_WEIGHT = 0.5
QUOTED_FIELDS = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score."""

    candidate: Candidate
    passage: AnalysedPassage
    score: float

    @property
    def _order(self) -> tuple[float, str, int, int]:
        span = self.passage.span
        return (-self.score, self.candidate.record.id, QUOTED_FIELDS.index(span.field), span.start)


def rank(query: Query, candidates: Sequence[Candidate]) -> list[Ranked]:
    """The passages that share a term with the query, best first.

    Ties go by identifier of the record, then field, then place.
    """
    found = [ranked for candidate in candidates for ranked in _rank_within(query, candidate)]
    return sorted(found, key=lambda ranked: ranked._order)


def _rank_within(query: Query, candidate: Candidate) -> list[Ranked]:
    """The matching passages of one record, scored."""
    passages = [found for found in candidate.passages if found.span.field in QUOTED_FIELDS]
    wanted = set(query.terms)
    bm25 = PositiveBM25([found.terms for found in passages], k1=PASSAGE_K1, b=PASSAGE_B)
    scores = bm25.get_scores(query.terms)
    return [
        Ranked(candidate, passage, _total(float(score), passage, candidate))
        for passage, score in zip(passages, scores, strict=False)
        if not wanted.isdisjoint(passage.terms)
    ]


def _total(score: float, passage: AnalysedPassage, candidate: Candidate) -> float:
    weight = TITLE_WEIGHT if passage.span.field == "title" else 1.0
    return weight * score + RECORD_WEIGHT * candidate.score
