"""The orders in which a corpus gives its records, the same in every kind of corpus."""

from __future__ import annotations

from typing import Literal, NamedTuple

from il2qa.fields import named
from il2qa.models import Record

Order = Literal["identifier", "newest", "oldest"]


class Level(NamedTuple):
    """A field whose number records are sorted by; those that lack it come last."""

    field: str
    is_descending: bool = False


LEVELS: dict[Order, tuple[Level, ...]] = {
    "identifier": (Level("pmid"),),
    "newest": (Level("day", is_descending=True), Level("pmid")),
    "oldest": (Level("day"), Level("pmid")),
}
"""What each order sorts by, first to last; what is still equal goes by the identifier's letters."""

SortKey = tuple[tuple[tuple[bool, int], ...], str]


def sort_key(order: Order, keys: dict[str, int | None], identifier: str) -> SortKey:
    """What records with these numbers are compared by, in an order."""
    return tuple(_key(level, keys[level.field]) for level in LEVELS[order]), identifier


def sort_key_of(order: Order, record: Record) -> SortKey:
    """What a record is compared by, in an order."""
    keys = {level.field: _number(level, record) for level in LEVELS[order]}
    return sort_key(order, keys, record.id)


def _number(level: Level, record: Record) -> int | None:
    key = named(level.field).key
    return key(record) if key else None


def _key(level: Level, number: int | None) -> tuple[bool, int]:
    if number is None:
        return True, 0
    return False, -number if level.is_descending else number
