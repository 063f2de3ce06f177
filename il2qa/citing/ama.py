"""AMA style, 11th edition: year only, pages in full, no place of a publisher."""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.citing import dates, pages, parts
from il2qa.citing.medical import with_locator
from il2qa.models import Author, Book, Record

_NAMED = 6  # of more authors, the first three (AMA 11, 3.7)


def ama(record: Record) -> str:
    """One reference; what waits for its issue is "Published online May 3, 2024"."""
    where = _book(record, record.book) if record.book else (_journal(record),)
    texts = (_authors(record), *where, *parts.retractions(record))
    return parts.spaced((parts.joined(texts), f"doi:{record.doi}" if record.doi else ""))


def _authors(record: Record) -> str:
    mark = _mark(record.authors) if parts.authors_are_editors(record) else ""
    return _names(record.authors, complete=record.authors_complete) + mark


def _names(authors: Sequence[Author], *, complete: bool = True) -> str:
    named = [author.model_copy(update={"suffix": parts.suffix(author)}) for author in authors]
    most = 3 if len(named) > _NAMED else _NAMED
    return parts.index_names(named, most=most, complete=complete)


def _mark(editors: Sequence[Author]) -> str:
    return f", ed{'s' * (len(editors) > 1)}"


def _journal(record: Record) -> str:
    title, name = parts.full_title(record), parts.journal(record)
    if dates.is_ahead_of_print(record):
        online = dates.in_words(dates.dates(record).date)
        return parts.joined((title, name, f"Published online {online}" if online else ""))
    found = with_locator(dates.year(record), record, pages.in_full(record.pages or ""))
    return parts.joined((title, name, found.lstrip(";:")))


def _book(record: Record, book: Book) -> tuple[str, ...]:
    year = str(book.date.year) if book.date and book.date.year else dates.year(record)
    published = parts.listed((book.publisher, year), "; ")
    at = pages.in_full(record.pages or "")
    imprint = f"{published}:{at}" if at else published
    if not parts.is_chapter(record):
        return book.title, parts.edition(book), imprint
    editors = f"{_names(book.editors)}{_mark(book.editors)}. " if book.editors else ""
    return parts.full_title(record), f"In: {editors}{book.title}", parts.edition(book), imprint
