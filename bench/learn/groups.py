"""Turns questions into what a ranker learns from: short lists as it reads them, and the gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bench.data.questions import RecordQuestion, together
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.errors import QuestionError
from il2qa.ranking.match_matrix import Matches, match
from il2qa.ranking.shortlist import described, shortlist
from il2qa.ranking.sides import Sides, sides
from il2qa.text import analyzer
from il2qa.text.queries import Query

POOL = ", pool"
"""Ends the kind of what was put to the whole pool."""


class Searched(Protocol):
    """Many records, searched."""

    def candidates(self, query: Query, where: None, limit: int) -> Sequence[Candidate]:
        """The best records, best first."""


@dataclass(frozen=True, slots=True)
class Group:
    """The passages that compete for one question, and whether each is right."""

    kind: str
    question: str
    group: str
    sides: Sides
    gold: np.ndarray

    @property
    def features(self) -> np.ndarray:
        """Passages by features."""
        return self.sides.features


def joined(groups: Sequence[Group]) -> np.ndarray:
    """The features of all passages of some groups."""
    return np.vstack([one.features for one in groups])


def within_records(asked: Iterable[RecordQuestion]) -> tuple[tuple[str, ...], list[Group]]:
    """The passages of its own record, for each question; and the names of the features."""
    names: tuple[str, ...] = ()
    groups = []
    for one in asked:
        found = _within(one)
        if found is not None:
            names, group = found
            groups.append(group)
    return names, groups


def _within(one: RecordQuestion) -> tuple[tuple[str, ...], Group] | None:
    try:
        query = analyzer.default_analyzer().parse(one.question)
    except QuestionError:
        return None
    own = analyzer.default_analyzer()
    matches = match(query, [candidate(one.record, own)], own)
    if len(matches.passages) < 2:
        return None
    gold = np.array([one.answered_by(passage.text) for passage in matches.passages])
    names, given = _read(matches, np.arange(len(matches.passages)))
    return names, Group(one.kind, one.question, one.group, given, gold)


def _read(matches: Matches, rows: np.ndarray) -> tuple[tuple[str, ...], Sides]:
    found = described(matches, rows)
    names = tuple(found.figures)
    given = sides(found, names)
    return names, given._replace(features=given.features.astype(np.float32))


def across_records(
    asked: Iterable[RecordQuestion], corpus: Searched
) -> tuple[tuple[str, ...], list[Group]]:
    """The passages short-listed from a whole corpus, for each question with its gold in any record.

    Questions that are asked of several records are one group here.
    """
    names: tuple[str, ...] = ()
    groups = []
    for ones in together(asked):
        try:
            query = analyzer.default_analyzer().parse(ones[0].question)
        except QuestionError:
            continue
        matches, rows = shortlist(
            query, corpus.candidates(query, None, 50), analyzer.default_analyzer()
        )
        if len(rows):
            names, given = _read(matches, rows)
            by_id = {one.record.id: one for one in ones}
            gold = np.array([_is_gold(matches, row, by_id) for row in rows])
            kind = ones[0].kind + POOL
            groups.append(Group(kind, ones[0].question, ones[0].group, given, gold))
    return names, groups


def _is_gold(matches: Matches, row: int, by_id: dict[str, RecordQuestion]) -> bool:
    one = by_id.get(matches.candidates[matches.owner[row]].id)
    return one is not None and one.answered_by(matches.passages[row].text)
