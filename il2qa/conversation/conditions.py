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
from il2qa.conversation.exclusions import denied, left_out
from il2qa.conversation.years import of_years, spelt_out
from il2qa.errors import QuestionError
from il2qa.filters.text import LISTS
from il2qa.filters.where import Where
from il2qa.queries.hints import types
from il2qa.queries.limits import Limited, Limits, narrowed_limits
from il2qa.queries.telling import query_text
from il2qa.queries.wanted import wanted
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import rows

_LONGEST = 6  # words of a condition
_ONLY = frozenset({"only", "just"})
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
    """A condition, and how many words it takes; of a negation there is only the word."""

    where: Limited | None
    words: int
    negation: str = ""


def condition(text: str, known: Known) -> Limited | None:
    """The filter that a text consists of; None where it says anything else as well.

    Raises QuestionError where it names an author or a journal that the corpus does not have.
    """
    said = spelt_out(cues.closing(text, "closer") or text)
    words = [word[0] for word in cues.words(said)]
    lower = [word.lower() for word in words]
    limits_all = not _ONLY.isdisjoint(lower) or cues.opening(said, "limit") is not None
    of_records = not cues.of("of_records").isdisjoint(lower)
    where: Limited | None = None
    negation, start = "", 0
    while start < len(words):
        plain = lower[start:]
        limits = bool(negation) or limits_all  # "in mice" alone is a circumstance
        read = (
            _negation(plain)
            or _phrase(plain, known, limits=limits, of_records=of_records)
            or _name(words, start, known)
            or (_journal(words, start, known) if limits else None)
            or _excluded(said, start, negation, known)
        )
        if read is None:
            return None
        if read.where is None:
            negation = read.negation or negation
        else:
            where, negation = narrowed_limits(where, denied(read.where, negation)), ""
        start += read.words
    return where


def put_under(where: Limited | None, further: Limited) -> Limited | None:
    """Both conditions at once, but what the further one contradicts is let go of.

    "Without reviews" behind "only reviews", a year outside of those before.
    """
    kept = where and _without(where, further.without)
    if kept and kept.without:
        excluded = _without(kept.without, further)
        kept = kept.model_copy(update={"without": None if excluded == Where() else excluded})
    found = narrowed_limits(kept, further)
    if kept and found and found.since and found.until and found.since > found.until:
        found = narrowed_limits(kept.model_copy(update={"since": None, "until": None}), further)
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
    for count in range(min(_LONGEST, len(plain)), 0, -1):
        phrase = " ".join(plain[:count])
        if phrase in cues.of("narrow"):  # "nothing but"
            return None
        if phrase in cues.of("negation"):
            return _Read(None, count, phrase)
    return None


def _excluded(said: str, start: int, negation: str, known: Known) -> _Read | None:
    found = left_out(said, start, negation, known.analyzer) if negation else None
    return _Read(found, len(cues.words(said)) - start) if found else None


def _phrase(plain: Sequence[str], known: Known, *, limits: bool, of_records: bool) -> _Read | None:
    """The longest condition of the tables that words begin with, or a word that only opens one."""
    for count in range(min(_LONGEST, len(plain)), 0, -1):
        phrase = " ".join(plain[:count])
        where = _condition(phrase, known, of_records=of_records)
        where = where or (_population(phrase) if limits else None)
        if where or phrase in cues.of("narrow"):
            return _Read(where, count)
    return None


def _condition(phrase: str, known: Known, *, of_records: bool) -> Where | None:
    where = of_years(phrase, known.years(), known.this_year, of_records=of_records)
    if where:
        return where
    if phrase in _types():
        return Where(publication_types=(_types()[phrase],))
    if phrase in _languages():
        return Where(languages=(_languages()[phrase],))
    return None


def _population(phrase: str) -> Where | None:
    heading = cues.valued("population").get(phrase)
    return Where(mesh=(heading,)) if heading else None


def _name(words: Sequence[str], start: int, known: Known) -> _Read | None:
    """An author, a journal or a place behind "by", "from" or "in": all the words that are left."""
    said = [word.lower() for word in words[:start]]
    if said[-1:] == ["the"]:  # "from the Lancet": NLM writes "Lancet"
        said.pop()
    before = said[-1] if said else ""
    field = _NAMED.get(before)
    name = " ".join(words[start:])
    small = known.analyzer.stop_words("question") | cues.of("auxiliary")
    if field is None or not name or any(word.lower() in small for word in words[start:]):
        return None  # "By how many mmHg does it fall?"
    if before == "in" and not name[0].isupper():  # "in zebrafish" is no journal
        return None
    asks = set(said) <= {"and", "but", "by"}
    if before == "by" and asks and not (name[0].isupper() or _begun(field, name, known)):
        return None  # "by the fourth?"
    found = _named(field, name, known) or (_place(name, known) if before == "from" else None)
    if found is None and before == "from" and said[0] in _ONLY and name[0].isupper():
        raise QuestionError(f"no record is from {name}")
    return _Read(found, len(words) - start) if found else None


def _journal(words: Sequence[str], start: int, known: Known) -> _Read | None:
    """A journal that is named whole and with a capital, by itself: "only BMJ", "not the Lancet"."""
    rest = [*words[start:]]
    while rest and rest[-1].lower() in _ONLY:
        rest.pop()
    name = " ".join(rest)
    exact = (one for one in known.names("journal", name) if one.casefold() == name.casefold())
    found = next(exact, None) if name[:1].isupper() else None
    return _Read(Where(journals=(found,)), len(rest)) if found else None


def _named(field: str, name: str, known: Known) -> Where | None:
    """The author or the journal that the corpus has so, whole or begun by whole words."""
    begun = _begun(field, name, known)
    exact = [one for one in begun if one.casefold() == name.casefold()]
    if field == "journal":
        return Where(journals=((exact or begun)[0],)) if begun else None
    if begun:
        return Where(authors=((exact or [name])[0],))
    near = ", ".join(known.names(field, name[:3])[:3])
    hint = f"; near: {near}" if near else ""
    raise QuestionError(f"no record is by {name}{hint}")


def _begun(field: str, name: str, known: Known) -> list[str]:
    """The values of a field that begin with a name, by whole words."""
    return [one for one in known.names(field, name) if not one[len(name) :][:1].isalpha()]


def _place(name: str, known: Known) -> Limited | None:
    """Where the authors work: "from Mexico"."""
    found = wanted(f"papers from {name}", known.analyzer)
    return Limits(query=query_text(found.tree)) if found and not found.words else None


@cache
def _types() -> dict[str, str]:
    return {name.lower(): name for (name,) in rows("publication_types.tsv")} | types()


@cache
def _languages() -> dict[str, str]:
    return {name.lower(): code for code, name in rows("languages.tsv")}
