"""Filters as people type them: conditions by name, a query in PubMed's syntax, or both.

year>=1990 type:review
statins[ti] OR 2010:2015[dp]
year>=1990 query:"statins[ti] OR gout"
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from il2qa.errors import QuestionError
from il2qa.filters.text import filter_text, narrowed, parts_of, quoted, read_parts
from il2qa.filters.tree import Condition, Filter
from il2qa.filters.where import Where
from il2qa.queries.grammar import parse
from il2qa.queries.reading import is_query
from il2qa.text.analyzer import Analyzer

_NAME = "query:"
_NOT = "NOT "
EXAMPLE = "statins[ti] OR aspirin[ti]"


class Limits(Where):
    """Conditions by name and a query in PubMed's syntax: records that meet both."""

    query: str

    def _parts(self) -> Iterator[Condition]:
        yield from super()._parts()
        yield parse(self.query).tree


Limited: TypeAlias = Limits | Where
"""Conditions with or without a query; the order tells programs that store them apart."""


def narrowed_limits(where: Limited | None, further: Limited | None) -> Limited | None:
    """Both filters at once, as `narrowed`; of two queries what meets both."""
    found = narrowed(where, further)
    if isinstance(found, Limits) and isinstance(where, Limits) and isinstance(further, Limits):
        return found.model_copy(update={"query": _both(where.query, further.query)})
    return found


def _both(first: str, second: str) -> str:
    """Two queries at once, the second where they contradict; operators hold from left to right."""
    denial = f"{_NOT}{second}"
    if first == second or (second.startswith(_NOT) and second in first):
        return first
    if second == f"{_NOT}{first}" or first == denial:
        return second
    return f"{first} {second}" if second.startswith(_NOT) else f"({first}) AND ({second})"


def limits_text(where: Where | None) -> str:
    """Conditions as `read_limits` reads them; "" for none."""
    query = [f"{_NAME}{quoted(where.query)}"] if isinstance(where, Limits) else []
    return " ".join(filter(None, [filter_text(where), *query]))


def read_limits(text: str) -> Limited:
    """The conditions that a text sets by name; "query:" has a query.

    Raises QuestionError, naming the part that is none and an example.
    """
    parts = parts_of(text)
    asked = [part.removeprefix(_NAME) for part in parts if part.startswith(_NAME)]
    where = read_parts([part for part in parts if not part.startswith(_NAME)])
    if not asked:
        return where
    query = asked[0] if not asked[1:] else " AND ".join(f"({one})" for one in asked)
    parse(query)  # raises where it is wrong
    return Limits.model_validate({**where.model_dump(exclude_defaults=True), "query": query})


def typed_limits(text: str) -> Limited:
    """The filter that a person types: conditions by name, else a query in PubMed's syntax.

    Raises QuestionError where it is neither: words by themselves are no filter, so that a slip
    ("yaer>=1990", "since 1990") is told, not looked for.
    """
    try:
        return read_limits(text)
    except QuestionError as error:
        if not is_query(text):
            raise QuestionError(f"{error}; or write a query: {EXAMPLE}") from error
    parse(text)
    return Limits(query=text)


def filter_of(where: Filter | str | None, analyzer: Analyzer) -> Filter | None:
    """A filter as it was given, or as its text says; words of a query are analysed by `analyzer`.

    Raises QuestionError where a text is none.
    """
    if not isinstance(where, str):
        return where
    if not where.strip():
        return None
    limits = typed_limits(where)
    if isinstance(limits, Limits) and not filter_text(limits):
        return parse(limits.query, analyzer).tree
    return limits
