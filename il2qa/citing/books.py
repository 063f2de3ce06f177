"""Books and chapters as NLM writes them (Citing Medicine, chapters 2 and 22)."""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.citing import dates, parts
from il2qa.models import Author, Book, Record


def credited(record: Record, book: Book, names: str) -> str:
    """Who is named first: the authors, and of a whole book its editors as such."""
    if parts.is_chapter(record):
        return names
    editors = _editors(book.editors)
    return editors if parts.authors_are_editors(record) else parts.listed((names, editors), "; ")


def source(record: Record, book: Book) -> tuple[str, ...]:
    """Where it stands, sentence by sentence, before the DOI.

    "2006 Apr 18", "In: Poe P, editor", "Title [Internet]", "2nd ed", "Place: Publisher; 1993-2025".
    """
    where = (
        book.title + (f" [{book.medium}]" if book.medium else ""),
        parts.edition(book),
        parts.listed((parts.listed((book.place, book.publisher), ": "), _date(record, book)), "; "),
        book.chapter or "",
        f"p. {record.pages}" if record.pages else "",
    )
    if not parts.is_chapter(record):
        return where
    is_dated = book.date is not None or book.begun is not None
    own = dates.text(record.date) if is_dated and record.date != book.date else ""
    return (own, f"In: {_chapter_editors(book)}{where[0]}", *where[1:])


def _editors(editors: Sequence[Author]) -> str:
    """Write "Poe P, Coe C, editors"."""
    return f"{parts.index_names(editors)}, editor{'s' * (len(editors) > 1)}" if editors else ""


def _chapter_editors(book: Book) -> str:
    """The editors before the title of a book; a book that is still written on goes by its title."""
    is_open = book.begun is not None and book.ended is None
    return f"{_editors(book.editors)}. " if book.editors and not is_open else ""


def _date(record: Record, book: Book) -> str:
    """The year; "1993-2025" of a book that came out over years, "2024 Jan-" of one still open."""
    if book.begun is None:
        return dates.text(book.date or record.date)
    return f"{dates.text(book.begun)}-{dates.text(book.ended)}"
