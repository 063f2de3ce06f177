"""Wraps text to a width in terminal columns, keeping track of where each line stood."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from il2qa.patterns import lazy_pattern

_WORD = lazy_pattern(r"\S+")


def columns(text: str) -> int:
    """How many terminal columns a text takes: wide East Asian characters two, combining none."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def lines(text: str, width: int | None) -> list[tuple[int, int]]:
    """The half-open offsets of the lines of a text that are at most `width` columns each.

    Lines break at white space; a word longer than a line is cut. No width, no break but newlines.
    Time is n log n in the text, whatever the words.
    """
    if width is None:
        return [(0, len(text))] if text else []
    reached = _reached(text)
    found: list[tuple[int, int]] = []
    for start, end in _pieces(text, reached, max(width, 1)):
        if found and reached[end] - reached[found[-1][0]] <= width:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def wrapped(text: str, width: int | None, indent: str = "") -> str:
    """A text in lines of at most that width, those after the first indented."""
    inner = width - columns(indent) if width else None
    return f"\n{indent}".join(text[start:end] for start, end in lines(text, inner))


def _reached(text: str) -> Sequence[int]:
    """The columns before each character, and those of the whole text."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate(map(_columns, text), initial=0))


def _pieces(text: str, reached: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """Words, the long ones cut to the width."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        while reached[end] - reached[start] > width:
            cut = max(start + 1, bisect_right(reached, reached[start] + width, start, end) - 1)
            yield start, cut
            start = cut
        yield start, end


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
