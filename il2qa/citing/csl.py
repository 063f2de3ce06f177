"""CSL-JSON, as citeproc, pandoc and Zotero read it."""

from __future__ import annotations

import json
from typing import Any

from il2qa.citing import dates, pages, parts
from il2qa.models import Author, Book, PublicationDate, Record
from il2qa.text.safety import one_line


def csl_json(record: Record) -> str:
    """One item of the array."""
    kept = {name: _safe(value) for name, value in _item(record).items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=2)


def _item(record: Record) -> dict[str, Any]:
    """The variables of CSL 1.0.2 that a record fills."""
    date, kind = record.date or record.electronic_date, parts.kind(record)
    authors = () if parts.authors_are_editors(record) else record.authors
    return {
        "id": f"pmid:{record.pmid}" if record.pmid else record.id,
        "type": kind.csl,
        "genre": "preprint" if kind.name == "preprint" else "",
        "title": parts.full_title(record),
        "author": [_name(author) for author in authors],
        **(_book(record, record.book) if record.book else _journal(record)),
        "issued": _date(date) if date else None,
        "available-date": _date(record.electronic_date) if record.electronic_date else None,
        "status": record.publication_status,
        "volume": record.volume,
        "issue": record.issue,
        "page": pages.in_full(record.pages or ""),
        "language": ", ".join(record.languages),
        "keyword": ", ".join(record.keywords),
        "abstract": record.abstract_text,
        "note": parts.joined(parts.retractions(record)),
        "DOI": record.doi,
        "PMID": record.pmid,
        "PMCID": record.pmc,
        "URL": record.url,
    }


def _journal(record: Record) -> dict[str, Any]:
    return {
        "container-title": parts.journal(record, full=True),
        "container-title-short": record.journal.abbreviation,
        "ISSN": ", ".join(record.journal.issn),
    }


def _book(record: Record, book: Book) -> dict[str, Any]:
    return {
        "container-title": book.title if parts.is_chapter(record) else "",
        "editor": [_name(editor) for editor in book.editors],
        "publisher": book.publisher,
        "publisher-place": book.place,
        "edition": book.edition,
        "medium": book.medium,
        "collection-title": book.collection,
        "chapter-number": book.chapter,
        "ISBN": ", ".join(parts.isbns(record)),
    }


def _safe(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


def _name(author: Author) -> dict[str, str]:
    if author.collective is not None:
        return {"literal": one_line(author.collective)}
    values = {
        "family": author.last_name,
        "given": author.fore_name or author.initials,
        "suffix": author.suffix,
    }
    return {name: one_line(value) for name, value in values.items() if value}


def _date(date: PublicationDate) -> dict[str, Any]:
    """The first and last day, a season, or where no year is known the words."""
    days, season = dates.ends(date), dates.season(date)
    if not days:
        return {"literal": one_line(date.text)}
    return {"date-parts": days, **({"season": season} if season else {})}
