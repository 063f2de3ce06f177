"""The values of fields as they are listed: offered for completion, counted by.

A listed value is kept beside the form in which it is looked for, so that a list is in every kind
of corpus the same: as readers write the values, found whatever their case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from il2qa.fields import LISTED, folded, named
from il2qa.models import Record

_LONGEST = 200  # characters: what is longer is nobody's name


def listed_terms(record: Record) -> Iterator[str]:
    """The terms of all values that a record is listed by, each once."""
    for field in LISTED:
        values = field.listed(record) if field.listed else ()
        for value in dict.fromkeys(values):
            if len(value) <= _LONGEST:
                yield f"{listed_prefix(field.name, value)}\t{value}"


def listed_prefix(field: str, begun: str) -> str:
    """What the terms of a field's values begin with that begin so, whatever their case.

    Raises QuestionError where there is no such field.
    """
    return f"{named(field).name} {folded(begun)}"


def names_of(counted: Iterable[tuple[str, int]], limit: int | None) -> dict[str, int]:
    """The values that listed terms stand for, those of most records first, then by their form."""
    ordered = sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:limit]
    return {term.partition("\t")[2]: count for term, count in ordered}
