"""The turns of a conversation: each question with its reading and its answer; its moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from il2qa.conversation.choosing import Choice
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Talk
from il2qa.models import Answer, Passage


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, as it was typed and as it was read, and its answer.

    `first` is the number of the answer's first passage: after "more" it goes on.
    """

    question: str
    reading: Reading
    answer: Answer
    first: int = 1


@dataclass(frozen=True, slots=True)
class Moment:
    """A conversation as it stood at some time: all that `undo` brings back."""

    talk: Talk = field(default_factory=Talk)
    turns: tuple[Turn, ...] = ()
    choice: Choice | None = None


def numbered(turns: Sequence[Turn]) -> tuple[Passage, ...]:
    """What was quoted since the last question that quoted anything, as numbered."""
    passages: tuple[Passage, ...] = ()
    for turn in reversed(turns):
        passages = (*turn.answer.passages, *passages)
        if passages and turn.first == 1:
            break
    return passages


def records_quoted(turns: Sequence[Turn], reading: Reading) -> int:
    """How many records the last turns quoted of a survey of a reading."""
    done = 0
    for turn in reversed(turns):
        if turn.answer.survey is None or turn.reading != reading:
            break
        done += len(turn.answer.survey.groups)
        if turn.first == 1:
            break
    return done


def is_count(answer: Answer) -> bool:
    """Whether an answer gives numbers and quotes nothing."""
    return answer.counts is not None and not answer.passages
