"""Reads CSV as PubMed exports it: title and metadata, without abstract; old and new columns.

New (since 2020): PMID, Title, Authors, Citation, First Author, Journal/Book, Publication Year, …
Old: Title, URL, Description (authors), Details (citation), …, Identifiers, Db, EntrezUID, …
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from il2qa.identifiers import pmid
from il2qa.models import Journal, Record
from il2qa.readers.build import build
from il2qa.readers.bylines import authors_of
from il2qa.readers.citations import parse_reference
from il2qa.readers.dates import parse_date
from il2qa.readers.event import Event, skipped
from il2qa.readers.identifiers import Identifiers
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.text import clean

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


def recognises(head: str) -> bool:
    """Say whether text that begins so is CSV with a column of PMIDs and one of titles."""
    first = head.lstrip().partition("\n")[0]
    return any(_is_header(_names(first, delimiter)) for delimiter in _DELIMITERS)


def read(source: Source) -> Iterator[Event]:
    """Yield the records and problems of a source, in order."""
    lines = (line for line in source.lines())
    first = next((line for _, line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda each: _is_header(_names(first, each)))
    names = _names(first, delimiter)
    number = [1]
    table = csv.reader(_numbered(lines, number), delimiter=delimiter, skipinitialspace=True)
    while True:
        line = number[0] + 1
        try:
            row = next(table, None)
        except csv.Error:
            yield skipped("malformed CSV", line)
            continue
        if row is None:
            return
        given = {name: clean(value) for name, value in zip(names, row, strict=False) if value}
        if any(given.values()) and names != [clean(name).casefold() for name in row]:
            yield _record(given) or skipped("no PMID", line)


def _numbered(lines: Iterator[tuple[int, str]], number: list[int]) -> Iterator[str]:
    """Pass the lines on, the number of the last one in `number`."""
    for number[0], line in lines:
        yield line + "\n"


def _names(line: str, delimiter: str) -> list[str]:
    row = next(csv.reader([line[:4096]], delimiter=delimiter, skipinitialspace=True), [])
    return [clean(name).removeprefix("\ufeff").casefold() for name in row]


def _is_header(names: list[str]) -> bool:
    return "title" in names and any(name in names for name in _COLUMNS["pmid"])


def _record(given: dict[str, str]) -> Record | None:
    """Build a row's record; None where it has no PMID."""
    columns = {
        meaning: next((given[name] for name in names if given.get(name)), "")
        for meaning, names in _COLUMNS.items()
    }
    identifier = pmid(columns["pmid"])
    if identifier is None:
        return None
    reference = parse_reference(columns["citation"])
    ids = Identifiers()
    ids.add("doi", columns["doi"])
    ids.add("pmc", columns["pmc"])
    ids.add("mid", columns["manuscript"])
    for part in columns["identifiers"].split("|"):  # "PMID:25529848 | PMCID:PMC4339403"
        kind, _, value = part.partition(":")
        if kind.strip() == "PMCID":
            ids.add("pmc", value.strip())
    ids.add("doi", reference.doi or "")
    return build(
        Record,
        pmid=identifier,
        title=columns["title"],
        abstract=split_sections(columns["abstract"]),
        journal=build(Journal, abbreviation=reference.journal or columns["journal"] or None),
        date=reference.date or parse_date(columns["year"]),
        electronic_date=reference.electronic_date,
        volume=reference.volume,
        issue=reference.issue,
        pages=reference.pages,
        languages=reference.languages,
        publication_types=reference.publication_types,
        **authors_of(columns["authors"]),
        **ids.fields(),
    )
