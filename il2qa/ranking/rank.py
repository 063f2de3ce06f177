"""Ranks the passages of candidate records, best first, by whatever ranker is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from il2qa.corpora.protocol import Candidate
from il2qa.passages.analysis import AnalysedPassage
from il2qa.ranking.match_matrix import Matches
from il2qa.ranking.shortlist import Shortlist, described, shortlist
from il2qa.ranking.within_record import Features, rounded
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

if TYPE_CHECKING:
    from il2qa.ranking.ranker import Ranker

SAME_RECORD = 0.5
"""What a passage costs, as the ranker scores, for each of its record that is shown before.

Experts' questions, whose answer stands in several records, get right passages of 1.40 records
among three instead of 1.36, and no fewer questions are answered (bench/quality/diversity.py).
"""


class Ranked(NamedTuple):
    """A passage with its score."""

    candidate: Candidate
    passage: AnalysedPassage
    score: float


class Ranking(NamedTuple):
    """The short-listed passages, best first, with their scores and the ranker that gave them."""

    shortlist: Shortlist  # in the order of the scores
    scores: np.ndarray
    ranker: Ranker

    @property
    def matches(self) -> Matches:
        """The short-listed records against the question."""
        return self.shortlist.matches

    @property
    def rows(self) -> np.ndarray:
        """Of each passage, its row in `matches`."""
        return self.shortlist.rows

    @property
    def figures(self) -> Features:
        """The passages' features by name."""
        return self.shortlist.figures

    def contributions(self, most: int) -> Features:
        """What moved the scores of the first passages, by the ranker that gave them."""
        first = np.arange(min(most, len(self.scores)))
        return self.ranker.contributions(self.shortlist.taken(first)) if len(first) else {}

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


def spread(passages: Sequence[Ranked]) -> list[Ranked]:
    """Passages, best first, with comparable ones of other records sooner; the first stays first.

    Each costs SAME_RECORD for every passage of its record before it.
    """
    before: Counter[str] = Counter()
    worth = []
    for one in passages:
        worth.append(one.score - SAME_RECORD * before[one.candidate.id])
        before[one.candidate.id] += 1
    order = sorted(range(len(passages)), key=lambda place: -worth[place])
    return [passages[place] for place in order]


def rank(
    query: Query, candidates: Sequence[Candidate], ranker: Ranker, analyzer: Analyzer
) -> Ranking:
    """Rank the passages of candidates; none where no passage shares a term with the query.

    `analyzer` is what made the query and the candidates' terms.

    Scores are rounded; ties go by identifier of the record, then field, then place.
    """
    matches, rows = shortlist(query, candidates, analyzer)
    if not len(rows):
        return Ranking(Shortlist(matches, rows, {}), np.zeros(0), ranker)
    found = described(matches, rows)
    scores = rounded(ranker.scores(found))
    ids = np.array([found.id for found in matches.candidates])[matches.owner[rows]]
    order = np.lexsort((rows, ids, -scores))
    return Ranking(found.taken(order), scores[order], ranker)
