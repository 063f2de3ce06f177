"""BibTeX: an entry whose title keeps its capitals and whose text survives TeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from il2qa.citing import dates, pages, parts
from il2qa.models import Author, Book, PublicationDate, Record
from il2qa.patterns import lazy_pattern
from il2qa.text.safety import one_line

_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_SPECIAL = lazy_pattern(r"[\\{}~^&%$#_]")
_VERBATIM = frozenset({"doi", "url", "pmid", "pmcid", "issn", "isbn"})  # for programs, not TeX
_NAMES = frozenset({"author", "editor"})  # made of TeX already
_CHAPTER = lazy_pattern(r"chapter\s+", re.IGNORECASE)


def bibtex(record: Record) -> str:
    """One entry; its key is the first author, the year and the identifier."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(record))
    return f"@{parts.kind(record).bibtex}{{{_key(record)},\n{fields}}}"


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    """Every field that the record fills, written so that none of its text can end it."""
    entries = {**_who(record), **_where(record), **_what(record)}
    for name, value in entries.items():
        if name in _VERBATIM:  # a brace would end the field; no real identifier has any
            value = re.sub(r"[{}]", "", value)
        elif name not in _NAMES:
            value = _tex(value)
        if value := one_line(value):
            yield name, f"{{{{{value}}}}}" if name == "title" else f"{{{value}}}"
        if name == "year":
            yield from _month(record.date or record.electronic_date)


def _who(record: Record) -> dict[str, str]:
    authors, editors = record.authors, record.book.editors if record.book else ()
    if parts.authors_are_editors(record):
        authors = ()
    return {"author": _people(authors, record.authors_complete), "editor": _people(editors)}


def _where(record: Record) -> dict[str, str]:
    """The title with what it stands in, when, and which part."""
    titles = {"title": parts.full_title(record)}
    if record.book is None:
        titles["journal"] = parts.journal(record, full=True)
    elif parts.is_chapter(record):
        titles["booktitle"] = record.book.title
    return {
        **titles,
        "year": dates.year(record),
        "volume": record.volume or "",
        "number": record.issue or "",
        "pages": pages.in_full(record.pages or "", "--"),
        **(_publisher(record.book) if record.book else {}),
    }


def _publisher(book: Book) -> dict[str, str]:
    return {
        "edition": book.edition or "",
        "chapter": _CHAPTER.sub("", book.chapter or ""),
        "series": book.collection or "",
        "publisher": book.publisher or "",
        "address": book.place or "",
    }


def _what(record: Record) -> dict[str, str]:
    return {
        "issn": ", ".join(record.journal.issn),
        "isbn": ", ".join(parts.isbns(record)),
        "language": ", ".join(record.languages),
        "keywords": ", ".join(record.keywords),
        "abstract": record.abstract_text,
        "note": parts.joined(parts.retractions(record)),
        "doi": record.doi or "",
        "pmid": record.pmid or "",
        "pmcid": record.pmc or "",
        "url": record.url or "",
    }


def _month(date: PublicationDate | None) -> Iterator[tuple[str, str]]:
    """The month as BibTeX's macro, without braces: styles print it in their language."""
    if date and date.month and dates.season(date) is None:
        yield "month", dates.MONTHS[date.month - 1].lower()


def _people(authors: Sequence[Author], complete: bool = True) -> str:
    names = [name for name in map(_name, authors) if name]
    return " and ".join([*names, *([] if complete or not names else ["others"])])


def _name(author: Author) -> str:
    """Write "Doe, Jr, Jane Q"; a collective in braces, so that it is not taken apart."""
    if author.collective is not None:
        return f"{{{_tex(author.collective)}}}"
    names = (author.last_name, author.suffix, author.fore_name or author.initials)
    return ", ".join(_guarded(part) for part in names if part)


def _guarded(part: str) -> str:
    """A part of a name, in braces where BibTeX would take it apart."""
    is_parted = "," in part or " and " in f" {part.lower()} "
    return f"{{{_tex(part)}}}" if is_parted else _tex(part)


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda match: _TEX[match[0]], text)


def _key(record: Record) -> str:
    """ASCII only: "Borradori1987_3303316"."""
    first = record.authors[0] if record.authors else None
    name = (first.last_name or first.collective or "") if first else ""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^A-Za-z]", "", plain) or "Anonymous"
    return f"{letters}{dates.year(record)}_{re.sub(r'[^A-Za-z0-9.-]', '-', record.id)}"
