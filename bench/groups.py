"""Turns questions into what a ranker learns from: groups of passages, their features, the gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from bench.questions import Asked
from il2qa.corpora.protocol import Candidate, analyse
from il2qa.errors import QuestionError
from il2qa.ranking.features import describe
from il2qa.ranking.matches import match
from il2qa.text.queries import parse


@dataclass(frozen=True, slots=True)
class Group:
    """The passages that compete for one question: a row of features each, and whether it is right."""

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
    matches = match(query, [Candidate(one.record, analyse(one.record))])
    if len(matches.passages) < 2:  # noqa: PLR2004
        return None
    found = describe(matches, np.arange(len(matches.passages)))
    gold = np.array([one.answered_by(passage.text) for passage in matches.passages])
    if one.loose:
        gold = np.array([any(g.lower() in p.text.lower() for g in one.gold) for p in matches.passages])
    features = np.column_stack(list(found.values())).astype(np.float32)
    return tuple(found), Group(one.kind, one.question, one.group, features, gold)


def answerable(groups: Iterable[Group], most: int = 4) -> Iterator[Group]:
    """Those with one to `most` right passages: where nearly all are right there is no lesson."""
    return (group for group in groups if 0 < group.gold.sum() <= most)
