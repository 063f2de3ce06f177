"""APA style, 7th edition, with the titles' capitals as the record has them."""

from __future__ import annotations

from collections.abc import Sequence

from il2qa.citing import dates, pages, parts
from il2qa.models import Author, Book, Record
from il2qa.patterns import lazy_pattern

_MOST = 20  # APA 7, 9.8: of more, the first nineteen and the last
_SUPPLEMENT = lazy_pattern(r"(\S+) Suppl\b\.?(.*)")  # "92 Suppl 1", MEDLINE's volume


def apa(record: Record) -> str:
    """One reference; "Article e27850" where a number stands for pages."""
    names, title, where = _authors(record), parts.full_title(record), _where(record)
    date = f"({dates.year(record) or 'n.d.'})."
    if record.book and not parts.is_chapter(record):
        title = _book_title(record.book, "")
    title = parts.sentence(title)
    opening = [names, date, title] if names else [title, date]
    doi = f"https://doi.org/{record.doi}" if record.doi else ""
    closing = map(parts.sentence, parts.retractions(record))
    return parts.spaced((*opening, where, doi, *closing))


def _authors(record: Record) -> str:
    names = [_name(author) for author in record.authors]
    if not names:
        return ""
    if not record.authors_complete:
        listed = ", ".join([*names, "et al."])
    elif len(names) > _MOST:
        listed = ", ".join(names[: _MOST - 1]) + f", … {names[-1]}"
    else:
        listed = ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return parts.sentence(
        f"{listed} {_mark(names)}" if parts.authors_are_editors(record) else listed
    )


def _mark(editors: Sequence[object]) -> str:
    return "(Eds.)." if len(editors) > 1 else "(Ed.)."


def _name(author: Author) -> str:
    """Write "Doe, J.-P., Jr."."""
    if author.collective is not None:
        return author.collective
    return parts.listed((author.last_name, parts.dotted_initials(author), _suffix(author)))


def _reading_order(author: Author) -> str:
    """Write "J.-P. Doe, Jr."."""
    if author.collective is not None:
        return author.collective
    last = parts.listed((author.last_name, _suffix(author)))
    return parts.listed((parts.dotted_initials(author), last), " ")


def _suffix(author: Author) -> str:
    suffix = parts.suffix(author)
    return f"{suffix}." if suffix in ("Jr", "Sr") else suffix


def _where(record: Record) -> str:
    """Journal, volume and pages; book and publisher of a chapter; the publisher of a book."""
    if record.book:
        title = f"In {_in_book(record, record.book)}" if parts.is_chapter(record) else ""
        return parts.joined((title, record.book.publisher or ""))
    name = parts.journal(record, full=True)
    if dates.is_ahead_of_print(record):
        return parts.joined((name, "Advance online publication"))
    given = pages.in_full(record.pages or "", "\u2013")
    number = f"Article {given}" if pages.is_article_number(record) else given
    return parts.sentence(parts.listed((name, _volume(record), number)))


def _volume(record: Record) -> str:
    """Write "12(3)", "92(Suppl. 1)"."""
    volume, issue = record.volume or "", record.issue or ""
    supplement = _SUPPLEMENT.fullmatch(volume)
    if supplement and not issue:
        volume, issue = supplement[1], f"Suppl.{supplement[2]}"
    return volume + (f"({issue})" if issue else "")


def _in_book(record: Record, book: Book) -> str:
    """Write "E. Editor & P. Poe (Eds.), Title (2nd ed., pp. 12–34)"."""
    names = [_reading_order(author) for author in book.editors]
    first, last = ", ".join(names[:-1]), "".join(names[-1:])
    listed = parts.listed((first, last), ", & " if len(names) > 2 else " & ")
    given = pages.in_full(record.pages or "", "\u2013")
    at = f"{'pp.' if len(given.split(chr(0x2013))) > 1 else 'p.'} {given}" if given else ""
    editors = f"{listed} {_mark(names).rstrip('.')}, " if names else ""
    return editors + _book_title(book, at)


def _book_title(book: Book, at: str) -> str:
    title, edition = parts.without_stop(book.title), parts.edition(book)
    inside = parts.listed((f"{edition}." if edition else "", at))
    return f"{title} ({inside})" if inside else title
