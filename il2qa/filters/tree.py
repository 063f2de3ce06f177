"""A filter as a tree: which records may answer, as every kind of corpus understands it.

Each kind compiles the tree into its engine's own conditions; `matches` is what all of them mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, cast

from il2qa.errors import QuestionError
from il2qa.fields import Field, fold_value, named, values_of
from il2qa.models import Record
from il2qa.text.written import stands_in


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
class Among(_Node):
    """A field has one of many values, which are given in the form in which they are compared."""

    field: str
    values: frozenset[str]


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
class Begins(_Node):
    """Some value of a field begins so, whatever its case: Begins("authors", "Doe J")."""

    field: str
    value: str

    def __post_init__(self) -> None:
        Is(self.field, self.value)  # raises what it raises

    @property
    def folded(self) -> str:
        """The beginning in the form in which it is compared."""
        return fold_value(self.field, self.value)


@dataclass(frozen=True, slots=True)
class Says(_Node):
    """Words stand one behind another in the text of one of some fields, as they are written.

    `words` are folded (see `text.written`); with `begins` the last one may go on.
    """

    fields: tuple[str, ...]
    words: tuple[str, ...]
    begins: bool = False

    def __post_init__(self) -> None:
        for name in self.fields:
            if not named(name).worded:
                raise QuestionError(f"the words of a record's {name} are not looked for")


@dataclass(frozen=True, slots=True)
class Tells(_Node):
    """The record is found by a term, as by a question: whatever the word's ending or spelling.

    It is also found by all `parts` of a compound. `word` is how it was written.
    """

    term: str
    parts: tuple[str, ...] = ()
    word: str = field(default="", compare=False)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The sets of terms any of which finds the record."""
        return ((self.term,), self.parts) if self.parts else ((self.term,),)


@dataclass(frozen=True, slots=True)
class All(_Node):
    """All parts hold; without parts every record is let through."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Any(_Node):
    """Some part holds; without parts no record is let through."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Exploded(Any):
    """A value, the first part, or one that is narrower: told as the value alone."""


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """The part does not hold."""

    part: Condition


Condition: TypeAlias = All | Any | Not | Is | Among | Begins | Between | Says | Tells


class Filter(Protocol):
    """What says which records may answer: a tree, or a friendlier form that makes one (`Where`)."""

    @property
    def tree(self) -> Condition:
        """The filter as a tree."""


def matches(condition: Condition, record: Record, terms: Collection[str] = ()) -> bool:
    """Whether a record meets a condition: what each kind of corpus must agree with.

    `terms` are those that the record is found by (`corpora.analysis`); only `Tells` asks for them.
    """
    match condition:
        case All(parts):
            return all(matches(part, record, terms) for part in parts)
        case Any(parts):
            return any(matches(part, record, terms) for part in parts)
        case Not(part):
            return not matches(part, record, terms)
        case Is(name):
            return condition.folded in values_of(named(name), record)
        case Among(name, values):
            return not values.isdisjoint(values_of(named(name), record))
        case Begins(name):
            begun = condition.folded
            return any(value.startswith(begun) for value in values_of(named(name), record))
        case Between(name, first, last):
            key = _key(named(name), record)
            return key is not None and _is_between(key, first, last)
        case Says():
            return is_said(condition, record)
        case Tells():
            return any(all(term in terms for term in form) for form in condition.forms)


def is_said(condition: Says, record: Record) -> bool:
    """Whether a record's own text has the words."""
    texts = (_text(named(name), record) for name in condition.fields)
    return any(stands_in(condition.words, text, begins=condition.begins) for text in texts if text)


def both(first: Filter | None, second: Filter | None) -> Filter | None:
    """What both of two filters let through; None lets everything through."""
    if first is None or second is None:
        return first or second
    return All((first.tree, second.tree))


def leaves(condition: Condition) -> Iterator[Condition]:
    """The conditions that a tree joins or denies, in order; what is exploded is one."""
    rest = [condition]
    while rest:
        match rest.pop():
            case Exploded() as leaf:
                yield leaf
            case All(parts) | Any(parts):
                rest.extend(reversed(parts))
            case Not(part):
                rest.append(part)
            case leaf:
                yield leaf


def asked(condition: Condition) -> Condition:
    """What was asked for where a condition is exploded; else itself."""
    return condition.parts[0] if isinstance(condition, Exploded) else condition


def only_value(condition: Condition, wanted: str) -> str | None:
    """The one value of a field that a condition demands, where it demands a single one."""
    match condition:
        case Is(name, value) if name == wanted:
            return value
        case All(parts):
            return next(filter(None, (only_value(part, wanted) for part in parts)), None)
        case Any((part,)):
            return only_value(part, wanted)
    return None


def _text(of: Field, record: Record) -> str | None:
    return of.text(record) if of.text else None


def _key(of: Field, record: Record) -> int | None:
    return of.key(record) if of.key else None


def _is_between(key: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= key) and (last is None or key <= last)
