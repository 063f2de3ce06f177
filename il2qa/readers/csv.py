"""Reads CSV as PubMed exports it: title and metadata, without abstract; old and new columns.

New (since 2020): PMID, Title, Authors, Citation, First Author, Journal/Book, Publication Year, …
Old: Title, URL, Description (authors), Details (citation), …, Identifiers, Db, EntrezUID, …
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from il2qa.identifiers import pmid
from il2qa.models import Journal, Record
from il2qa.patterns import lazy_pattern
from il2qa.readers.books import chapter_of
from il2qa.readers.build import build
from il2qa.readers.bylines import authors_of
from il2qa.readers.citations import Reference, parse_reference
from il2qa.readers.dates import parse_date
from il2qa.readers.event import Event, skipped, with_doubts
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.table import BROKEN, Row, cells_of, rows
from il2qa.readers.text import normalised

_COLUMNS = {
    "pmid": ("pmid", "entrezuid", "pubmed id", "pubmed_id"),
    "title": ("title",),
    "authors": ("authors", "description"),
    "citation": ("citation", "details"),
    "journal": ("journal/book", "journal"),
    "year": ("publication year", "year"),
    "pmc": ("pmcid",),
    "manuscript": ("nihms id",),
    "doi": ("doi",),
    "identifiers": ("identifiers",),
    "abstract": ("abstract",),
}
_DELIMITERS = (",", ";", "\t")
_SEPARATOR = lazy_pattern(r"\"?sep=.\"?", re.IGNORECASE)
_PMID = lazy_pattern(r"(?:PMID:?\s*)?(\d{1,9})(?:\.0{1,9})?", re.IGNORECASE)


def recognises(head: str) -> bool:
    """Say whether text that begins so is CSV with a column of PMIDs and one of titles."""
    first, _, rest = head.lstrip().partition("\n")
    if _SEPARATOR.fullmatch(first.strip()):
        first = rest.lstrip().partition("\n")[0]
    return any(_is_header(_names(first, delimiter)) for delimiter in _DELIMITERS)


def read(source: Source) -> Iterator[Event]:
    """Yield the records, problems and doubts of a source, in order."""
    lines = source.lines()
    first = _first(lines)
    if _SEPARATOR.fullmatch(first.strip()):  # Excel writes and reads "sep=;" as a first line
        first = _first(lines)
    delimiter = max(_DELIMITERS, key=lambda each: _is_header(_names(first, each)))
    names = _names(first, delimiter)

    def begins(cells: list[str]) -> bool:
        given = dict(zip(names, cells, strict=False))
        return _pmid_of(_by_meaning(given)) is not None

    for row in rows(lines, len(names), delimiter, begins):
        cells = [normalised(cell) for cell in row.cells]
        if row.lack != BROKEN and _is_header([cell.casefold() for cell in cells]):
            continue  # two exports in one file
        given = _by_meaning({name: cell for name, cell in zip(names, cells, strict=False) if cell})
        identifier = _pmid_of(given)
        if row.lack == BROKEN or (row.lack and not (identifier and given["title"])):
            yield skipped(BROKEN, row.line, identifier)
        elif identifier:
            yield from with_doubts(_record(identifier, given), row.line, *_lacking(row, given))
        elif any(given.values()):
            yield skipped("no PMID", row.line)


def _first(lines: Iterator[tuple[int, str]]) -> str:
    return next((line for _, line in lines if line.strip()), "")


def _names(line: str, delimiter: str) -> list[str]:
    row = cells_of(line[:4096], delimiter) or []
    return [normalised(name).removeprefix("\ufeff").casefold() for name in row]


def _is_header(names: list[str]) -> bool:
    return "title" in names and any(name in names for name in _COLUMNS["pmid"])


def _by_meaning(given: dict[str, str]) -> dict[str, str]:
    """Return a row's cells by what they mean, whatever their columns are called."""
    return {
        meaning: next((given[name] for name in names if given.get(name)), "")
        for meaning, names in _COLUMNS.items()
    }


def _pmid_of(given: dict[str, str]) -> str | None:
    """Return a row's PMID: "PMID: 12", or "12.0", as tables of numbers with gaps have it."""
    found = _PMID.fullmatch(given["pmid"].strip())
    return pmid(found[1]) if found else None


def _lacking(row: Row, given: dict[str, str]) -> Iterator[str]:
    if row.lack:
        yield row.lack
    citation = given["citation"]
    if citation and not chapter_of(citation) and not parse_reference(citation).is_whole:
        yield "reference not whole"


def _record(identifier: str, given: dict[str, str]) -> Record:
    chapter = chapter_of(given["citation"])
    reference = Reference() if chapter else parse_reference(given["citation"])
    imprint = reference.fields()
    imprint["date"] = chapter.date if chapter else reference.date or parse_date(given["year"])
    name = reference.journal or given["journal"] or None
    return build(
        Record,
        pmid=identifier,
        title=given["title"],
        abstract=split_sections(given["abstract"]),
        journal=Journal(title=chapter.book.title) if chapter else Journal(abbreviation=name),
        book=chapter.book if chapter else None,
        languages=reference.languages,
        publication_types=reference.publication_types,
        **imprint,
        **authors_of(given["authors"]),
        **_identifiers(given, reference).fields(),
    )


def _identifiers(given: dict[str, str], reference: Reference) -> Identifiers:
    ids = Identifiers()
    ids.add("doi", given["doi"])
    ids.add("pmc", given["pmc"])
    ids.add("mid", given["manuscript"])
    for part in given["identifiers"].split("|"):  # "PMID:25529848 | PMCID:PMC4339403"
        kind, _, value = part.partition(":")
        if kind.strip() == "PMCID":
            ids.add("pmc", value.strip())
    ids.add("doi", reference.doi or "")
    ids.add("pii", reference.pii or "")
    return ids
