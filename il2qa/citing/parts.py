"""What every style is made of: titles, names, dates, page ranges, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from il2qa.models import Author, PublicationDate, Record
from il2qa.text.safety import one_line

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_RETRACTIONS = {"RetractionIn": "Retraction in", "PartialRetractionIn": "Partial retraction in"}

_RANGE = re.compile(r"^(?P<lead>[A-Za-z]*)(?P<first>\d+)[-\u2013](?P=lead)?(?P<last>\d+)$")


def sentence(text: str) -> str:
    """Text closed by a stop, once."""
    return text if not text or text.endswith((".", "?", "!")) else text + "."


def joined(told: Sequence[str]) -> str:
    """Sentences on one line, each closed by a stop, those that are empty left out."""
    return spaced(sentence(part) for part in told if part)


def spaced(told: Iterable[str]) -> str:
    """The parts that are not empty on one line, free of control characters."""
    return one_line(" ".join(part for part in told if part))


def cut(text: str, most: int) -> str:
    """The text, or its words as far as they fit and "…"."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def bare_title(record: Record) -> str:
    """The title without its last stop and, where it is a translation, without brackets."""
    title = record.title.rstrip()
    title = title[:-1] if title.endswith(".") else title
    return title[1:-1] if record.translated else title


def full_title(record: Record) -> str:
    """The title without its last stop; a translated one in brackets, after the original.

    So does PubMed's "Cite": "Praxis der Immuntherapie [Practice of immunotherapy]".
    """
    title = bare_title(record)
    if not record.translated:
        return title
    original = (record.vernacular_title or "").strip().rstrip(".")
    return f"{original} [{title}]".lstrip()


def year(record: Record) -> str:
    """The year of publication, of the issue or else of the electronic version; or ""."""
    for date in (record.date, record.electronic_date):
        if date is not None and date.year:
            return str(date.year)
    return ""


def date_text(date: PublicationDate | None) -> str:
    """A date as PubMed writes it: "2020 Dec 10", "1998 Dec-1999 Jan"."""
    if date is None:
        return ""
    numbers = re.fullmatch(r"\d{4}[-/]\d\d?[-/]\d\d?|\d{8}", date.text)
    if not (numbers and date.year and date.month):
        return date.text
    day = f" {date.day}" if date.day else ""
    return f"{date.year} {MONTHS[date.month - 1]}{day}"


def initials(author: Author) -> str:
    """The initials of a person, "JQ"; of the fore name where none are given."""
    if author.initials:
        return author.initials
    return "".join(part[0] for part in re.split(r"[\s.-]+", author.fore_name or "") if part)


def page_range(record: Record) -> tuple[str, str]:
    """The first and last page, the last in full ("945-51" is 945, 951); "" for what is not given.

    What is no plain range ("e27850", "945, 950-1") stands whole as the first.
    """
    given = (record.pages or "").strip()
    match = _RANGE.match(given)
    if match is None:
        return given, ""
    lead, first, last = match["lead"], match["first"], match["last"]
    last = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return f"{lead}{first}", f"{lead}{last}"


def pages_in_full(record: Record, dash: str = "-") -> str:
    """The pages with the last one in full: "945-951"."""
    return dash.join(page for page in page_range(record) if page)


def journal(record: Record, *, full: bool = False) -> str:
    """The journal's NLM abbreviation, or its title in full; whichever is given where one is."""
    names = (record.journal.abbreviation, record.journal.title)
    return next((name for name in (reversed(names) if full else names) if name), "")


def retractions(record: Record) -> tuple[str, ...]:
    """What a reference must not leave out: where the record was retracted."""
    links = [link for link in record.corrections if link.kind in _RETRACTIONS]
    if not links:
        return ("Retracted publication",) if "RETRACTED" in record.notices else ()
    return tuple(
        joined(
            (
                f"{_RETRACTIONS[link.kind]}: {link.citation or ''}".rstrip(": "),
                f"PMID: {link.pmid}" if link.pmid else "",
            )
        )
        for link in links
    )
