"""A conversation as text, to be put away and taken up again as it was.

The text is JSON in two lines: a head that tells what it is, and the conversation itself, so that
many can be listed by their heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Literal

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from il2qa.conversation.choosing import Choice
from il2qa.conversation.talk import Talk
from il2qa.conversation.turns import Moment, Turn
from il2qa.errors import ExportError, FormatError
from il2qa.models import Value

MOST = 8 << 20  # bytes that are put away, and taken up
MOST_HEAD = 1 << 16  # bytes of its first line
_STEPS = 20  # that `undo` can go back afterwards
_LAST = 200  # characters of the last question that the head tells


class Head(Value):
    """What was put away, and when.

    `corpus` are the places that it was about; None where its records were in memory alone.
    """

    conversation: Literal[1] = 1  # the version of the form
    saved: AwareDatetime
    corpus: tuple[str, ...] | None
    questions: int
    last: str


@dataclass(frozen=True, slots=True)
class _Step:
    """A moment; its turns are some of all, from one place to another."""

    talk: Talk
    choice: Choice | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Body:
    """Some moments, each turn of theirs once."""

    turns: tuple[Turn, ...]
    steps: tuple[_Step, ...]


def as_text(moments: Sequence[Moment], saved: datetime, corpus: Sequence[str] | None) -> str:
    """The text of a conversation: its last steps, or the latest of it where it is longer than MOST.

    Raises ExportError where not even the last answer has room.
    """
    turns = moments[-1].turns
    last = turns[-1].question[:_LAST] if turns else ""
    places = None if corpus is None else tuple(corpus)
    head = Head(saved=saved, corpus=places, questions=len(turns), last=last)
    for kept in _shorter(moments[-_STEPS:]):
        text = f"{head.model_dump_json()}\n{_adapter().dump_json(_body(kept)).decode()}\n"
        if len(text.encode()) <= MOST:
            return text
    raise ExportError("the last answer is too long to be saved; /export writes it to a file")


def head_of(line: str) -> Head:
    """What the first line of a text tells. Raises FormatError where it is no such line."""
    try:
        return Head.model_validate_json(line)
    except ValidationError as error:
        raise FormatError(f"no saved conversation, or damaged ({_fault(error)})") from error


def moments_of(text: str) -> tuple[Moment, ...]:
    """The moments of a text that `as_text` wrote. Raises FormatError, saying what is wrong."""
    head, _, body = text.partition("\n")
    head_of(head)
    try:
        content = _adapter().validate_json(body)
    except ValidationError as error:
        raise FormatError(f"damaged ({_fault(error)})") from error
    if not content.steps or any(not 0 <= one.start <= one.end for one in content.steps):
        raise FormatError("damaged (its steps are none)")
    return tuple(
        Moment(one.talk, content.turns[one.start : one.end], one.choice) for one in content.steps
    )


def _shorter(moments: Sequence[Moment]) -> Iterator[Sequence[Moment]]:
    """All, then the present alone, then ever less of it."""
    yield moments
    now = moments[-1]
    while now.turns:
        yield [now]
        now = replace(now, turns=now.turns[len(now.turns) // 2 + 1 :])


def _body(moments: Sequence[Moment]) -> _Body:
    """A moment's turns are those of the one before it and perhaps one more, or begin anew."""
    turns: list[Turn] = []
    steps = []
    for moment in moments:
        own = moment.turns
        known = next((n for n in (len(own), len(own) - 1) if n > 0 and _ends_in(turns, own[:n])), 0)
        turns += own[known:]
        steps.append(_Step(moment.talk, moment.choice, len(turns) - len(own), len(turns)))
    return _Body(tuple(turns), tuple(steps))


def _ends_in(turns: Sequence[Turn], own: Sequence[Turn]) -> bool:
    return bool(turns) and turns[-1] is own[-1]


@cache
def _adapter() -> TypeAdapter[_Body]:
    return TypeAdapter(_Body)


def _fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else first["msg"]
