"""Reads RIS, as EndNote, Zotero, Ovid, Embase and others write PubMed's records.

Not by rispy (0.10, MIT, well kept), although its lines come out the same on every sound file at
hand: it holds the whole file, takes "PMID - 123" for words of the field above, and cannot say
which record at which line it lost. The tagged lines are read by what reads MEDLINE's anyway.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from il2qa.identifiers import pmid
from il2qa.models import Author, Book, Correction, Journal, PublicationDate, Record
from il2qa.patterns import lazy_pattern
from il2qa.readers import tagged
from il2qa.readers.build import build
from il2qa.readers.citations import language_code, publication_types
from il2qa.readers.event import Event, Problem, skipped, with_doubts
from il2qa.readers.ris_dates import date_in, day_of
from il2qa.readers.ris_names import authors_of
from il2qa.readers.ris_numbers import identifiers_of, issns_of, pmid_of
from il2qa.readers.sections import split_sections
from il2qa.readers.source import Source
from il2qa.readers.tagged import Tagged
from il2qa.text.data import rows

_TAGGED = lazy_pattern(  # a tag of more than two letters only where no prose looks like it
    r"(PMID|PMCID|DOI|ISSN|[A-Z][A-Z0-9](?:[A-Z0-9]{1,2}(?=  -))?) {1,3}-(?: +|$)(.*)"
)
_TAG = lazy_pattern(r"^([A-Z][A-Z0-9]) {1,3}-(?: |$)", re.MULTILINE)
_SNIFF = lazy_pattern(r"^TY {1,3}- {0,4}\S", re.MULTILINE)
_TITLES = ("TI", "T1", "CT", "BT")
_ONCE = frozenset({"DO", "TI"})
_SUBSTANCE = (*_TITLES, "AU", "A1", "AB", "N2")  # what a record has and a stray line has not
_ISSUE_IN_VOLUME = lazy_pattern(r"(\S+?)\s?\(([^()]+)\)")
_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK"})
_ORIGINAL = "Original title: "
_PMID_AT_END = lazy_pattern(r"\s*PMID: (\d+)\.?$")
_CHAPTERS = frozenset({"CHAP", "ECHAP"})


def recognises(head: str) -> bool:
    """Say whether text that begins so is RIS."""
    return _SNIFF.search(head) is not None


def read(source: Source) -> Iterator[Event]:
    """Yield the records, problems and doubts of a source, in order."""
    first = _TAG.search(source.head)
    begins = _at_its_type if first and first[1] == "TY" else _begins
    for record in tagged.records(source, _TAGGED, begins, ends="ER"):
        if isinstance(record, Problem):
            yield record
        elif record.first(*_TITLES, "DO"):
            yield from with_doubts(_record(record), record.line, *_lacking(record))
        elif record.first("TY"):
            yield skipped("no title", record.line, pmid_of(record))
        elif record.first(*_SUBSTANCE):
            yield Problem("skipped", "lines outside any record", f"line {record.line}", "left out")
        # other tags that stand alone between records are no record


def _at_its_type(current: Tagged, tag: str, blank: bool) -> bool:
    return tag == "TY"


def _begins(current: Tagged, tag: str, blank: bool) -> bool:
    """Say whether a tag begins a record, in files that have TY below other lines of a record."""
    return tag == "TY" and (bool(current.first("TY")) or not current.first(*_SUBSTANCE))


def _lacking(tagged: Tagged) -> Iterator[str]:
    if not tagged.first("TY"):
        yield "no TY line"
    if tagged.differs(_ONCE):
        yield "field given twice"


def _record(tagged: Tagged) -> Record:
    identifier, ids = pmid_of(tagged), identifiers_of(tagged)
    title = tagged.first(*_TITLES)
    names = tagged.all("AU", "A1")
    authors = authors_of(names, tagged.all("AD"))
    date = date_in(tagged)
    volume, issue = _volume(tagged)
    book = _book(tagged, title, date)
    return build(
        Record,
        pmid=identifier,
        other_id=None if identifier else _other_id(ids.doi, title, authors, date),
        title=title,
        vernacular_title=_original_title(tagged),
        abstract=split_sections(tagged.first("AB", "N2")),
        authors=authors or (book.editors if book else ()),
        authors_complete=not any("et al" in value for value in names[-1:]),
        journal=_journal(tagged, title),
        book=book,
        date=date,
        electronic_date=None if book else day_of(tagged.first("ET")),
        volume=volume,
        issue=issue,
        pages=_pages(tagged),
        languages=_languages(tagged),
        publication_types=_types(tagged),
        keywords=_keywords(tagged),
        corrections=tuple(_corrections(tagged)),
        **ids.fields(),
    )


def _other_id(
    number: str | None, title: str, authors: tuple[Author, ...], date: PublicationDate | None
) -> str:
    """Return a stable identifier: the DOI, else a digest of title, year and first author."""
    if number:
        return f"doi:{number.lower()}"
    first = authors[0].last_name or authors[0].collective or "" if authors else ""
    key = "\n".join((title, str(date.year if date else ""), first)).casefold()
    return f"ris:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _original_title(tagged: Tagged) -> str | None:
    """Return the title in the language of the article, from a note that says so."""
    notes = (note for note in tagged.all("N1") if note.startswith(_ORIGINAL))
    return next((note.removeprefix(_ORIGINAL) for note in notes), None)


def _types(tagged: Tagged) -> tuple[str, ...]:
    values = (part for value in tagged.all("M3", "PT", "U3") for part in value.split("; "))
    return tuple(dict.fromkeys(value for value in values if value in publication_types()))


def _corrections(tagged: Tagged) -> Iterator[Correction]:
    """Yield what notes tell under PubMed's headings: "Retraction in: J Foo. 2003. PMID: 9."."""
    kinds = {heading: kind for kind, _, heading in rows("corrections.tsv")}
    for note in tagged.all("N1"):
        heading, _, rest = note.partition(": ")
        if heading in kinds:
            number = _PMID_AT_END.search(rest)
            yield build(
                Correction,
                kind=kinds[heading],
                citation=_PMID_AT_END.sub("", rest) or None,
                pmid=pmid(number[1]) if number else None,
            )


