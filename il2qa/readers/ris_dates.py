"""The date of a RIS record, from the fields and the many forms in which programs write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from il2qa.models import PublicationDate
from il2qa.patterns import lazy_pattern
from il2qa.readers.dates import MONTHS, SEASONS, date_of, parse_date
from il2qa.readers.tagged import Tagged

_SLASHES = lazy_pattern(r"(\d{4})(?:/([^/]*)(?:/([^/]*)(?:/(.*))?)?)?")  # "2020/11//Nov/Dec2020"
_ISO = lazy_pattern(r"(?<!\d)(\d{4})[-. ](\d{1,2})(?:[-. ](\d{1,2}))?(?!\d)")
_COMPACT = lazy_pattern(r"(?<!\d)((?:1[5-9]|20|21)\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR = lazy_pattern(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
_WORD = lazy_pattern(r"[A-Za-z]{3,}")
_DAY = lazy_pattern(r"(?<!\d)([0-9]{1,2})(?:st|nd|rd|th)?(?!\d)")
_EVENTS = lazy_pattern("received|accepted|revised|accessed|available|online", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Date:
    year: str = ""
    month: str = ""  # a number, a name, two names with a hyphen, or a season
    day: str = ""
    words: str = ""  # the whole date, where it stands behind its numbers: "1998 Dec-1999 Jan"

    @property
    def known(self) -> int:
        """How many of its parts are known."""
        return bool(self.month) + bool(self.day) + bool(self.words)


def date_in(tagged: Tagged) -> PublicationDate | None:
    """Return the date of publication, as exact as the fields of its year tell it.

    The year is that of PY, else of Y1 or DA; one field may give the year, another the day.
    """
    values = tagged.all("PY") + tagged.all("Y1") + tagged.all("DA", "YR")
    dates = [date for value in values if (date := _date(value))]
    year = next((date.year for date in dates if date.year), "")
    if not year:
        return None
    same = [date for date in dates if date.year in (year, "")]
    best = max(same, key=lambda date: date.known)
    if best.words:
        return parse_date(best.words)
    return date_of(year, best.month, best.day if best.month else "")


def day_of(value: str) -> PublicationDate | None:
    """Return the date of "2021/06/08/"; None for what is not written so."""
    date = _date(value) if _SLASHES.fullmatch(value) and "/" in value else None
    return date_of(date.year, date.month, date.day if date.month else "") if date else None


def _date(text: str) -> _Date | None:
    """Read one date; None for another event's, and for none."""
    parted = _SLASHES.fullmatch(text.strip())
    if parted:
        year, month, day, event = (part or "" for part in parted.groups())
        if _EVENTS.search(event):
            return None
        if event.startswith(year) and _YEAR.match(event):
            return _Date(year, words=event)
        month = month.strip().lstrip("0")
        several = _months(event)
        named = several if "-" in several or not month else month
        named = named if named.isdecimal() or "-" in named else _months(named)
        return _Date(year, named, day.strip().lstrip("0") if day.strip().isdecimal() else "")
    numbers = _COMPACT.search(text) or _ISO.search(text)
    if numbers:
        year, month, day = (part or "" for part in numbers.groups())
        return _Date(year, month.lstrip("0"), day.lstrip("0"))
    return _in_words(text)


def _in_words(text: str) -> _Date | None:
    """Read "SEP 22", "4-8 Aug. 2020", "March 15, 2012" or "Nov-Dec 2020"."""
    year = _YEAR.search(text)
    rest = _YEAR.sub(" ", text)
    month = _months(rest)
    day = _DAY.search(rest) if month and "-" not in month else None
    if not year and not month:
        return None
    return _Date(year[0] if year else "", month, day[1] if day else "")


def _months(text: str) -> str:
    """Return the months (or the season) that a text names, as PubMed writes them."""
    found = []
    for word in _WORD.findall(text):
        if word.lower() in SEASONS:
            return str(word.title())
        name = word[:3].title()
        if name in MONTHS and name not in found:
            found.append(name)
    return "-".join(found[:2])
