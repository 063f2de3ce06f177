"""RIS, the tagged form that every reference manager imports."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.citing import dates, pages, parts
from il2qa.models import Author, Book, PublicationDate, Record
from il2qa.text.data import rows
from il2qa.text.safety import one_line


def ris(record: Record) -> str:
    """One reference, ending in its ER line."""
    lines = [f"{tag}  - {text}" for tag, value in _fields(record) if (text := one_line(value))]
    return "\n".join([f"TY  - {parts.kind(record).ris}", *lines, "ER  - "])


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    date, book = record.date or record.electronic_date, record.book
    first, last = pages.ends(record.pages or "")
    if not parts.authors_are_editors(record):
        yield from (("AU", _name(author)) for author in record.authors)
    yield "TI", _title(record)
    yield from _book(record, book) if book else _journal(record)
    yield "PY", dates.year(record)
    yield "DA", _date(date) if date else ""
    yield "VL", record.volume or ""
    yield "IS", record.issue or ""
    yield "SP", first
    yield "EP", last
    yield "LA", "; ".join(parts.language_name(code) for code in record.languages)
    yield "M3", "; ".join(record.publication_types)
    yield "AB", record.abstract_text
    yield from (("KW", word) for word in record.keywords)
    yield "DO", record.doi or ""
    yield "C2", record.pmc or ""
    yield "AN", record.pmid or record.other_id or ""
    yield "DB", "PubMed" if record.pmid else ""
    yield "UR", record.url or ""
    yield from (("AD", place) for place in _address(record))
    # Behind what identifies the record: the note of a retraction names another PMID.
    if parts.has_translation(record) and record.vernacular_title:
        yield "N1", f"Original title: {record.vernacular_title}"
    yield from (("N1", correction) for correction in _corrections(record))


def _address(record: Record) -> tuple[str, ...]:
    """The first author's affiliations, where others have none: RIS does not say whose they are."""
    first, *others = record.authors or (Author(),)
    return () if any(author.affiliations for author in others) else first.affiliations


def _title(record: Record) -> str:
    """The title without its stop, which styles add; brackets tell that it is a translation."""
    translated = parts.has_translation(record)
    return parts.without_stop(record.title) if translated else parts.full_title(record)


def _journal(record: Record) -> Iterator[tuple[str, str]]:
    yield "T2", parts.journal(record, full=True)
    yield "J2", record.journal.abbreviation or ""
    yield from (("SN", number) for number in record.journal.issn)
    yield "ET", _date(record.electronic_date) if record.electronic_date else ""  # as EndNote


def _book(record: Record, book: Book) -> Iterator[tuple[str, str]]:
    """Editors stand in A2 of a chapter and ED of a book; T2 is what it is part of."""
    is_chapter = parts.is_chapter(record)
    yield from (("A2" if is_chapter else "ED", _name(editor)) for editor in book.editors)
    yield "T2", book.title if is_chapter else book.collection or ""
    yield "T3", book.collection or "" if is_chapter else ""
    yield "ET", book.edition or ""
    yield "PB", book.publisher or ""
    yield "CY", book.place or ""
    yield from (("SN", number) for number in parts.isbns(record))


def _corrections(record: Record) -> Iterator[str]:
    """Notes such as "Retraction in: J Foo. 2003;19:1. PMID: 9."."""
    headings = {kind: heading for kind, _, heading in rows("corrections.tsv")}
    for link in record.corrections:
        if heading := headings.get(link.kind):
            pmid = f"PMID: {link.pmid}" if link.pmid else ""
            yield parts.joined((f"{heading}: {link.citation or ''}".rstrip(": "), pmid))
    if not record.corrections:
        yield from parts.retractions(record)


def _name(author: Author) -> str:
    if author.collective is not None:
        return author.collective
    return parts.listed((author.last_name, author.fore_name or author.initials, author.suffix))


def _date(date: PublicationDate) -> str:
    """Write "1987/06/20/": year, month and day as far as known, then what else is told."""
    if not date.year:
        return ""
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if month and date.day else ""
    plain = (
        str(date.year),
        dates.MONTHS[date.month - 1] if date.month else "",
        str(date.day or ""),
    )
    written = dates.text(date)
    return f"{date.year}/{month}/{day}/{'' if written == parts.listed(plain, ' ') else written}"