def _journal(tagged: Tagged, title: str) -> Journal:
    if tagged.first("TY").upper() in _BOOKS:
        return Journal()
    full = tagged.first("JF", "T2", "JO", "BT")
    short = tagged.first("JA", "J2", "J1", "JO")
    return build(
        Journal,
        title=full if full != title and full else None,
        abbreviation=short or None,
        issn=issns_of(tagged),
    )


def _book(tagged: Tagged, title: str, date: PublicationDate | None) -> Book | None:
    """Return the book that a record is, or is a chapter of."""
    kind = tagged.first("TY").upper()
    name = title if kind in _BOOKS else tagged.first("T2", "BT", "JF")
    if kind not in _BOOKS | _CHAPTERS or not name:
        return None
    return build(
        Book,
        title=name,
        editors=authors_of(tagged.all("A2", "ED"), []),
        publisher=tagged.first("PB") or None,
        place=tagged.first("CY", "PP") or None,
        edition=tagged.first("ET") or None,
        collection=tagged.first("T2" if kind in _BOOKS else "T3") or None,
        date=date,
    )


def _volume(tagged: Tagged) -> tuple[str | None, str | None]:
    """Return volume and issue, which may stand in one field: "50(2)"."""
    volume, issue = tagged.first("VL", "VO"), tagged.first("IS", "CP")
    both = _ISSUE_IN_VOLUME.fullmatch(volume)
    if both and issue in ("", both[2]):
        return both[1], both[2]
    return volume or None, issue or None


def _pages(tagged: Tagged) -> str | None:
    """Return the pages, else the number that an article has instead."""
    start, end = tagged.first("SP", "PG"), tagged.first("EP")
    if start.lower().startswith("pp"):
        start = start[2:].strip(". ")
    joined = "-".join(part for part in (start, end) if part)
    pages = start if "-" in start or start == end else joined
    number = tagged.first("C7", "AR")
    return pages or (number if number and ":" not in number else None)


def _languages(tagged: Tagged) -> tuple[str, ...]:
    names = (name for value in tagged.all("LA") for name in _names_of_languages(value))
    return tuple(dict.fromkeys(language_code(name) for name in names))


def _names_of_languages(value: str) -> Iterator[str]:
    """Yield the names of one field; "Greek, Modern" is one, "Dutch, German" are two."""
    for part in map(str.strip, value.split(";")):
        is_known = language_code(part) != part
        yield from [part] if is_known else filter(None, map(str.strip, re.split("[,/]", part)))


def _keywords(tagged: Tagged) -> tuple[str, ...]:
    """Return the keywords, one a field or a line, or several with semicolons."""
    words = (word.strip("* ") for line in tagged.lines("KW") for word in line.split(";"))
    return tuple(dict.fromkeys(word for word in words if word))
