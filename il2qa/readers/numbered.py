"""Numbered records of PubMed's plain text ("1. J Foo. …", "2: Doe J. …") cut apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from il2qa.patterns import lazy_pattern
from il2qa.readers.event import Problem, skipped
from il2qa.readers.source import HEAD, MAX_RECORD, Source

NUMBER = lazy_pattern(r"(\d{1,7})([.:]) +(?=\S)")
PMID = lazy_pattern(r"\bPMID:\s*(\d{1,9})\b")
_SNIFF = lazy_pattern(r"(?:\A|\n[ \t]*\n)\d{1,7}[.:] +\S")
_TEXT_BEHIND_EMPTY_LINE = lazy_pattern(r"\n[ \t]*\n\s*(?!\d{1,7}[.:] )\S")


@dataclass(slots=True)
class Numbered:
    """The lines of one record: where it begins, and with which number and mark ("1.", "1:")."""

    line: int
    number: int = 0  # 0: it stands behind a whole record, but has none
    mark: str = ""
    lines: list[str] = field(default_factory=list)
    size: int = 0
    has_pmid: bool = False
    expects_number: bool = False

    def add(self, line: str, ends: re.Pattern[str]) -> None:
        """Add a line; beyond all records' size it is only counted."""
        if "PMID" in line or self.expects_number:
            # the number may stand on a line of its own
            numbered = f"PMID: {line}" if self.expects_number else line
            self.has_pmid = self.has_pmid or ends.search(numbered) is not None
            self.expects_number = line.rstrip().endswith("PMID:")
        self.size += len(line) + 1
        if self.size <= MAX_RECORD:
            self.lines.append(line)


def recognises(head: str) -> bool:
    """Say whether text that begins so is numbered records with a PMID each.

    A first record of thousands of authors may have its PMID beyond the head.
    """
    seen = PMID.search(head) is not None or len(head) >= HEAD
    return seen and _SNIFF.search(head.lstrip()) is not None


def has_paragraphs(head: str) -> bool:
    """Say whether an empty line stands inside the first record, before its PMID."""
    head = head.lstrip()
    start = _SNIFF.search(head)
    head = head[start.start() :].lstrip() if start else head
    pmid = PMID.search(head)
    return _TEXT_BEHIND_EMPTY_LINE.search(head[: pmid.start()] if pmid else head) is not None


def records(
    source: Source,
    ends: re.Pattern[str],
    begins: Callable[[str], bool],
    inside: Callable[[str], bool],
    apart: int,
) -> Iterator[Numbered | Problem]:
    """Yield each record; what stands before the first is a problem.

    `ends` matches a line that has the record's PMID, `begins` the first line of a record (its
    number left out, the line below joined), `inside` the beginning of what may stand behind the
    PMID; `apart` empty lines part two records. So reading goes on at the next record's
    beginning, whatever the one before has lost.
    """
    current, empty = Numbered(1), 2
    lines = source.lines()
    ahead: tuple[int, str] | None = None
    while (here := ahead or next(lines, None)) is not None:
        (number, line), ahead = here, None
        is_empty = not line or line.isspace()
        match = NUMBER.match(line)
        if match:
            ahead = next(lines, None)
            below = ahead[1] if ahead else ""
            if below == line:
                continue  # the line was doubled
            if _is_start(current, match, empty, f"{line[match.end() :]} {below}", begins):
                yield from _whole(current)
                current = Numbered(number, int(match[1]), match[2])
                line = line[match.end() :]
        elif empty >= apart and current.has_pmid and not is_empty and not inside(line):
            yield from _whole(current)
            current = Numbered(number)
        empty = empty + 1 if is_empty else 0
        current.add(line, ends)
    yield from _whole(current)


def _is_start(
    current: Numbered,
    match: re.Match[str],
    empty: int,
    text: str,
    begins: Callable[[str], bool],
) -> bool:
    """Say whether a numbered line begins a record; lists inside an abstract are numbered too."""
    if not current.number and not current.has_pmid:
        return empty > 0
    follows = int(match[1]) == current.number + 1
    if current.has_pmid:
        return empty > 0 or (follows and begins(text))
    return (follows and empty > 1) or (empty > 0 and begins(text))


def _whole(record: Numbered) -> Iterator[Numbered | Problem]:
    """Yield a record that has any text, unless it grew beyond all records."""
    if not any(line.strip() for line in record.lines):
        return
    if record.size > MAX_RECORD:
        yield skipped("record too long", record.line)
    elif record.number or record.has_pmid:
        yield record
    else:
        yield Problem("skipped", "text outside any record", f"line {record.line}", "passed over")
