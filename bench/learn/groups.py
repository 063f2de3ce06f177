"""Turns questions into what a ranker learns from: groups of passages, their features, the gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from bench.data.questions import Asked, together
from il2qa.corpora.protocol import CorpusReader, candidate
from il2qa.errors import QuestionError
from il2qa.ranking.matches import Matches, match
from il2qa.ranking.shortlist import described, shortlist
from il2qa.text.analyzer import default_analyzer
from il2qa.text.queries import parse

MOST_RIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Group:
    """The passages that compete for one question: features of each, and whether it is right."""

    kind: str
    question: str
    group: str
    features: np.ndarray
    gold: np.ndarray


def within_records(asked: Iterable[Asked]) -> tuple[tuple[str, ...], list[Group]]:
    """The passages of its own record, for each question; and the names of the features."""
    names: tuple[str, ...] = ()
    groups = []
    for one in asked:
        found = _within(one)
        if found is not None:
            names, group = found
            groups.append(group)
    return names, groups


def _within(one: Asked) -> tuple[tuple[str, ...], Group] | None:
    try:
        query = parse(one.question)
    except QuestionError:
        return None
    matches = match(query, [candidate(one.record, default_analyzer())])
    if len(matches.passages) < 2:
        return None
    found = described(matches, np.arange(len(matches.passages))).figures
    gold = np.array([one.answered_by(passage.text) for passage in matches.passages])
    features = np.column_stack(list(found.values())).astype(np.float32)
    return tuple(found), Group(one.kind, one.question, one.group, features, gold)


def answerable(groups: Iterable[Group]) -> Iterator[Group]:
    """Those with a right passage, and not too many: where most are right there is no lesson."""
    return (group for group in groups if 0 < group.gold.sum() <= len(group.gold) * MOST_RIGHT)


def across_records(
    asked: Iterable[Asked], corpus: CorpusReader
) -> tuple[tuple[str, ...], list[Group]]:
    """The passages short-listed from a whole corpus, for each question with its gold in any record.

    Questions that are asked of several records are one group here.
    """
    names: tuple[str, ...] = ()
    groups = []
    for ones in together(asked):
        kind, question = ones[0].kind, ones[0].question
        query = parse(question)
        matches, rows = shortlist(query, corpus.candidates(query, None, 50))
        found = described(matches, rows).figures
        by_id = {one.record.id: one for one in ones}
        gold = np.array([_is_gold(matches, row, by_id) for row in rows])
        features = np.column_stack(list(found.values())).astype(np.float32)
        names = tuple(found)
        groups.append(Group(kind, question, ones[0].group, features, gold))
    return names, groups


def _is_gold(matches: Matches, row: int, by_id: dict[str, Asked]) -> bool:
    one = by_id.get(matches.candidates[matches.owner[row]].id)
    return one is not None and one.answered_by(matches.passages[row].text)
