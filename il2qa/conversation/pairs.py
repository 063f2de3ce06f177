"""What "both", "the two" and "one … the other" mean: two things that were compared or exchanged."""

from __future__ import annotations

import itertools
import re

from il2qa.conversation import cues
from il2qa.conversation.kinds import likeness
from il2qa.conversation.phrases import phrases
from il2qa.conversation.talk import Fresh
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

_BOTH = lazy_pattern(
    r"\b(?:both(?: of (?:them|these|those))?|(?:these|those|the) two)"
    r"(?=\s*[?.!]?$|\s+(?:in|at|for|with|together|is|are|was|were|do|does|did|brought|works?)\b)",
    re.IGNORECASE,
)
_OF_TWO = lazy_pattern(r"\b(which|who|either|neither)(?: one)? of the two\b", re.IGNORECASE)
_ONE, _OTHER = (
    lazy_pattern(r"\b(?:the )?one\b(?= )", re.IGNORECASE),
    lazy_pattern(r"\bthe other(?: one)?(?=\s*[?.!]?$)", re.IGNORECASE),
)
_ALIKE = 0.3  # likeness of kind of two things that are joined


def with_pair(question: str, topic: str, fresh: Fresh | None, analyzer: Analyzer) -> str | None:
    """The question with the two things that it means; None where it means none, or none are two."""
    one, other = _ONE.search(question), _OTHER.search(question)
    crossed = one is not None and other is not None and one.end() < other.start()
    if not crossed and not _BOTH.search(question) and not _OF_TWO.search(question):
        return None
    found = pair(topic, fresh, analyzer)
    if found is None:
        return None
    first, second = found
    if crossed and one and other:
        between = question[one.end() : other.start()]
        return f"{question[: one.start()]}{first}{between}{second}{question[other.end() :]}"
    text = _OF_TWO.sub(rf"\1 of {_plain(first)} and {_plain(second)}", question)
    return _BOTH.sub(f"{_plain(first)} and {_plain(second)}", text)


def pair(topic: str, fresh: Fresh | None, analyzer: Analyzer) -> tuple[str, str] | None:
    """What a question compares or joins, or else what was put into it and what that replaced."""
    parts = [part for part in phrases(topic, analyzer) if not part.verb]
    for place, part in enumerate(parts[1:], 1):
        before = cues.lower_words(topic[: part.start])
        ends = (" ".join(before[-count:]) for count in (1, 2))
        if not cues.of("comparand").isdisjoint(ends):
            other = max(parts[:place], key=lambda one: likeness(one.text, part.text, analyzer))
            return other.text, part.text
    told = fresh is not None and cues.of("standing").isdisjoint(cues.lower_words(fresh.text))
    if fresh and told and fresh.instead and not fresh.related:
        return fresh.instead, fresh.text
    for left, right in itertools.pairwise(parts):
        joined = cues.plain(topic[left.end : right.start]) in ("and", "or")
        if joined and likeness(left.text, right.text, analyzer) >= _ALIKE:
            return left.text, right.text
    return None


def _plain(text: str) -> str:
    return text.replace("\\", r"\\")
