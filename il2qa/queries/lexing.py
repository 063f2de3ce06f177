"""The signs of a query: words, phrases, field tags, operators, brackets, typed filters."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from il2qa.errors import QuerySyntaxError
from il2qa.filters.text import LISTS

Kind = Literal[
    "open", "close", "operator", "tag", "quoted", "typed", "minus", "colon", "word", "end"
]

_OPENS = r"(?<![^\s(\-])"  # stands where a term may begin
_SIGNS = rf"""
    (?P<open>\() | (?P<close>\))
  | (?P<operator>(?:AND|OR|NOT)(?![^\s("“]))
  | (?P<tag>\[[^\[\]]*\])
  | (?P<quoted>["“”][^"“”]*["“”])
  | (?P<typed>{_OPENS}(?:year(?:>=|<=|>|<|=|:)[^\s()]+|(?:NAMES):(?:"[^"]*"|[^\s()"]+)))
  | (?P<minus>(?<![^\s(])-(?=["“(]|[^\W\d_]))
  | (?P<colon>:)
  | (?P<word>[^\s()\[\]"“”]+)
"""


class Sign(NamedTuple):
    """A sign at `start` of a query; of a phrase or tag the `text` is what stands inside."""

    kind: Kind
    text: str
    start: int
    end: int


def signs(query: str) -> list[Sign]:
    """The signs of a query, and one for its end; raises QuerySyntaxError."""
    found, at = [], 0
    while at < len(query):
        match = _pattern().match(query, at)
        if match is None:
            if not query[at].isspace():
                raise _stray(query, at)
            at += 1
            continue
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # a name of the pattern
        text = match[0][1:-1] if kind in ("tag", "quoted") else match[0]
        at = match.end()
        found.append(Sign(kind, text, match.start(), at))
    return [*found, Sign("end", "", len(query), len(query))]


def _stray(query: str, at: int) -> QuerySyntaxError:
    whole = {"[": 'a tag ends with "]": [ti]', "]": 'a tag begins with "[": [ti]'}
    wanted = whole.get(query[at], 'a quotation mark has a partner: "interleukin 2"')
    return syntax_error(query, at, wanted)


def syntax_error(query: str, at: int, wanted: str) -> QuerySyntaxError:
    """An error that shows the place in a query and says what is expected there."""
    rest = query[at:].split()
    place = f"at {rest[0]!r} (character {at + 1})" if rest else "at the end"
    return QuerySyntaxError(f"the query {query!r} is wrong {place}: {wanted}", at)


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join([*LISTS, "has"])
    return re.compile(_SIGNS.replace("NAMES", names), re.VERBOSE)
