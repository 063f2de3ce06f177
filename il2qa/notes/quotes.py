"""Whether quoted words stand in a record: where, or what the record says that is nearest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from il2qa.models import Record
from il2qa.passages.spans import field_texts, spans
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer

_LIKE = 0.5  # of difflib's ratio over words: fewer in common are another sentence
_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})
_DASH = lazy_pattern(r"[\u2010-\u2015\u2212]")
_ELLIPSIS = lazy_pattern(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where words stand in a record; `exact` where they do so character for character."""

    field: str
    start: int
    end: int
    text: str  # as it stands there
    exact: bool


def found_in(record: Record, quote: str) -> Stand | None:
    """Where a quotation stands in a record, or None.

    Without an exact place it is one where only spaces, quotation marks and dashes differ, or where
    an ellipsis ("…", "[...]") leaves words of the same field out.
    """
    texts = field_texts(record)
    for field, text in texts.items():
        start = text.find(quote)
        if quote and start >= 0:
            return Stand(field, start, start + len(quote), quote, exact=True)
    parts = [_folded(part)[0] for part in _ELLIPSIS.split(quote)]
    parts = [part for part in parts if part]
    places = ((field, text, _place(text, parts)) for field, text in texts.items() if parts)
    return next(
        (
            Stand(field, found[0], found[1], text[found[0] : found[1]], exact=False)
            for field, text, found in places
            if found
        ),
        None,
    )


def nearest(record: Record, quote: str, analyzer: Analyzer) -> Stand | None:
    """The passage of a record that has most words with a quotation in common, in their order."""
    texts = field_texts(record)
    wanted = _words(quote)
    best, likeness = None, _LIKE
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    for span in spans(record, analyzer):
        text = texts[span.field][span.start : span.end]
        matcher.set_seq1(_words(text))
        if matcher.real_quick_ratio() > likeness and (ratio := matcher.ratio()) > likeness:
            best, likeness = Stand(span.field, span.start, span.end, text, exact=False), ratio
    return best


def _place(text: str, parts: list[str]) -> tuple[int, int] | None:
    """Where parts stand in a text, one after another, when both are folded."""
    folded, places = _folded(text)
    first = at = folded.find(parts[0])
    for part in parts:
        at = folded.find(part, at)
        if at < 0:
            return None
        at += len(part)
    return places[first], places[at - 1] + 1


def _folded(text: str) -> tuple[str, list[int]]:
    """A text with like signs made one and runs of spaces one space; of each, its place before."""
    found = list(_characters(text))
    return "".join(sign for sign, _ in found), [place for _, place in found]


def _characters(text: str) -> Iterator[tuple[str, int]]:
    was_space = True
    for place, sign in enumerate(text.rstrip()):
        if sign.isspace():
            if not was_space:
                yield " ", place
        elif unicodedata.category(sign) != "Cf":  # soft hyphens, marks of direction
            yield _DASH.sub("-", sign.translate(_SIGNS)), place
        was_space = sign.isspace()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
