"""What a reader gives: records, deletions and problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from il2qa.models import Record


@dataclass(frozen=True, slots=True)
class Deletion:
    """A citation that an NLM update file withdraws."""

    pmid: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that could not be taken as it stands.

    `kind` says what it cost: "skipped" one record, "altered" some characters, or "cut" the rest
    of the source. `reason` is one of few phrases (the summary counts by it), `place` a line or a
    record, `kept` what was done about it.
    """

    kind: Literal["skipped", "altered", "cut"]
    reason: str
    place: str
    kept: str = ""


Event = Record | Deletion | Problem


def skipped(reason: str, line: int, pmid: str | None = None) -> Problem:
    """Return the problem of a record that begins at `line` and had to be left out."""
    place = f"record at line {line}" + (f" (PMID {pmid})" if pmid else "")
    return Problem("skipped", reason, place, "skipped; the records around it are kept")
