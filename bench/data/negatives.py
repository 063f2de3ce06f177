"""Questions that nothing on their topic answers: to learn from what is not to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from bench.data import files
from bench.data.questions import RecordQuestion
from il2qa.errors import QuestionError
from il2qa.models import Record
from il2qa.passages.spans import field_texts
from il2qa.ranking.confidence import TOPIC
from il2qa.text.analyzer import default_analyzer

_ANALYZER = default_analyzer()

OFF, MORE, THIRD = "off_topic.txt", "off_topic_more.txt", "off_topic_third.txt"
MANY, EXTRA = "off_topic_many.txt", "off_topic_extra.txt"
UNSEEN = "off_topic_unseen.txt"
CLOSING = "off_topic_closing.txt"
LEARNT_FROM = (OFF, MORE, THIRD, MANY)
"""By the re-ranker; relevance learns from the extra ones too."""
_NUMBERS = 40  # the most of another name's number
_DIGITS = re.compile(r"\d+")


def lines(name: str) -> list[str]:
    """The questions of a file, one a line."""
    text = (files.SETS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def off_topic(record: Record, *names: str) -> list[RecordQuestion]:
    """The questions of files on nothing that an abstract tells of, put to some record."""
    return [RecordQuestion("off", line, record, ()) for name in names for line in lines(name)]


def elsewhere(
    asked: Iterable[RecordQuestion], others: list[RecordQuestion], times: int = 3
) -> list[RecordQuestion]:
    """Questions put to a few records each that they were not asked of.

    Those that name no topic ("How old were the patients?") may be asked of any record.
    """
    asked = [one for one in asked if _names_topic(one.question)]
    order = np.random.default_rng(0).integers(len(others), size=(times, len(asked)))
    return [
        replace(one, record=others[i].record, gold=(), origin=one.group)
        for row in order
        for one, i in zip(asked, row, strict=True)
        if others[i].record.id != one.record.id
    ]


def on_other_records(
    own: list[RecordQuestion], natural: list[RecordQuestion], more: list[RecordQuestion]
) -> list[RecordQuestion]:
    """People's own questions, and natural ones, put to records that they were not asked of."""
    return elsewhere([*own, *natural], own) + elsewhere(more, [*own, *more], 1)


def _names_topic(question: str) -> bool:
    """Whether some word of a question is rare enough among abstracts to name a topic."""
    concepts = _ANALYZER.parse(question).concepts
    return bool(_ANALYZER.vocabulary.idf([concept.term for concept in concepts]).max() >= TOPIC)


def renamed(asked: Iterable[RecordQuestion]) -> list[RecordQuestion]:
    """Questions with another number in a name ("IL-2": "IL-17") that their record does not have."""
    chance = np.random.default_rng(0)
    found: dict[str, RecordQuestion] = {}
    for one in asked:
        known = set(_ANALYZER.terms(" ".join(field_texts(one.record).values())))
        for question, term in _other_numbers(one.question, chance):
            if term not in known:
                found.setdefault(
                    one.question, replace(one, question=question, gold=(), origin=one.group)
                )
                break
    return list(found.values())


def _other_numbers(question: str, chance: np.random.Generator) -> Iterator[tuple[str, str]]:
    """A question with other numbers in its first numbered name, and the name's term then."""
    try:
        numbered = [part for part in _ANALYZER.parse(question).concepts if part.has_number]
    except QuestionError:
        return
    for concept in (part for part in numbered if part.surface in question):
        for number in chance.permutation(_NUMBERS) + 1:
            name = _DIGITS.sub(str(number), concept.surface, count=1)
            found = _ANALYZER.terms(name)
            if name != concept.surface and found:
                yield question.replace(concept.surface, name), found[0]
