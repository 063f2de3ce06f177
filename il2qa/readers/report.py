"""The report of what was read: counts, reasons and messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from il2qa.readers.event import Deletion, Event, Problem
from il2qa.readers.text import shown

MAX_MESSAGES = 1000


@dataclass
class ReadReport:
    """What was read from which sources, filled while the records are taken."""

    files: int = 0  # opened
    records: int = 0
    skipped: Counter[str] = field(default_factory=Counter)  # records left out, by reason
    altered: Counter[str] = field(default_factory=Counter)  # files whose text had to be changed
    failed: dict[str, str] = field(default_factory=dict)  # files not read, or not to their end
    ignored: list[str] = field(default_factory=list)  # files of a folder that hold no records
    deleted: list[str] = field(default_factory=list)  # PMIDs that update files withdraw
    messages: list[str] = field(default_factory=list)  # the first MAX_MESSAGES
    unlisted: int = 0  # messages beyond them
    position: int = 0  # bytes read of the file that is being read, as it is stored

    def add(self, event: Event, name: str) -> None:
        """Count what was read from the file `name`."""
        if isinstance(event, Problem):
            self._add_problem(event, name)
        elif isinstance(event, Deletion):
            self.deleted.append(event.pmid)
        else:
            self.records += 1

    def fail(self, name: str, message: str) -> None:
        """Note a file that could not be read at all; the message names it."""
        self.failed[name] = message
        self.messages.append(message)

    def _add_problem(self, problem: Problem, name: str) -> None:
        if problem.kind == "skipped":
            self.skipped[problem.reason] += 1
        elif problem.kind == "altered":
            self.altered[problem.reason] += 1
        else:
            self.failed[name] = describe(problem, name)
        if len(self.messages) < MAX_MESSAGES:
            self.messages.append(describe(problem, name))
        else:
            self.unlisted += 1

    def summary(self) -> str:
        """One line: records read, skipped (why), deleted, files failed."""
        parts = [f"{_count(self.records, 'record')} read from {_count(self.files, 'file')}"]
        if self.skipped:
            why = ", ".join(f"{reason} {number:,}" for reason, number in self._by_number())
            parts.append(f"{self.skipped.total():,} skipped ({why})")
        if self.deleted:
            parts.append(f"{_count(len(self.deleted), 'deletion')}")
        if self.failed:
            parts.append(f"{_count(len(self.failed), 'file')} failed")
        return "; ".join(parts)

    def _by_number(self) -> list[tuple[str, int]]:
        return sorted(self.skipped.items(), key=lambda item: (-item[1], item[0]))


def describe(problem: Problem, name: str) -> str:
    """Return the message of a problem: the file, the place, what it is and what was kept."""
    return f"{shown(name)}: {problem.place}: {problem.reason}; {problem.kept}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
