"""Filters: which records a question may be answered from."""

from __future__ import annotations

from functools import cache, lru_cache

from il2qa.identifiers import normal_id
from il2qa.models import Record, Value
from il2qa.text.data import mapping


class Where(Value):
    """Conditions on a record; all given ones must hold, of several values of one any.

    Values match whole, whatever their case: author "Borradori" or "Borradori L", journal
    "Schweiz Med Wochenschr" or its full title, publication type "Review", MeSH descriptor
    "Interleukin-2"; `cites` is a PMID in the record's reference list. Languages are MARC codes or
    English names. Years are inclusive, of the publication date; a record without a year meets no
    limit of years.
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

    def matches(self, record: Record) -> bool:
        """Whether a record meets every condition."""
        if self.has_abstract and not record.abstract:
            return False
        values = filter_values(record)
        asked = {name: getattr(self, name) for name in values}
        return self._in_years(record) and all(
            any(fold_value(name, value) in values[name] for value in wanted)
            for name, wanted in asked.items()
            if wanted
        )

    def _in_years(self, record: Record) -> bool:
        if self.since is None and self.until is None:
            return True
        year = record.date.year if record.date else None
        return year is not None and (self.since or year) <= year <= (self.until or year)


def filter_values(record: Record) -> dict[str, frozenset[str]]:
    """The values by which a record is found, by filter: what an index keeps of it."""
    journal = record.journal
    found: dict[str, set[str | None]] = {
        "authors": _author_names(record),
        "journals": {journal.title, journal.abbreviation, *journal.issn},
        "publication_types": {*record.publication_types},
        "languages": {*record.languages},
        "mesh": {heading.descriptor for heading in record.mesh},
        "pmids": {record.id},
        "cites": {*record.references},
    }
    return {
        name: frozenset(fold_value(name, value) for value in values if value)
        for name, values in found.items()
    }


def listed_values(record: Record, condition: str) -> tuple[str, ...]:
    """The values of one condition as a reader would write them, one form each."""
    journal = record.journal.abbreviation or record.journal.title
    found = {
        "authors": tuple(author.index_name for author in record.authors),
        "journals": (journal,) if journal else (),
        "mesh": tuple(heading.descriptor for heading in record.mesh),
        "pmids": (record.id,),
    }
    return found.get(condition, ())


@lru_cache(maxsize=1 << 14)
def fold_value(name: str, value: str) -> str:
    """A filter's value in the form in which both sides are compared."""
    if name in ("pmids", "cites"):
        return normal_id(value).casefold()
    folded = " ".join(value.casefold().replace(".", " ").split())
    if name == "languages":
        return _language_codes().get(folded, folded)
    return folded


@cache
def _language_codes() -> dict[str, str]:
    return {language.casefold(): code for code, language in mapping("languages.tsv").items()}


def _author_names(record: Record) -> set[str | None]:
    """Each author's last name, name with initials, name in full, or collective name."""
    people = (*record.authors, *record.investigators)
    forms = ((who.last_name, who.index_name, who.full_name, who.collective) for who in people)
    return {name for group in forms for name in group}
