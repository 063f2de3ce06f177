"""RIS, the tagged form that every reference manager imports."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.citing import parts
from il2qa.citing.medical import language_name
from il2qa.models import Author, PublicationDate, Record
from il2qa.text.safety import one_line


def ris(record: Record) -> str:
    """One reference, ending in its ER line."""
    lines = [f"{tag}  - {text}" for tag, value in _fields(record) if (text := one_line(value))]
    return "\n".join(["TY  - JOUR", *lines, "ER  - "])


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    first, last = parts.page_range(record)
    date = record.date or record.electronic_date
    yield from (("AU", _name(author)) for author in record.authors)
    yield "TI", record.title
    yield "T2", parts.journal(record, full=True)
    yield "J2", record.journal.abbreviation or ""
    yield "PY", parts.year(record)
    yield "DA", _date(date) if date else ""
    yield "VL", record.volume or ""
    yield "IS", record.issue or ""
    yield "SP", first
    yield "EP", last
    yield from (("SN", number) for number in record.journal.issn)
    yield "LA", ", ".join(language_name(code) for code in record.languages)
    yield "AB", record.abstract_text
    yield from (("KW", word) for word in record.keywords)
    yield "DO", record.doi or ""
    yield "C2", record.pmc or ""
    yield "AN", record.pmid or record.other_id or ""
    yield "DB", "PubMed" if record.pmid else ""
    yield "UR", record.url or ""
    # Behind what identifies the record: the note of a retraction names another PMID.
    yield "N1", f"Original title: {record.vernacular_title}" if record.vernacular_title else ""
    yield from (("N1", told) for told in parts.retractions(record))


def _name(author: Author) -> str:
    if author.collective is not None:
        return author.collective
    told = (author.last_name, author.fore_name or author.initials, author.suffix)
    return ", ".join(part for part in told if part)


def _date(date: PublicationDate) -> str:
    """Write "1987/06/20/": year, month and day, each as far as known."""
    if not date.year:
        return ""
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if month and date.day else ""
    return f"{date.year}/{month}/{day}/"
