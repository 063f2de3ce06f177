"""Years as people limit records by them: "2021 or newer", "nothing older than 10 years", ">2010".

The templates are those of the table `follow_ups.tsv`, a "#" for each number: their relation, and
the numbers that it has by itself ("recent": the last 5 years).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from il2qa.conversation import cues
from il2qa.filters.where import Where
from il2qa.patterns import lazy_pattern

_A_YEAR = r"(?:19|20)\d\d"
_YEAR = lazy_pattern(_A_YEAR)
_SIGNED = lazy_pattern(rf"(?P<sign>[<>]=?|[≤≥])\s*(?P<year>{_A_YEAR})\b")
_SPAN = lazy_pattern(rf"\b({_A_YEAR})\s*[-\u2013\u2014]\s*({_A_YEAR})\b")
_AND_ON = lazy_pattern(rf"\b({_A_YEAR})\s*(?:\+|[-\u2013]\s*$)")
_DECADE = lazy_pattern(r"(?<!\w)['’]?((?:19|20)?\d)0['’]?s\b")
_JOINED = lazy_pattern(rf"\b(pre|post|mid)-({_A_YEAR})\b", re.IGNORECASE)
_NAMED = lazy_pattern(rf"\bthe year ({_A_YEAR})\b", re.IGNORECASE)
_SIGNS = {">": "after", ">=": "since", "≥": "since", "<": "before", "<=": "until", "≤": "until"}
_MONTHS = 12  # of a year
_LONGEST = 150  # years, decades or months that are gone back: no record is older


def spelt_out(text: str) -> str:
    """A text with signs, spans and decades of years in words: "since 2010", "1990 to 1999"."""
    text = _SIGNED.sub(lambda match: f"{_SIGNS[match['sign']]} {match['year']}", text)
    text = _SPAN.sub(r"\1 to \2", text)
    text = _AND_ON.sub(r"\1 or later", text)
    text = _DECADE.sub(_of_decade, text)
    return _NAMED.sub(r"\1", _JOINED.sub(r"\1 \2", text))


def of_years(
    phrase: str, years: Sequence[int], this_year: int, *, of_records: bool
) -> Where | None:
    """The years of a phrase, if the table has it; `years` are those of the records quoted last.

    That something is so many years old is told of records only, with `of_records`: people are too.
    """
    said = [cues.valued("number").get(word, word) for word in phrase.split()]
    numbers = [word for word in said if word.isascii() and word.isdigit()]
    template = " ".join("#" if word in numbers else word for word in said)
    relation = cues.valued("condition").get(template)
    if relation is None and of_records:
        relation = cues.valued("aged_condition").get(template)
    if relation is None:
        return None
    name, *own = relation.split()
    return _related(name, [int(number) for number in (*own, *numbers)], years, this_year)


def _related(
    name: str, numbers: Sequence[int], years: Sequence[int], this_year: int
) -> Where | None:
    """The years of a relation: "since", "before", "last" (so many years), "newer" …"""
    if name == "abstract":
        return Where(has_abstract=True)
    if name in ("newer", "older"):
        if not years:
            return None
        newer = name == "newer"
        return Where(since=max(years) + 1) if newer else Where(until=min(years) - 1)
    ago = {
        "last": lambda count: Where(since=this_year - count),
        "decades": lambda count: Where(since=this_year - 10 * count),
        "months": lambda count: Where(since=this_year - -(-count // _MONTHS)),
        "ago": lambda count: Where(until=this_year - count - 1),
    }
    if name in ago:
        return ago[name](min(numbers[0], _LONGEST))
    if not all(_YEAR.fullmatch(str(number)) for number in numbers):
        return None
    first, last = min(numbers), max(numbers)
    limits = {
        "in": (first, last),
        "since": (first, None),
        "after": (first + 1, None),
        "until": (None, last),
        "before": (None, last - 1),
    }
    since, until = limits[name]
    return Where(since=since, until=until)


def _of_decade(match: re.Match[str]) -> str:
    told = match[1]
    first = int(f"{told}0") if len(told) > 1 else 1900 + 10 * int(told)
    return f"{first} to {first + 9}"
