"""Conditions said in words: "only since 1990", "without reviews", "papers by Doe" as a filter.

A line is a condition where all of it is read as one. Authors and journals are those that the
corpus knows; years may be told from today, or from the records quoted last ("newer ones").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from il2qa.conversation import cues
from il2qa.errors import QuestionError
from il2qa.filters.text import LISTS, narrowed
from il2qa.filters.where import Where
from il2qa.patterns import lazy_pattern
from il2qa.queries.limits import Limited
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import rows

_LONGEST = 6  # words of a condition
_ONLY = ("only", "just")
_YEAR = lazy_pattern(r"(?:19|20)\d\d")
_NAMED = {"by": "authors", "from": "journal", "in": "journal"}
"""The words before a name, and the field of the record that it is of."""


class Known(Protocol):
    """What a condition may refer to."""

    @property
    def analyzer(self) -> Analyzer:
        """What is known of the language."""

    @property
    def this_year(self) -> int:
        """The year that it is."""

    def years(self) -> Sequence[int]:
        """The years of the records quoted last."""

    def names(self, field: str, begun: str) -> Sequence[str]:
        """Values of a field of the corpus's records that begin so, the most frequent first."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A condition, and how many words it takes."""

    where: Where | None
    words: int


def condition(text: str, known: Known) -> Where | None:
    """The filter that a text consists of; None where it says anything else as well.

    Raises QuestionError where it names an author or a journal that the corpus does not have.
    """
    words = [word[0] for word in cues.words(cues.closing(text, "closer") or text)]
    where: Where | None = None
    negated, start = False, 0
    while start < len(words):
        plain = [word.lower() for word in words[start:]]
        limits = negated or words[0].lower() in _ONLY  # "in mice" alone is a circumstance
        read = _negation(plain) or _phrase(plain, known, limits) or _name(words, start, known)
        if read is None:
            return None
        if read.where is None:
            negated = negated or plain[0] in cues.of("negation")
        else:
            found = Where(without=read.where) if negated else read.where
            where, negated = narrowed(where, found), False
        start += read.words
    return where


def put_under(where: Limited | None, further: Where) -> Limited | None:
    """Both conditions at once, but what the further one contradicts is let go of.

    "Without reviews" behind "only reviews", a year outside of those before.
    """
    kept = where and _without(where, further.without)
    if kept and kept.without:
        excluded = _without(kept.without, further)
        kept = kept.model_copy(update={"without": None if excluded == Where() else excluded})
    found = narrowed(kept, further)
    if kept and found and found.since and found.until and found.since > found.until:
        found = narrowed(kept.model_copy(update={"since": None, "until": None}), further)
    return None if found == Where() else found


def _without(where: Limited, other: Where | None) -> Limited:
    """A filter without the values that another one has."""
    names = LISTS.values() if other else ()
    left = {
        name: tuple(one for one in getattr(where, name) if one not in getattr(other, name))
        for name in names
    }
    return where.model_copy(update=left)


def _negation(plain: Sequence[str]) -> _Read | None:
    return _Read(None, 1) if plain[0] in cues.of("negation") else None


def _phrase(plain: Sequence[str], known: Known, limits: bool) -> _Read | None:
    """The longest condition of the tables that words begin with, or a word that only opens one."""
    for count in range(min(_LONGEST, len(plain)), 0, -1):
        phrase = " ".join(plain[:count])
        where = _condition(phrase, known) or (_population(phrase) if limits else None)
        if where or phrase in cues.of("narrow"):
            return _Read(where, count)
    return None


def _condition(phrase: str, known: Known) -> Where | None:
    numbers = [word for word in phrase.split() if word.isascii() and word.isdigit()]
    template = " ".join("#" if word in numbers else word for word in phrase.split())
    relation = cues.valued("condition").get(template)
    if relation:
        return _of_years(relation, [int(number) for number in numbers], known)
    if phrase in _types():
        return Where(publication_types=(_types()[phrase],))
    if phrase in _languages():
        return Where(languages=(_languages()[phrase],))
    return None


def _population(phrase: str) -> Where | None:
    heading = cues.valued("population").get(phrase)
    return Where(mesh=(heading,)) if heading else None


def _of_years(relation: str, numbers: Sequence[int], known: Known) -> Where | None:
    """The years of a relation: "since", "before", "last" (so many years), "newer" …"""
    if relation == "abstract":
        return Where(has_abstract=True)
    if relation in ("newer", "older"):
        years = known.years()
        newer = relation == "newer"
        if not years:
            return None
        return Where(since=max(years) + 1) if newer else Where(until=min(years) - 1)
    if relation == "last":
        return Where(since=known.this_year - (numbers[0] if numbers else 1))
    if not all(_YEAR.fullmatch(str(number)) for number in numbers):
        return None
    first, last = numbers[0], numbers[-1]
    limits = {
        "in": (first, last),
        "since": (first, None),
        "after": (first + 1, None),
        "until": (None, last),
        "before": (None, last - 1),
    }
    since, until = limits[relation]
    return Where(since=since, until=until)


def _name(words: Sequence[str], start: int, known: Known) -> _Read | None:
    """An author or a journal behind "by", "from" or "in": all the words that are left."""
    field = _NAMED.get(words[start - 1].lower()) if start else None
    name = " ".join(words[start:])
    asks = known.analyzer.stop_words("question") | cues.of("auxiliary")
    if field is None or not name or any(word.lower() in asks for word in words[start:]):
        return None  # "By how many mmHg does it fall?"
    names = known.names(field, name)
    exact = [one for one in names if one.casefold() == name.casefold()]
    if field == "authors" and names:
        return _Read(Where(authors=((exact or [name])[0],)), len(words) - start)
    if field == "journal" and names:
        return _Read(Where(journals=((exact or list(names))[0],)), len(words) - start)
    if field == "authors":
        near = ", ".join(known.names(field, name[:3])[:3])
        hint = f"; near: {near}" if near else ""
        raise QuestionError(f"no record is by {name}{hint}")
    return None


@cache
def _types() -> dict[str, str]:
    names = [name for (name,) in rows("publication_types.tsv")]
    plural = {f"{name.lower()}s": name for name in names}
    return {**plural, **{name.lower(): name for name in names}, **cues.valued("type")}


@cache
def _languages() -> dict[str, str]:
    return {name.lower(): code for code, name in rows("languages.tsv")}
