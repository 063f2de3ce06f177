"""Conditions said in words: "only since 1990", "just reviews", "in German" as a filter."""

from __future__ import annotations

from functools import cache

from il2qa.conversation import cues
from il2qa.filters import narrowed
from il2qa.text.data import rows
from il2qa.where import Where

_LONGEST = 4  # words of a condition


def condition(text: str) -> Where | None:
    """The filter that a text consists of; None where it says anything else as well."""
    told = cues.plain(text).split()
    where: Where | None = None
    while told:
        for count in range(min(_LONGEST, len(told)), 0, -1):
            phrase = " ".join(told[:count])
            found = _condition(phrase)
            if found or phrase in cues.of("narrow"):
                where = narrowed(where, found)
                told = told[count:]
                break
        else:
            return None
    return where


def _condition(phrase: str) -> Where | None:
    year = phrase.split()[-1]
    if year.isascii() and year.isdigit() and len(year) == 4:
        template = phrase[: -len(year)] + "#"
        return _of_year(cues.valued("condition").get(template), int(year))
    if phrase in _types():
        return Where(publication_types=(_types()[phrase],))
    if phrase in _languages():
        return Where(languages=(_languages()[phrase],))
    if cues.valued("condition").get(phrase) == "abstract":
        return Where(has_abstract=True)
    return None


def _of_year(relation: str | None, year: int) -> Where | None:
    if relation == "in":
        return Where(since=year, until=year)
    if relation in ("since", "after"):
        return Where(since=year + (relation == "after"))
    if relation in ("until", "before"):
        return Where(until=year - (relation == "before"))
    return None


@cache
def _types() -> dict[str, str]:
    names = [name for (name,) in rows("publication_types.tsv")]
    plural = {f"{name.lower()}s": name for name in names}
    return {**plural, **{name.lower(): name for name in names}, **cues.valued("type")}


@cache
def _languages() -> dict[str, str]:
    return {name.lower(): code for code, name in rows("languages.tsv")}
