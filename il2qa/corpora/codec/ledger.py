"""The corpus's notes on itself: its totals and its sources, committed with the records."""

from __future__ import annotations

from collections.abc import Iterable

from il2qa.models import Value

TOTALS, SOURCE, DICTIONARY = "totals", "source", "dictionary"
"""The names by which the notes are found; a source's also by `source_name`."""


class Totals(Value):
    """What the corpus holds; `updated` is the time of the last commit (ISO 8601, UTC)."""

    records: int = 0
    passages: int = 0
    terms: int = 0  # with repeats
    order: int = 0  # of the last source
    updated: str | None = None


class SourceNote(Value):
    """A source that was indexed, or is being indexed: then `complete` is not yet true.

    `order` is that of NLM's files (later ones replace what earlier ones say), else of indexing.
    """

    name: str
    digest: str
    order: int
    records: int = 0  # taken from it so far
    complete: bool = False
    deleted: tuple[str, ...] = ()  # PMIDs that it withdraws
    size: int = 0  # bytes
    former: tuple[int, ...] = ()  # orders of what the file was before it changed
    modified: int = 0  # its time of change (ns), 0 where it may have changed again since


def source_name(digest: str) -> str:
    """The name by which the note of one source is found."""
    return f"{SOURCE} {digest}"


def withdrawn(notes: Iterable[SourceNote]) -> dict[str, int]:
    """The PMIDs that sources withdrew, and the order of the last that did."""
    found: dict[str, int] = {}
    for note in notes:
        for pmid in note.deleted:
            found[pmid] = max(note.order, found.get(pmid, 0))
    return found
