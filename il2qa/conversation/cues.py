"""The words by which a question leans on the one before it, from the data file."""

from __future__ import annotations

import re
from functools import cache

from il2qa.patterns import lazy_pattern
from il2qa.text.data import rows

END = lazy_pattern(r"[\s?.!]*$")
"""What closes a question."""

_WORD = lazy_pattern(r"[^\W_]+(?:['’-][^\W_]+)*")


def words(text: str) -> list[re.Match[str]]:
    """The words of a text, with their places."""
    return list(_WORD.finditer(text))


def lower_words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word[0].lower() for word in words(text)]


def plain(text: str) -> str:
    """A text in lower case without punctuation around or between its words."""
    return " ".join(lower_words(text))


@cache
def valued(role: str) -> dict[str, str]:
    """The words of one role and their values."""
    return {row[1]: row[2] for row in rows("follow_ups.tsv") if row[0] == role}


@cache
def of(role: str) -> frozenset[str]:
    """The words of one role."""
    return frozenset(row[1] for row in rows("follow_ups.tsv") if row[0] == role)


def opening(text: str, role: str) -> str | None:
    """What follows the longest opener of a role that a text begins with; None without one."""
    matches = words(text)
    lowered = [word[0].lower() for word in matches]
    for count in range(len(lowered), 0, -1):
        if " ".join(lowered[:count]) in of(role):
            return text[matches[count - 1].end() :].lstrip(" ,:;…-")
    return None


def closing(text: str, role: str) -> str | None:
    """What stands before the longest closer of a role that a text ends with; None without one."""
    matches = words(text)
    lowered = [word[0].lower() for word in matches]
    for start in range(len(lowered)):
        if start and " ".join(lowered[start:]) in of(role):
            return text[: matches[start].start()].rstrip(" ,;")
    return None


def before_clause(text: str) -> str:
    """What stands before a clause that tells which thing it is: "OCD" that does not respond."""
    for word in words(text)[1:]:
        if word[0].lower() in of("relative"):
            return text[: word.start()].rstrip(" ,")
    return text


def without_tag(question: str) -> str:
    """A question without what stands at its end and asks nothing: "…, anyway?", "… or what?"."""
    rest = closing(question, "tag") if question.rstrip().endswith("?") else None
    return f"{rest}?" if rest and len(words(rest)) > 1 else question
