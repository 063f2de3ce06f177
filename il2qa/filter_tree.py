"""A filter as a tree: which records may answer, as every kind of corpus understands it.

Each kind compiles the tree into its engine's own conditions; `matches` is what all of them mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias, cast

from il2qa.errors import QuestionError
from il2qa.fields import Field, fold_value, named, values_of
from il2qa.models import Record


class _Node:
    """What all conditions share: each is a filter by itself."""

    __slots__ = ()

    @property
    def tree(self) -> Condition:
        """Itself."""
        return cast("Condition", self)


@dataclass(frozen=True, slots=True)
class Is(_Node):
    """A field has a value, whatever its case: Is("authors", "Doe J")."""

    field: str
    value: str

    def __post_init__(self) -> None:
        if named(self.field).values is None:
            raise QuestionError(f"no record is filtered by its {self.field.replace('_', ' ')}")

    @property
    def folded(self) -> str:
        """The value in the form in which it is compared."""
        return fold_value(self.field, self.value)


@dataclass(frozen=True, slots=True)
class Between(_Node):
    """A field's number lies between two, both inclusive: Between("date", 1990, 1999).

    Of the date it is the year, of the PMID the PMID. A limit that is None is none; a record
    without the number is not let through.
    """

    field: str
    first: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        if named(self.field).key is None:
            raise QuestionError(f"the {self.field.replace('_', ' ')} of a record is no number")


@dataclass(frozen=True, slots=True)
class All(_Node):
    """All parts hold; without parts every record is let through."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Any(_Node):
    """Some part holds; without parts no record is let through."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """The part does not hold."""

    part: Condition


Condition: TypeAlias = All | Any | Not | Is | Between


class Filter(Protocol):
    """What says which records may answer: a tree, or a friendlier form that makes one (`Where`)."""

    @property
    def tree(self) -> Condition:
        """The filter as a tree."""


def matches(condition: Condition, record: Record) -> bool:
    """Whether a record meets a condition: what each kind of corpus must agree with."""
    match condition:
        case All(parts):
            return all(matches(part, record) for part in parts)
        case Any(parts):
            return any(matches(part, record) for part in parts)
        case Not(part):
            return not matches(part, record)
        case Is(field):
            return condition.folded in values_of(named(field), record)
        case Between(field, first, last):
            key = _key(named(field), record)
            return key is not None and _is_between(key, first, last)


def _key(field: Field, record: Record) -> int | None:
    return field.key(record) if field.key else None


def _is_between(key: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= key) and (last is None or key <= last)
