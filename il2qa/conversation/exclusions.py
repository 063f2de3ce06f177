"""What is left out of the last question by words: "not in children", "without bats or mice"."""

from __future__ import annotations

import re

from il2qa.conversation import cues
from il2qa.conversation.phrases import phrases
from il2qa.filters.where import Where
from il2qa.patterns import lazy_pattern
from il2qa.queries.limits import Limited, Limits
from il2qa.text.analyzer import Analyzer

_DENIED = "NOT "
_OF_ALL = ("nothing", "none")  # "nothing on mice", though "nothing on mice?" asks
_LONGEST = 6  # words of what is left out
_COMMA = lazy_pattern(r"\s*no\s*[,;:.]", re.IGNORECASE)  # "no, in women" puts right
_APART = lazy_pattern(r",? (?:and|or|nor) |, ")


def left_out(said: str, start: int, negation: str, analyzer: Analyzer) -> Limits | None:
    """The records that do not speak of what a text names, from one of its words on.

    None where that is no thing, or is to be put into the last question.
    """
    words = cues.words(said)
    related = words[start - 1][0].lower() in cues.of("relation")
    rest = said[words[start].start() :].rstrip(" .!")
    is_clear = related if negation == "not" else negation != "never"  # "not sure"
    if negation == "no":  # "no children", not "no, in women" or "no wait, in women"
        puts_right = _COMMA.match(said) or cues.opening(said, "correction")
        is_clear = not related and not puts_right
    asked = rest.endswith("?") and (words[0][0].lower() == "and" or negation in _OF_ALL)
    if not is_clear or asked or len(words) - start > _LONGEST:  # "and without HIV?"
        return None
    if negation in _OF_ALL:
        rest = cues.opening(rest, "speaking") or rest
    asks = analyzer.stop_words("question") | cues.of("auxiliary")
    parts = [part.strip() for part in _APART.split(rest.rstrip("? "))]
    clear = all(_names_things(part, analyzer) for part in parts)
    if not clear or not asks.isdisjoint(cues.lower_words(rest)):
        return None
    return Limits(query=" ".join(f"{_DENIED}{part}" for part in parts))


def denied(where: Limited, negation: str) -> Limited:
    """A condition, or that it does not hold; what is left out by words says so itself."""
    if not negation or (isinstance(where, Limits) and where.query.startswith(_DENIED)):
        return where
    if isinstance(where, Limits):
        return Limits(query=f"{_DENIED}{where.query}")
    if where.since is not None and where.until is None:  # "not since 2010"
        return Where(until=where.since - 1)
    if where.until is not None and where.since is None:
        return Where(since=where.until + 1)
    return Where(without=where)


def _names_things(text: str, analyzer: Analyzer) -> bool:
    found = phrases(text, analyzer)
    return bool(found) and not any(part.verb for part in found)
