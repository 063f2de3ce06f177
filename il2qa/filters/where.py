"""Filters as programs write them: conditions by name, all of which must hold."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.fields import FIELDS
from il2qa.filters.exploding import valued
from il2qa.filters.tree import All, Any, Between, Condition, Is, Not, matches
from il2qa.models import Record, Value


class Where(Value):
    """Conditions on a record; all given ones must hold, of several values of one any.

    Values match whole, whatever their case: author "Borradori" or "Borradori L", journal
    "Schweiz Med Wochenschr" or its full title, publication type "Review" or a narrower one, MeSH
    descriptor "Interleukin-2"; `cites` is a PMID in the record's reference list. Languages are MARC
    codes or English names. Years are inclusive, of the publication date; a record without a year
    meets no limit of years. A record that meets any condition of `without` is left out.
    """

    since: int | None = None
    until: int | None = None
    authors: tuple[str, ...] = ()
    journals: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    has_abstract: bool = False
    without: Where | None = None

    @property
    def tree(self) -> Condition:
        """The conditions as a tree."""
        return All(tuple(self._parts()))

    def matches(self, record: Record) -> bool:
        """Whether a record meets every condition."""
        return matches(self.tree, record)

    def _parts(self) -> Iterator[Condition]:
        if self.since is not None or self.until is not None:
            yield Between("date", self.since, self.until)
        for field in FIELDS:
            if field.condition and (values := getattr(self, field.condition)):
                yield Any(tuple(valued(field.name, value) for value in values))
        if self.has_abstract:
            yield Is("has", "abstract")
        if self.without is not None:
            yield Not(Any(tuple(self.without._parts())))
