"""What a question needs in a sentence that is to be called its answer: a place, a year, a count.

Read from `data/needs.tsv`: by the kind of the question and by its words, the marks of which one
must be seen in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from il2qa.paper_questions.data import rows
from il2qa.paper_questions.kinds import NOT, has_word, words_of
from il2qa.paper_questions.wording import CLEAR, Wording
from il2qa.paper_questions.wording import words_of as asking_words
from il2qa.passages.analysis import AnalysedPassage

_ANY = "*"
_MARK = "#"
_LAND = "#land"


class Need(NamedTuple):
    """What a question needs, by the name that other tables have of it, and what shows it.

    `worth` is what a passage loses that does not show it, in steps of the net of `fit`; `chance`
    how likely the question is of a kind that has this need.
    """

    name: str
    shown_by: tuple[str, ...]
    worth: float
    chance: float = 1.0

    def is_met(self, passage: AnalysedPassage) -> bool:
        """Whether a passage shows what is needed, by its heading or its words."""
        return shows(_headed(passage), self.shown_by)

    @property
    def tells(self) -> bool:
        """Whether what shows it is a sign of an answer, not only the lack of what bars one."""
        return any(not one.startswith(NOT) for one in self.shown_by)

    def heads(self, passage: AnalysedPassage) -> bool:
        """Whether the heading of a passage names what is needed: FUNDING, LIMITATIONS."""
        label = passage.span.label
        told = [one for one in self.shown_by if not one.startswith(NOT)]
        return bool(label and told) and shows(label or "", told)


class _Row(NamedTuple):
    kinds: frozenset[str]
    question: re.Pattern[str]
    need: Need


def need(question: str, asked: Wording) -> Need | None:
    """What the answer to a question of a clear kind needs; None where any sentence may be one."""
    words = " ".join(asking_words(question))
    for row in _rows():
        chance = 1.0 if _ANY in row.kinds else asked.chance(*row.kinds)
        if chance >= CLEAR and row.question.search(words):
            return row.need._replace(chance=chance)
    return None


def is_shown(name: str | None, passage: AnalysedPassage) -> bool:
    """Whether a passage has the signs of the need of a name; nothing has those of none."""
    needs = [row.need for row in _rows() if row.need.name == name]
    return any(one.tells and one.is_met(passage) for one in needs)


def shows(text: str, patterns: Iterable[str]) -> bool:
    """Whether a text shows one of some patterns: words ("*" any ending) or marks ("#year").

    It may show none of those behind "!".
    """
    words = words_of(text)
    may = [one for one in patterns if not one.startswith(NOT)]
    barred = [one.removeprefix(NOT) for one in patterns if one.startswith(NOT)]
    return (not may or _has(text, words, may)) and not _has(text, words, barred)


def _headed(passage: AnalysedPassage) -> str:
    label = passage.span.label
    return f"{label}: {passage.text}" if label else passage.text


def _has(text: str, words: frozenset[str], patterns: Iterable[str]) -> bool:
    return any(has_word(words, one) or _is_marked(text, one) for one in patterns)


def _is_marked(text: str, mark: str) -> bool:
    return mark.startswith(_MARK) and any(pattern.search(text) for pattern in _patterns(mark))


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            frozenset(kinds.split()),
            re.compile(question),
            Need(name, tuple(shown.split()), float(worth)),
        )
        for name, kinds, question, shown, worth in rows("needs.tsv")
    )


@cache
def _patterns(mark: str) -> tuple[re.Pattern[str], ...]:
    if mark == _LAND:
        return (_lands(),)
    return tuple(re.compile(shown) for name, shown in rows("needed_marks.tsv") if name == mark)


def _lands() -> re.Pattern[str]:
    """Any name of a country or a region of the world, or of what is called after one."""
    names = sorted((re.escape(name) for row in rows("lands.tsv") for name in row), reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
