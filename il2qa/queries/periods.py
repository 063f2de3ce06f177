"""The dates of a request: "since 2010", "from the 1980s", "in May 2015"."""

from __future__ import annotations

import re
from collections.abc import Callable

from il2qa.citing.dates import MONTHS
from il2qa.fields import day_number
from il2qa.filters.tree import Between
from il2qa.queries.requests import YEAR, Taken, Wanted
from il2qa.text.analyzer import Analyzer

_LAST_OF_YEAR, _LAST_OF_MONTH = 9999, 99  # month and day, or day, in a day's number
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
_DECADES = {"sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
_DECADE = rf"(?:the )?(?:(?:1[6-9]|20)\d0['’]?s|{'|'.join(_DECADES)})"
_RELATIONS: dict[str, Callable[[int, int], tuple[int | None, int | None]]] = {
    "since": lambda first, last: (first, None),
    "after": lambda first, last: (last + 1, None),
    "before": lambda first, last: (None, first - 1),
    "until": lambda first, last: (None, last),
    "up to": lambda first, last: (None, last),
    "in": lambda first, last: (first, last),
    "from": lambda first, last: (first, last),
    "of": lambda first, last: (first, last),
}
"""The days, as numbers, that a word lets through of a period between two."""


def decade(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """Ten years: "from the 1980s", "since the 1990s"."""
    found = re.match(rf"({'|'.join(_RELATIONS)}|during) ({_DECADE})(?= |$|,)", text, re.I)
    if found is None:
        return None
    word, name = found[1].lower(), found[2].lower().removeprefix("the ")
    year = _DECADES.get(name) or int(re.sub(r"\D", "", name))
    first, last = day_number(year, 0, 0), day_number(year + 9, 0, 0) + _LAST_OF_YEAR
    limits = _RELATIONS["in" if word == "during" else word](first, last)
    return begun.under(Between("day", *limits)), text[found.end() :]


def period(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """A limit of dates: "since 2010", "between 2001 and 2005", "in May 2015"."""
    two = re.match(rf"(?:between|from) ({YEAR}) (?:and|to) ({YEAR})(?= |$)", text, re.I)
    if two:
        first, last = day_number(int(two[1]), 0, 0), day_number(int(two[2]), 0, 0) + _LAST_OF_YEAR
        return begun.under(Between("day", first, last)), text[two.end() :]
    one = re.match(
        rf"({'|'.join(_RELATIONS)}) (?:({_MONTH}) )?({YEAR})( onwards?| on(?=,|$))?(?= |$|,)",
        text,
        re.I,
    )
    if one is None:
        return None
    limits = _RELATIONS["since" if one[4] else one[1].lower()](*_days(one[2], int(one[3])))
    return begun.under(Between("day", *limits)), text[one.end() :]


def _days(month: str | None, year: int) -> tuple[int, int]:
    """The first and the last day of a year, or of a month of it."""
    if month is None:
        first = day_number(year, 0, 0)
        return first, first + _LAST_OF_YEAR
    first = day_number(year, MONTHS.index(month[:3].capitalize()) + 1, 0)
    return first, first + _LAST_OF_MONTH


def dated() -> str:
    """A pattern of how the words of a date begin."""
    dates = rf"(?:(?:{'|'.join(_RELATIONS)}) (?:{_MONTH} )?|between ){YEAR}"
    decades = rf"(?:{'|'.join(_RELATIONS)}|during) {_DECADE}"
    return f"{dates}|{decades}"
