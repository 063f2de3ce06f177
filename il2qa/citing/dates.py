"""Which dates a reference gives, and how styles write them.

An article may come out twice, by itself and in an issue. PubMed's rule, as its own SO line shows it
(1,224 records): what was published electronically first and for good bears that date, its issue
follows as "eCollection" or "Print"; what belongs to an issue bears the issue's, and the electronic
version before it follows as "Epub".
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from il2qa.citing.pages import appeared_by_itself
from il2qa.models import PublicationDate, Record
from il2qa.patterns import lazy_pattern

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}  # as CSL counts
_SEASON = lazy_pattern(rf"\b(?:{'|'.join(_SEASONS)})\b", re.IGNORECASE)
_YEAR = lazy_pattern(r"\b\d{4}\b")
_MONTH = lazy_pattern("|".join(MONTHS))
_UPDATED = lazy_pattern(rf"\[updated (\d{{4}}(?: ({'|'.join(MONTHS)})(?: (\d\d?))?)?)\]")
_NUMERIC = lazy_pattern(r"\d{4}[-/]\d\d?[-/]\d\d?|\d{8}")
UNKNOWN = "[date unknown]"
"""In place of a date, as Citing Medicine has it (chapter 1)."""


class Dates(NamedTuple):
    """The date that a reference gives first, and what it says of the other."""

    date: PublicationDate | None
    other: str = ""


def dates(record: Record) -> Dates:
    """The dates of a reference: "2021 Jun 8" and "eCollection 2021 Jun"."""
    issue, online = record.date, record.electronic_date
    if is_ahead_of_print(record):
        return Dates(issue or online, "Epub ahead of print")
    if issue is None or online is None:
        return Dates(issue or online)
    if _is_collected(record, issue, online):
        same = _day(issue) == _day(online)
        kind = "Print" if record.publication_model == "Electronic-Print" else "eCollection"
        return Dates(online, "" if same else f"{kind} {text(issue)}")
    is_epub = record.publication_status or record.publication_model or _day(issue) != _day(online)
    return Dates(issue, f"Epub {text(online)}" if is_epub else "")


def is_ahead_of_print(record: Record) -> bool:
    """Whether it is out and waits for its issue."""
    return record.publication_status == "aheadofprint"


def text(date: PublicationDate | None) -> str:
    """A date as PubMed writes it: "2020 Dec 10", "1998 Dec-1999 Jan"."""
    if date is None:
        return ""
    if not (_NUMERIC.fullmatch(date.text) and date.year and date.month):
        return date.text
    day = f" {date.day}" if date.day else ""
    return f"{date.year} {MONTHS[date.month - 1]}{day}"


def revised(date: PublicationDate) -> PublicationDate | None:
    """When a chapter was last revised, from "2006 Apr 18 [updated 2025 Aug 14]"; None for never."""
    found = _UPDATED.search(date.text)
    if found is None:
        return None
    month, day = MONTHS.index(found[2]) + 1 if found[2] else None, found[3]
    return PublicationDate(
        text=found[1], year=int(found[1][:4]), month=month, day=int(day) if day else None
    )


def in_words(date: PublicationDate | None) -> str:
    """A date as American running text has it: "May 3, 2024"."""
    if date is None or not (date.year and date.month):
        return text(date)
    day = f" {date.day}," if date.day else ""
    return f"{_LONG[date.month - 1]}{day} {date.year}"


def day_first(date: PublicationDate | None) -> str:
    """A date as MLA has it: "8 Jun. 2021"."""
    if date is None or not (date.year and date.month):
        return text(date)
    month = MONTHS[date.month - 1]
    day = f"{date.day} " if date.day else ""
    return f"{day}{month}{'' if month == 'May' else '.'} {date.year}"


def ends(date: PublicationDate) -> list[list[int]]:
    """The first day and, of a range, the last, each as [year, month, day] as far as known.

    "1998 Dec-1999 Jan" is [[1998, 12], [1999, 1]]; a season's month does not count.
    """
    month = date.month if season(date) is None else None
    first = _known(date.year, month, date.day)
    _, dash, rest = text(date).partition("-")
    if not (dash and first) or _NUMERIC.fullmatch(date.text):
        return [first] if first else []
    year, name = _YEAR.search(rest), _MONTH.search(rest)
    day = re.search(r"\b\d{1,2}\b", rest)
    last_month = MONTHS.index(name[0]) + 1 if name else month if day else None
    last = _known(int(year[0]) if year else date.year, last_month, int(day[0]) if day else None)
    return [first, last] if last > first else [first]


def season(date: PublicationDate) -> int | None:
    """The number of the season that a date names, from 1 for spring; None for none."""
    found = _SEASON.search(date.text)
    return _SEASONS[found[0].lower()] if found else None


def _known(*numbers: int | None) -> list[int]:
    """The numbers before the first that is unknown."""
    return [part for part in itertools.takewhile(bool, numbers) if part]


def year(record: Record) -> str:
    """The year of publication, of the issue or else of the electronic version; or ""."""
    for date in (record.date, record.electronic_date):
        if date is not None and date.year:
            return str(date.year)
    return ""


def _is_collected(record: Record, issue: PublicationDate, online: PublicationDate) -> bool:
    """Whether it came out by itself and its issue only collects it.

    Some forms of a record do not say so. Of those a year alone, of an issue not before the
    article, is a collection's: in 127 of 136 of PubMed's exports where a single page or a number
    stands, in 11 of 19 where a range of pages does.
    """
    if record.publication_model or record.publication_status:
        return appeared_by_itself(record)
    if online.month is None or issue.text != str(issue.year):
        return False
    return issue.text <= str(online.year)


def _day(date: PublicationDate) -> tuple[int | None, int | None, int | None]:
    return date.year, date.month, date.day
