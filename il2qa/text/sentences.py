"""Sentence spans of biomedical abstracts."""

from __future__ import annotations

import itertools
import re

_BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"(\[])|\n")


def spans(text: str) -> list[tuple[int, int]]:
    """The half-open offsets of the sentences of a text, in order, without surrounding space."""
    edges = [0, *(match.end() for match in _BOUNDARY.finditer(text)), len(text)]
    found = []
    for start, end in itertools.pairwise(edges):
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append((start + lead, start + len(piece.rstrip())))
    return found
