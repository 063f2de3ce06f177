"""The report of what was read: counts, reasons and messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from il2qa.readers.event import Deletion, Doubt, Event, Problem
from il2qa.readers.text import normalised, shown

MAX_MESSAGES = 1000
MAX_DOUBTS = 100_000  # records read in part that are listed; beyond them they are counted


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
    partial: int = 0  # of the records, those that could be read in part only
    lacks: Counter[str] = field(default_factory=Counter)  # what they lack, by reason
    doubts: list[str] = field(default_factory=list)  # a message for each, the first MAX_DOUBTS
    first_partial: tuple[str, int] | None = None  # file and line of the first
    position: int = 0  # bytes read of the file that is being read, as it is stored

    def add(self, event: Event, name: str) -> None:
        """Count what was read from the file `name`."""
        if isinstance(event, Problem):
            self._add_problem(event, name)
        elif isinstance(event, Deletion):
            self.deleted.append(event.pmid)
        elif isinstance(event, Doubt):
            self._add_doubt(event, name)
        else:
            self.records += 1

    @property
    def faults(self) -> int:
        """How many records and files were not read whole."""
        return self.skipped.total() + self.altered.total() + len(self.failed) + self.partial

    def fail(self, name: str, message: str) -> None:
        """Note a file that could not be read at all; the message names it."""
        self.failed[name] = message
        self.messages.append(message)

    def take(self, other: ReadReport) -> None:
        """Add the report of other sources, read after these."""
        self.files += other.files
        self.records += other.records
        self.partial += other.partial
        for counts, more in zip(self._counters(), other._counters(), strict=True):
            counts.update(more)
        self.failed.update(other.failed)
        self.ignored += other.ignored
        self.deleted += other.deleted
        room = MAX_MESSAGES - len(self.messages)
        self.messages += other.messages[:room]
        self.unlisted += other.unlisted + len(other.messages[room:])
        self.doubts += other.doubts[: MAX_DOUBTS - len(self.doubts)]
        self.first_partial = self.first_partial or other.first_partial

    def _counters(self) -> tuple[Counter[str], ...]:
        return self.skipped, self.altered, self.lacks

    def _add_doubt(self, doubt: Doubt, name: str) -> None:
        self.partial += 1
        self.lacks.update(doubt.reasons)
        self.first_partial = self.first_partial or (name, doubt.line)
        if len(self.doubts) < MAX_DOUBTS:
            what = ", ".join(doubt.reasons)
            record = f"record at line {doubt.line} ({normalised(doubt.id)})"
            self.doubts.append(f"{name}: {record}: read in part: {what}")

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
        """One line: records read, skipped (why), deleted, files failed, records read in part."""
        parts = [f"{_count(self.records, 'record')} read from {_count(self.files, 'file')}"]
        if self.skipped:
            parts.append(f"{self.skipped.total():,} skipped ({_by_number(self.skipped)})")
        if self.deleted:
            parts.append(f"{_count(len(self.deleted), 'deletion')}")
        if self.failed:
            parts.append(f"{_count(len(self.failed), 'file')} failed")
        if self.first_partial:
            parts.append(self._in_part(*self.first_partial))
        return "; ".join(parts)

    def _in_part(self, name: str, line: int) -> str:
        """Say how many records were read in part, what they lack, and where the first stands."""
        place = f"line {line}" if self.files == 1 else f"{name}, line {line}"
        were = "was" if self.partial == 1 else "were"
        return (
            f"{self.partial:,} of {_count(self.records, 'record')} {were} read in part: "
            f"{_by_number(self.lacks)}; first: {place}"
        )


def _by_number(counts: Counter[str]) -> str:
    """The reasons and their numbers, the commonest first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{reason} {number:,}" for reason, number in ordered)


def describe(problem: Problem, name: str) -> str:
    """Return the message of a problem: the file, the place, what it is and what was kept."""
    return f"{shown(name)}: {problem.place}: {problem.reason}; {problem.kept}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
