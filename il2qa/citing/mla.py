"""MLA style, as PubMed's "Cite" writes it: "vol. 117,25 (1987): 945-51"."""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.citing import dates, pages, parts
from il2qa.models import Author, Book, Record
from il2qa.patterns import lazy_pattern

_QUOTED = lazy_pattern(r"[\"\u201c]([^\"\u201c\u201d]*)[\"\u201d]")


def mla(record: Record) -> str:
    """One reference; of more than two authors the first."""
    names, title = (
        _names(record.authors, complete=record.authors_complete),
        parts.full_title(record),
    )
    if parts.authors_are_editors(record):
        names += f", editor{'s' * (len(record.authors) > 1)}"
    texts = [parts.sentence(names)]
    if record.book is None or parts.is_chapter(record):
        texts.append(f"“{parts.sentence(_within_quotation(title))}”")
    texts.append(_book(record, record.book) if record.book else _journal(record))
    texts += [parts.sentence(retraction) for retraction in parts.retractions(record)]
    return parts.spaced(texts)


def _within_quotation(title: str) -> str:
    """A title for quotation marks: those inside it become single."""
    return _QUOTED.sub("\u2018\\1\u2019", title)


def _names(authors: Sequence[Author], *, complete: bool = True) -> str:
    if not authors:
        return ""
    first = _reversed(authors[0])
    if len(authors) > 2 or not complete:
        return f"{first} et al."
    return f"{first}, and {_reading_order(authors[1])}" if len(authors) == 2 else first


def _reversed(author: Author) -> str:
    if author.collective is not None:
        return author.collective
    given = author.fore_name or author.initials
    return parts.listed((author.last_name, given, parts.suffix(author)))


def _reading_order(author: Author) -> str:
    return author.model_copy(update={"suffix": parts.suffix(author)}).full_name


def _journal(record: Record) -> str:
    """Journal, volume, year, pages and DOI; where a number counts articles, the day is told."""
    numbers = parts.listed((record.volume, record.issue), ",")
    name, volume = parts.journal(record, full=True), f"vol. {numbers}" if numbers else ""
    doi = f"doi:{record.doi}" if record.doi else ""
    if dates.is_ahead_of_print(record) or _is_electronic(record):
        number = parts.sentence(parts.listed((name, volume, record.pages), " "))
        day = dates.day_first(dates.dates(record).date)
        return parts.spaced(
            (number, parts.sentence(day) if not doi else f"{day}," if day else "", doi)
        )
    year = f"({dates.year(record)})" if dates.year(record) else ""
    pages_told = f": {record.pages}" if record.pages else ""
    where = parts.listed((name, volume, year), " ") + pages_told
    return parts.spaced((parts.sentence(where), doi))


def _is_electronic(record: Record) -> bool:
    return pages.is_article_number(record) and pages.appeared_by_itself(record)


def _book(record: Record, book: Book) -> str:
    """Write "Title, edited by Ed Editor, 2nd ed., Publisher, 2019, pp. 12-34"."""
    edited = bool(book.editors) and not parts.authors_are_editors(record)
    edition, given = parts.edition(book), pages.in_full(record.pages or "")
    numbers = (
        f"edited by {_editors(book.editors)}" if edited else "",
        f"{edition}." if edition else "",
        book.publisher,
        dates.year(record),
        f"pp. {given}" if given else "",
    )
    doi = f"doi:{record.doi}" if record.doi else ""
    title, told_in_full = parts.without_stop(book.title), parts.listed(numbers)
    if parts.is_chapter(record):
        return parts.spaced((parts.sentence(parts.listed((title, told_in_full))), doi))
    return parts.spaced((parts.sentence(title), parts.sentence(told_in_full), doi))


def _editors(editors: Sequence[Author]) -> str:
    if len(editors) > 2:
        return f"{_reading_order(editors[0])} et al."
    return " and ".join(map(_reading_order, editors))
