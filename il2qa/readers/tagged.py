"""Lines of tagged text ("PMID- 3303316", "TY  - JOUR") gathered into records of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from il2qa.readers.event import Problem, skipped
from il2qa.readers.source import MAX_RECORD, Source
from il2qa.readers.text import normalised


@dataclass(slots=True)
class Tagged:
    """The fields of one record in the order of its lines, and the number of the first."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    wrapped: dict[int, list[str]] = field(default_factory=dict)  # lines of longer fields, by index
    parts: list[str] = field(default_factory=list)  # lines of the field that is open
    size: int = 0

    def open_field(self, tag: str, value: str) -> None:
        """Begin a field with its first line."""
        self.close_field()
        if self.size <= MAX_RECORD:
            self.fields.append((tag, ""))
        self.continue_field(value)

    def continue_field(self, line: str) -> None:
        """Add a line to the open field; beyond all records' size it is only counted."""
        self.size += len(line) + 1
        if self.size <= MAX_RECORD:
            self.parts.append(line)

    def close_field(self) -> None:
        """Give the open field its text: its lines, joined as they were wrapped."""
        if self.parts:
            tag, _ = self.fields[-1]
            self.fields[-1] = (tag, normalised(" ".join(self.parts)))
            if len(self.parts) > 1:
                self.wrapped[len(self.fields) - 1] = self.parts.copy()
        self.parts.clear()

    def first(self, *tags: str) -> str:
        """Return the first filled value of the tags, the tags tried in their order; else ""."""
        return next((value for tag in tags for value in self.all(tag)), "")

    def differs(self, tags: frozenset[str]) -> bool:
        """Say whether one of the tags has several values that are not the same."""
        given = [(tag, value) for tag, value in self.fields if tag in tags and value]
        return len(set(given)) > len(dict(given))

    def lines(self, tag: str) -> list[str]:
        """Return the lines of a tag's values, for forms that write one value a line."""
        values = []
        for index, (name, value) in enumerate(self.fields):
            if name == tag:
                values += self.wrapped.get(index, [value])
        return [line for line in map(normalised, values) if line]

    def all(self, *tags: str) -> list[str]:
        """Return all filled values of the tags, in the order of the lines."""
        return [value for tag, value in self.fields if value and tag in tags]


def records(
    source: Source,
    tagged: re.Pattern[str],
    begins: Callable[[Tagged, str, bool], bool],
    ends: str = "",
    is_over: Callable[[Tagged], bool] = lambda record: False,
) -> Iterator[Tagged | Problem]:
    """Yield the records of a source, whose lines with a tag match `tagged` (tag, value).

    A record begins where `begins(record before, tag, after a blank line)` says so, and ends with
    the tag `ends` or where the next begins. A line without a tag goes on with the field before,
    unless it stands behind a blank line and is not indented, or the record `is_over`.
    """
    current: Tagged | None = None
    blank = True
    for number, line in source.lines():
        match = tagged.match(line)
        if match:
            tag, value = match.groups()
            if current is not None:
                current.close_field()
            if current is None or begins(current, tag, blank):
                yield from _whole(current)
                current = Tagged(number)
            current.open_field(tag, value)
            if ends and tag == ends:
                yield from _whole(current)
                current = None
            blank = False
        elif not line or line.isspace():
            blank = True
        elif current is not None and blank and line[0].isspace() and _over(current, is_over):
            yield from _whole(current)
            yield Problem("skipped", "lines outside any record", f"line {number}", "left out")
            current = None
        elif current is not None and (line[0].isspace() or not blank):
            current.continue_field(line)
            blank = False
    yield from _whole(current)


def _over(record: Tagged, is_over: Callable[[Tagged], bool]) -> bool:
    record.close_field()
    return is_over(record)


def _whole(record: Tagged | None) -> Iterator[Tagged | Problem]:
    """Yield a record that is complete, unless it grew beyond all records."""
    if record is not None:
        record.close_field()
        if record.size > MAX_RECORD:
            yield skipped("record too long", record.line)
        else:
            yield record
