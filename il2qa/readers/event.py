"""What a reader gives: records, deletions, problems and doubts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from il2qa.models import Record


class Deletion(NamedTuple):
    """A citation that an NLM update file withdraws."""

    pmid: str


class Problem(NamedTuple):
    """Something in a source that could not be taken as it stands.

    `kind` says what it cost: "skipped" one record, "altered" some characters, or "cut" the rest
    of the source. `reason` is one of few phrases (the summary counts by it), `place` a line or a
    record, `kept` what was done about it.
    """

    kind: Literal["skipped", "altered", "cut"]
    reason: str
    place: str
    kept: str = ""


class Doubt(NamedTuple):
    """The record given just before was read in part: what its form prescribes could not be read.

    `reasons` are of few phrases ("no date"), by which the summary counts.
    """

    reasons: tuple[str, ...]
    line: int
    id: str


Event = Record | Deletion | Problem | Doubt


def with_doubts(record: Record, line: int, *more: str) -> Iterator[Event]:
    """Yield a record that begins at `line`, and what of it could not be read.

    That is `more`, which the form knows, and what every form gives: a title and a year.
    """
    yield record
    title = () if record.title else ("no title",)
    date = () if _has_year(record) else ("no date",)
    if title or date or more:
        yield Doubt((*date, *title, *more), line, record.id)


def _has_year(record: Record) -> bool:
    dates = (record.date, record.electronic_date)
    return any(date is not None and date.year is not None for date in dates)


def skipped(reason: str, line: int, pmid: str | None = None) -> Problem:
    """Return the problem of a record that begins at `line` and had to be left out."""
    place = f"record at line {line}" + (f" (PMID {pmid})" if pmid else "")
    return Problem("skipped", reason, place, "skipped; the records around it are kept")
