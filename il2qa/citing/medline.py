"""MEDLINE, the tagged form of PubMed's own "Send to: Citation manager" (.nbib)."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from il2qa.citing import dates, parts
from il2qa.citing.medical import source
from il2qa.models import Author, Book, MeshHeading, PublicationDate, Record, section_text
from il2qa.patterns import lazy_pattern
from il2qa.text.data import rows
from il2qa.text.safety import one_line

_WIDTH = 88
_TAGGED_KIND = lazy_pattern(r"[\w -]+", re.ASCII)  # of an identifier: "10.1000/182 [doi]"


def nbib(record: Record) -> str:
    """One record, each field wrapped as PubMed wraps it."""
    return "\n".join(
        _field(tag, text) for tag, value in _fields(record) if (text := one_line(value))
    )


def _field(tag: str, text: str) -> str:
    return textwrap.fill(
        text,
        width=_WIDTH,
        initial_indent=f"{tag:<4}- ",
        subsequent_indent=" " * 6,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    book = record.book
    yield "PMID", record.pmid or ""
    yield from (("IS", number) for number in record.journal.issn)
    yield "VI", record.volume or ""
    yield "IP", record.issue or ""
    yield from _book_dates(record, book) if book else ()
    yield "DP", dates.text(book.date if book else record.date)
    yield "TI", "" if book and not parts.is_chapter(record) else record.title
    yield from _book(book) if book else ()
    yield "PG", record.pages or ""
    yield "LID", f"{record.doi} [doi]" if record.doi else ""
    yield "AB", record.abstract_text
    yield from _other_abstracts(record)
    yield "CI", record.copyright or ""
    yield from _people(record)
    yield from (("LA", code) for code in record.languages)
    yield from _grants(record)
    yield from (("PT", kind) for kind in record.publication_types)
    yield "DEP", _digits(record.electronic_date)
    yield "TT", record.vernacular_title or ""
    yield "PL", (book.place if book else record.journal.country) or ""
    yield from _journal(record) if not book else ()
    yield from (("RN", f"{part.registry_number or 0} ({part.name})") for part in record.substances)
    yield from (("MH", text) for heading in record.mesh for text in _headings(heading))
    yield from (("OT", word) for word in record.keywords)
    yield "PMC", record.pmc or ""
    yield from _corrections(record)
    yield from _identifiers(record)
    yield "PST", record.publication_status or ""
    yield "PUBM", record.publication_model or ""
    yield "SO", source(record)


def _journal(record: Record) -> Iterator[tuple[str, str]]:
    yield "TA", record.journal.abbreviation or ""
    yield "JT", record.journal.title or ""
    yield "JID", record.journal.nlm_id or ""


def _book(book: Book) -> Iterator[tuple[str, str]]:
    yield "BTI", book.title
    yield "CTI", book.collection or ""
    yield "EN", book.edition or ""
    yield "PB", book.publisher or ""
    for editor in book.editors:
        yield from _person(editor, "FED", "ED", "FED")


def _book_dates(record: Record, book: Book) -> Iterator[tuple[str, str]]:
    """When a chapter came out, and when it was revised: "2006 Apr 18 [updated 2025 Aug 14]"."""
    if record.date is not None and record.date != book.date:
        yield "CTDT", _digits(record.date)
        yield "DRDT", _digits(dates.revised(record.date))


def _other_abstracts(record: Record) -> Iterator[tuple[str, str]]:
    for other in record.other_abstracts:
        text = section_text(other.sections)
        yield "OAB", f"{other.kind}: {text}" if other.kind else text
        yield "OABL", other.language or ""


def _people(record: Record) -> Iterator[tuple[str, str]]:
    if not parts.authors_are_editors(record):
        for author in record.authors:
            yield from _person(author, "FAU", "AU", "CN")
            yield "AUID", f"ORCID: {author.orcid}" if author.orcid else ""
            yield from (("AD", place) for place in author.affiliations)
    yield "AU", "" if record.authors_complete else "et al."
    for person in record.investigators:
        yield from _person(person, "FIR", "IR", "FIR")
        yield from (("IRAD", place) for place in person.affiliations)


def _person(author: Author, full: str, short: str, collective: str) -> Iterator[tuple[str, str]]:
    """Write "Doe, Jane Q Jr" and "Doe JQ Jr", or the name of a collective."""
    if author.collective is not None:
        yield collective, author.collective
        return
    given = parts.listed((author.fore_name or author.initials, author.suffix), " ")
    yield full, parts.listed((author.last_name, given))
    yield short, author.index_name


def _grants(record: Record) -> Iterator[tuple[str, str]]:
    for grant in record.grants:
        texts = (grant.number, grant.acronym, grant.agency, grant.country)
        yield "GR", "/".join(part for part in texts if part)


def _headings(heading: MeshHeading) -> Iterator[str]:
    marked = "*" if heading.major else ""
    qualified = (f"/{'*' if part.major else ''}{part.name}" for part in heading.qualifiers)
    yield marked + heading.descriptor + "".join(qualified)


def _corrections(record: Record) -> Iterator[tuple[str, str]]:
    """Each link under its own tag; links that MEDLINE text has none for are left out."""
    tags = {kind: tag for kind, tag, _ in rows("corrections.tsv") if tag != "-"}
    for link in record.corrections:
        if tag := tags.get(link.kind):
            pmid = f"PMID: {link.pmid}" if link.pmid else ""
            yield tag, parts.listed((parts.sentence(link.citation or ""), pmid), " ")


def _identifiers(record: Record) -> Iterator[tuple[str, str]]:
    """Those of a kind "isbn:", "mid:" or bare under their tags, all others as "value [kind]"."""
    for value in record.other_ids:
        kind, colon, number = value.partition(":")
        if kind in ("isbn", "mid") and colon:
            yield kind.upper(), number
        elif colon and _TAGGED_KIND.fullmatch(kind):
            yield "AID", f"{number} [{kind}]"
        else:
            yield "SI", value
    yield "AID", f"{record.doi} [doi]" if record.doi else ""


def _digits(date: PublicationDate | None) -> str:
    if date is None or not (date.year and date.month and date.day):
        return ""
    return f"{date.year}{date.month:02}{date.day:02}"
