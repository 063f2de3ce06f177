"""The corpus's notes on itself: its totals and its sources, committed with the records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from il2qa.models import Value

TOTALS, SOURCE, DICTIONARY = "totals", "source", "dictionary"
"""The names by which the notes are found; a source's also by `source_name`."""


Count = Annotated[int, Field(ge=0, lt=1 << 48)]
Place = Annotated[int, Field(ge=0, lt=1 << 32)]  # among sources: payloads have four bytes for it


class Totals(Value):
    """What the corpus holds; `updated` is the time of the last commit (ISO 8601, UTC)."""

    records: Count = 0
    passages: Count = 0
    terms: Count = 0  # with repeats
    order: Place = 0  # of the last source
    updated: str | None = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        # Each record has a passage and a term: its identifier's.
        if not self.records <= min(self.passages, self.terms) or (self.terms and not self.records):
            raise ValueError("counts that cannot be")
        return self


class SourceNote(Value):
    """A source that was indexed, or is being indexed: then `complete` is not yet true.

    `order` is that of NLM's files (later ones replace what earlier ones say), else of indexing.
    """

    name: str
    digest: str
    order: Place
    records: Count = 0  # taken from it so far
    complete: bool = False
    deleted: tuple[str, ...] = ()  # PMIDs that it withdraws
    size: Count = 0  # bytes
    former: tuple[Place, ...] = ()  # orders of what the file was before it changed
    modified: int = 0  # its time of change (ns), 0 where it may have changed again since


def source_name(digest: str) -> str:
    """The name by which the note of one source is found."""
    return f"{SOURCE} {digest}"


class Withdrawals:
    """The identifiers that sources withdrew: no record of an earlier source brings one back."""

    def __init__(self, notes: Iterable[SourceNote]) -> None:
        self._last: dict[str, int] = {}
        for note in notes:
            for pmid in note.deleted:
                self.add(pmid, note.order)

    def add(self, identifier: str, order: int) -> None:
        """Note that the source of an order withdrew it."""
        self._last[identifier] = max(order, self._last.get(identifier, 0))

    def has_later(self, identifier: str, order: int) -> bool:
        """Whether a source later than that of an order withdrew it."""
        return self._last.get(identifier, -1) > order
