"""Breaks what is typed between words where it is longer than the screen is wide.

The terminal's editor breaks it anywhere. So a row is filled up with blanks in front of a word that
does not fit on it; they are only shown, and no part of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments

from il2qa.render.wrapping import columns


class WordWrap(Processor):
    """Fills rows up with blanks; `first` is the number of columns that the prompt takes."""

    def __init__(self, first: int) -> None:
        self._first = first

    def apply_transformation(self, given: TransformationInput) -> Transformation:
        """The line as it is shown, and where each of its characters then stands."""
        shown = explode_text_fragments(given.fragments)
        blanks = filling([char for _, char, *_ in shown], self._first, given.width)
        moved = [place + filled for place, filled in enumerate(accumulate(blanks))]
        fragments: StyleAndTextTuples = []
        for fragment, count in zip(shown, blanks, strict=True):
            if count:
                fragments.append((fragment[0], " " * count))
            fragments.append(fragment)
        end = moved[-1] + 1 if moved else 0

        def to_display(place: int) -> int:
            return moved[place] if place < len(moved) else end + place - len(moved)

        def to_source(place: int) -> int:
            before = sum(position <= place for position in moved)
            return max(before - 1, 0) if place < end else len(moved) + place - end

        return Transformation(fragments, to_display, to_source)


def filling(chars: Sequence[str], first: int, width: int) -> list[int]:
    """How many blanks stand before each character, so that no word is broken that fits on a row.

    `first` columns of the first row are taken.
    """
    blanks = [0] * len(chars)
    column, place = first, 0
    while place < len(chars):
        end = place
        while end < len(chars) and not chars[end].isspace():
            end += 1
        size = columns("".join(chars[place:end]))
        if 0 < column < width < column + size and size <= width:
            blanks[place] = width - column
            column = 0
        column = (column + size) % width if width and column + size > width else column + size
        if end < len(chars):  # the white space behind the word
            column = column + 1 if column < width else 1
            end += 1
        place = end
    return blanks
