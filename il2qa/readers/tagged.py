"""Lines of tagged text ("PMID- 3303316", "TY  - JOUR") gathered into records of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from il2qa.readers.events import Problem, skipped
from il2qa.readers.source import MAX_RECORD, Source
from il2qa.readers.text import clean


@dataclass(slots=True)
class Tagged:
    """The fields of one record in the order of its lines, and the number of the first."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    wrapped: dict[int, list[str]] = field(default_factory=dict)  # lines of longer fields, by index

    def first(self, *tags: str) -> str:
        """Return the first filled value of the tags, the tags tried in their order; else ""."""
        return next((value for tag in tags for value in self.all(tag)), "")

    def lines(self, tag: str) -> list[str]:
        """Return the lines of a tag's values, for forms that write one value a line."""
        found = []
        for index, (name, value) in enumerate(self.fields):
            if name == tag:
                found += self.wrapped.get(index, [value])
        return [line for line in map(clean, found) if line]

    def all(self, *tags: str) -> list[str]:
        """Return all filled values of the tags, in the order of the lines."""
        return [value for tag, value in self.fields if value and tag in tags]


def records(
    source: Source,
    tagged: re.Pattern[str],
    begins: Callable[[Tagged, str, bool], bool],
    ends: str = "",
) -> Iterator[Tagged | Problem]:
    """Yield the records of a source, whose lines with a tag match `tagged` (tag, value).

    A record begins where `begins(record before, tag, after a blank line)` says so, and ends with
    the tag `ends` or where the next begins. A line without a tag goes on with the field before.
    """
    current: Tagged | None = None
    parts: list[str] = []
    size, blank = 0, True
    for number, line in source.lines():
        found = tagged.match(line)
        if found:
            tag, value = found.groups()
            if current is None or begins(current, tag, blank):
                if current:
                    yield _complete(current, parts)
                current, size = Tagged(number), 0
            elif parts:
                _close(current, parts)
            current.fields.append((tag, ""))
            parts = [value]
            if ends and tag == ends:
                yield _complete(current, parts)
                current = None
        elif current is not None and line.strip() and not (blank and not line[0].isspace()):
            parts.append(line)
        blank = not line.strip()
        size += len(line)
        if size > MAX_RECORD and current is not None:
            yield skipped("record too long", current.line)
            current, parts = None, []
    if current is not None:
        yield _complete(current, parts)


def _close(record: Tagged, parts: list[str]) -> None:
    """Give the last field its text: its lines, joined as they were wrapped."""
    tag, _ = record.fields[-1]
    record.fields[-1] = (tag, clean(" ".join(parts)))
    if len(parts) > 1:
        record.wrapped[len(record.fields) - 1] = parts.copy()
    parts.clear()


def _complete(record: Tagged, parts: list[str]) -> Tagged:
    if parts:
        _close(record, parts)
    return record
