"""The conditions of a request: "since 2010", "by Doe", "in Radiology", "with the MeSH term …".

Each takes what is wanted and the text that follows, and gives both when it has taken its part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from il2qa.citing.dates import MONTHS
from il2qa.errors import QuestionError
from il2qa.fields import day_number
from il2qa.filters.tree import All, Any, Between, Condition, Is
from il2qa.queries.grammar import parse
from il2qa.queries.requests import CAPITAL, YEAR, Wanted, by_of, languages, names, of
from il2qa.text.analyzer import Analyzer

Taken = tuple[Wanted, str] | None

_LONGEST = 10  # words of a topic; more are a sentence
_LAST_OF_YEAR, _LAST_OF_MONTH = 9999, 99  # month and day, or day, in a day's number
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
_DECADE = r"(?:the )?(?:1[6-9]|20)\d0['’]?s"
_NAME = r"[\w .'’-]+"
_RELATIONS: dict[str, Callable[[int, int], tuple[int | None, int | None]]] = {
    "since": lambda first, last: (first, None),
    "from": lambda first, last: (first, None),
    "after": lambda first, last: (last + 1, None),
    "before": lambda first, last: (None, first - 1),
    "until": lambda first, last: (None, last),
    "up to": lambda first, last: (None, last),
    "in": lambda first, last: (first, last),
    "of": lambda first, last: (first, last),
}
"""The days, as numbers, that a word lets through of a period between two."""


def by_authors(text: str) -> Condition | None:
    """Records of an author, of two together ("Doe and Roe"), or of either; None for no name."""
    for word, kind in ((" and ", All), (" or ", Any)):
        if word in text:
            several = [by_authors(part) for part in text.split(word)]
            return kind(tuple(one for one in several if one)) if all(several) else None
    if not re.fullmatch(f"{_NAME}(?:,{_NAME})?", text):
        return None
    try:
        return parse(f"{text.strip()}[au]").tree
    except QuestionError:  # of nothing but "AND"
        return None


def _filling(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """Words that say nothing: "published", "are there", "do you have"."""
    found = re.match(rf"(?:{of('filling')})(?= |$)", text, re.I)
    return (begun, text[found.end() :]) if found else None


def _grouping(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """What numbers are of: "per year", "by journal"."""
    word = "per|by|each|for each|in each|a" if begun.is_counted else "per|by"
    found = re.match(rf"(?:{word}) ({names()})(?= |$)", text, re.I)
    if found is None or begun.by or begun.sort:
        return None
    return replace(begun, is_counted=True, by=by_of(found[1])), text[found.end() :]


def _decade(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """Ten years: "from the 1980s", "since the 1990s"."""
    found = re.match(rf"({'|'.join(_RELATIONS)}|during) ({_DECADE})(?= |$|,)", text, re.I)
    if found is None:
        return None
    word, year = found[1].lower(), int(re.sub(r"\D", "", found[2]))
    first, last = day_number(year, 0, 0), day_number(year + 9, 0, 0) + _LAST_OF_YEAR
    limits = _RELATIONS["in" if word in ("from", "during") else word](first, last)
    return begun.under(Between("day", *limits)), text[found.end() :]


def _period(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """A limit of dates: "since 2010", "between 2001 and 2005", "in May 2015"."""
    two = re.match(rf"(?:between|from) ({YEAR}) (?:and|to) ({YEAR})(?= |$)", text, re.I)
    if two:
        first, last = day_number(int(two[1]), 0, 0), day_number(int(two[2]), 0, 0) + _LAST_OF_YEAR
        return begun.under(Between("day", first, last)), text[two.end() :]
    one = re.match(
        rf"({'|'.join(_RELATIONS)}) (?:({_MONTH}) )?({YEAR})(?: on(?:wards?)?)?(?= |$|,)",
        text,
        re.I,
    )
    if one is None:
        return None
    limits = _RELATIONS[one[1].lower()](*_days(one[2], int(one[3])))
    return begun.under(Between("day", *limits)), text[one.end() :]


def _days(month: str | None, year: int) -> tuple[int, int]:
    """The first and the last day of a year, or of a month of it."""
    if month is None:
        first = day_number(year, 0, 0)
        return first, first + _LAST_OF_YEAR
    first = day_number(year, MONTHS.index(month[:3].capitalize()) + 1, 0)
    return first, first + _LAST_OF_MONTH


def _abstract(begun: Wanted, text: str, _: Analyzer) -> Taken:
    found = re.match(r"with (?:an )?abstracts?(?= |$)", text, re.I)
    return (begun.under(Is("has", "abstract")), text[found.end() :]) if found else None


def _heading(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """A MeSH heading, said to be one: "with the MeSH term Sepsis", "indexed under Sepsis"."""
    found = re.match(
        rf"(?:(?:with|under|having) (?:the )?(?:{of('heading')})|(?:{of('indexed')})"
        rf"(?: (?:the )?(?:{of('heading')}))?) (.+?){_ends()}",
        text,
        re.I,
    )
    if found is None:
        return None
    return begun.under(Is("mesh", found[1].strip("\"'“”"))), text[found.end() :]


def _language(begun: Wanted, text: str, _: Analyzer) -> Taken:
    found = re.match(r"in (\w+)(?= |$)", text, re.I)
    if found is None or found[1].casefold() not in languages():
        return None
    return begun.under(Is("language", found[1])), text[found.end() :]


def _author(begun: Wanted, text: str, _: Analyzer) -> Taken:
    found = re.match(
        rf"by (?:the author )?(.+?)(?:(?= (?:on|about) )|(?= in {CAPITAL})|{_ends()})", text, re.I
    )
    tree = by_authors(found[1]) if found else None
    return (begun.under(tree), text[found.end() :]) if found and tree else None


def _journal(begun: Wanted, text: str, _: Analyzer) -> Taken:
    """A journal, "in Radiology": a name with a capital, or said to be a journal."""
    found = re.match(rf"in (the journal )?(.+?){_ends()}", text, re.I)
    if found is None or not (found[1] or found[2][0].isupper()):
        return None
    return begun.under(Is("journal", found[2])), text[found.end() :]


def _topic(begun: Wanted, text: str, analyzer: Analyzer) -> Taken:
    found = re.match(rf"(?:{of('topic')}) (.+?){_ends()}", text, re.I)
    if found is None or begun.words or _asks(found[1], analyzer):
        return None
    try:
        tree = parse(found[1], analyzer).tree
    except QuestionError:
        return None
    return replace(begun.under(tree), words=found[1]), text[found.end() :]


def _asks(text: str, analyzer: Analyzer) -> bool:
    """Whether words are no topic: "studies on mice show what?", a whole sentence."""
    words = text.casefold().split()
    return len(words) > _LONGEST or not analyzer.stop_words("question").isdisjoint(words)


RESTRICTIONS: tuple[Callable[[Wanted, str, Analyzer], Taken], ...] = (
    *(_grouping, _decade, _period, _abstract, _heading, _language, _author, _topic, _journal),
    _filling,
)


@cache
def _ends() -> str:
    """Where the words of a condition end: before another condition that cannot be among them."""
    dates = rf"(?:(?:{'|'.join(_RELATIONS)}) (?:{_MONTH} )?|between ){YEAR}"
    decades = rf"(?:{'|'.join(_RELATIONS)}|during) {_DECADE}"
    author = r"by (?-i:[A-Z][\w'’-]+(?: [A-Z]{1,3})?(?: |$))"
    tongue = rf"in (?:{'|'.join(languages())})(?: |$)"
    grouped = rf"(?:per|by|each|for each|in each|a) (?:{names()})(?: |$)"
    other = rf"published |{author}|{tongue}|{grouped}|with (?:an )?abstract"
    return rf"(?=$| (?:{dates}|{decades}|{other}))"
