"""The turns of a conversation: each question with its reading and its answer; its moments."""

from __future__ import annotations

from dataclasses import dataclass, field

from il2qa.conversation.choosing import Choice
from il2qa.conversation.follow_ups import Talk
from il2qa.conversation.reading import Reading
from il2qa.models import Answer


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
