"""Numbered records of PubMed's plain text ("1. J Foo. …", "2: Doe J. …") cut apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from il2qa.readers.event import Problem, skipped
from il2qa.readers.source import HEAD, MAX_RECORD, Source

NUMBER = re.compile(r"(\d{1,7})(?:\.|:) +(?=\S)")
PMID = re.compile(r"\bPMID:\s*(\d{1,9})\b")


def recognises(head: str) -> bool:
    """Say whether text that begins so is numbered records with a PMID each.

    A first record of thousands of authors may have its PMID beyond the head.
    """
    seen = PMID.search(head) is not None or len(head) >= HEAD
    return seen and NUMBER.match(head.lstrip()) is not None


def first_record(head: str) -> str:
    """Return the text before the first PMID."""
    return head.lstrip()[: match.start()] if (match := PMID.search(head.lstrip())) else head


def records(source: Source) -> Iterator[tuple[int, list[str]] | Problem]:
    """Yield each record as (number of its first line, its lines).

    A record begins with its number behind an empty line, once the one before has its PMID (lists
    inside an abstract are numbered too), or where the number goes on after two empty lines.
    """
    lines: list[str] = []
    first, size, last, empty, has_pmid = 1, 0, 0, 2, True
    for number, line in source.lines():
        found = NUMBER.match(line) if empty else None
        if found and (has_pmid or (empty > 1 and int(found[1]) == last + 1)):
            if lines:
                yield first, lines
            lines, first, size, last, has_pmid = [], number, 0, int(found[1]), False
            line = line[found.end() :]
        elif not last:
            continue  # what stands before the first record
        empty = 0 if line.strip() else empty + 1
        has_pmid = has_pmid or PMID.search(line) is not None
        size += len(line) + 1
        if size <= MAX_RECORD:
            lines.append(line)
        elif lines:
            yield skipped("record too long", first)
            lines = []
    if lines:
        yield first, lines
