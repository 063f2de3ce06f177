"""Books and chapters as PubMed's plain text prints them: "In: Poe P, editors. GeneFoo …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from il2qa.models import Book, PublicationDate
from il2qa.patterns import lazy_pattern
from il2qa.readers.build import build
from il2qa.readers.bylines import authors_of
from il2qa.readers.citations import YEAR
from il2qa.readers.dates import parse_date

_EDITORS = lazy_pattern(r"(?P<names>\S.*?),? editors?\.\s+")
_PUBLISHER = lazy_pattern(  # "Seattle (WA): University of Foo, Seattle; 1993–2025."
    rf"(?P<title>\S.*?)\.?\s+(?P<place>[^.:;]{{2,60}}):\s+(?P<publisher>[^;]{{2,200}});"
    rf"\s+(?P<date>{YEAR}[^.]*)(?:\.|$)"
)
_WHOLE = lazy_pattern(r"(?P<place>[^.:;]{2,60}):\s+(?P<publisher>[^;]{2,200});\s+(?P<date>[^.]+)")
_MEDIUM = lazy_pattern(r"(?P<title>.+?)\s+\[(?P<medium>Internet|Book|CD-ROM)\]")
_EDITION = lazy_pattern(r"(?P<title>.+?)\.\s+(?P<edition>\w{1,20} (?:edition|ed))")
_RANGE = lazy_pattern(rf"({YEAR}[^–-]*?)\s*[–-]\s*({YEAR}\b[^.]*)?")
_WRITTEN = lazy_pattern(
    rf"({YEAR}(?: [A-Z][a-z]{{2}})?(?: \d{{1,2}})?(?: \[updated {YEAR}[^\]]*\])?)\.?"
)
_CITATION = lazy_pattern(rf"(?P<date>{YEAR}[^.]{{0,60}})\.\s+(?P<book>In: .*)")


@dataclass(frozen=True, slots=True)
class Contribution:
    """The book that a chapter stands in, and when the chapter was written."""

    book: Book
    date: PublicationDate | None


def chapter_in(text: str) -> Contribution | None:
    """Read "In: Poe P, editors. Title [Internet]. Place: Publisher; 1993–2025. 2006 Apr 18."."""
    if not text.startswith("In: "):
        return None
    rest = text[4:]
    editors = _EDITORS.match(rest)
    rest = rest[editors.end() :] if editors else rest
    match = _PUBLISHER.match(rest)
    if match is None:
        return Contribution(build(Book, title=rest.rstrip(".")), None)
    written = _WRITTEN.match(rest[match.end() :].strip())
    people = authors_of(editors["names"])["authors"] if editors else ()
    given = {**_titled(match["title"]), **_dated(match["date"])}
    book = build(
        Book, editors=people, place=match["place"].strip(), publisher=match["publisher"], **given
    )
    return Contribution(book, parse_date(written[1]) if written else book.date)


def chapter_of(citation: str) -> Contribution | None:
    """Read "2021 Apr 22. In: Poe P, editors. GeneFoo …", as CSV has it."""
    match = _CITATION.match(citation)
    chapter = chapter_in(match["book"]) if match else None
    return Contribution(chapter.book, parse_date(match["date"])) if match and chapter else None


def whole_book(title: str, text: str) -> Book | None:
    """Read "Rockville (MD): Agency for Foo (US); 2013 Mar." below the title of a book."""
    match = _WHOLE.match(text)
    if match is None or not re.match(YEAR, match["date"]):
        return None
    given = {**_titled(title.rstrip(".")), **_dated(match["date"])}
    return build(Book, place=match["place"], publisher=match["publisher"], **given)


def _titled(title: str) -> dict[str, str | None]:
    """Tell the medium and the edition from a book's title."""
    medium = _MEDIUM.match(title)
    title = medium["title"] if medium else title
    edition = _EDITION.fullmatch(title)
    return {
        "title": edition["title"] if edition else title,
        "edition": edition["edition"] if edition else None,
        "medium": medium["medium"] if medium else None,
    }


def _dated(text: str) -> dict[str, PublicationDate | None]:
    """Read "2013 Mar", "1993–2025" or "2024 Jan–", of a book that is written on."""
    years = _RANGE.fullmatch(text.strip())
    if years is None:
        return {"date": parse_date(text)}
    begun, ended = parse_date(years[1]), parse_date(years[2] or "")
    return {"date": begun, "begun": begun, "ended": ended}
