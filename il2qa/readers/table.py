"""Rows of a CSV table, whatever one row has lost: the rows around it stay what they are.

Python's own csv reads on to the next quotation mark, over as many rows as that takes. Here a row
ends where its quotation marks close and it has as many cells as the header, and never beyond a
line that is a whole row by itself.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

_MOST_LINES = 400  # of one row; the longest abstracts have a tenth
_LONGEST_LINE = 1 << 17  # characters, as csv's own limit for a cell

Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that begins at `line`; `lack` says what is wrong with it."""

    line: int
    cells: list[str]
    lack: str = ""


BROKEN = "malformed CSV"
SHORT = "fewer cells than columns"
STRAY = "stray quotation mark"


def rows(
    lines: Iterator[Line], width: int, delimiter: str, begins: Callable[[list[str]], bool]
) -> Iterator[Row]:
    """Yield the rows of a table of `width` columns; `begins` says whether cells are a record's.

    A row that cannot be read has the lack BROKEN, and the cells that could be told.
    """
    ahead: deque[Line] = deque()
    in_damage = False  # lines of a row that was told already
    while (line := ahead.popleft() if ahead else next(lines, None)) is not None:
        number, text = line
        if not text.strip():
            continue
        row = _whole(number, text, width, delimiter) or _joined(
            number, text, ahead, lines, width, delimiter, begins
        )
        row = row or _damaged(number, text, width, delimiter)
        if row.lack != BROKEN or begins(row.cells) or not in_damage:
            yield row
        in_damage = row.lack == BROKEN


def cells_of(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of a text by the rules of CSV; None where it breaks them."""
    try:
        cells = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True, strict=True))
    except (csv.Error, StopIteration):
        return None
    return cells


def _whole(number: int, text: str, width: int, delimiter: str) -> Row | None:
    """Return a text that is a row by itself."""
    cells = cells_of(text, delimiter)
    return Row(number, cells) if cells is not None and _fits(cells, width) else None


def _fits(cells: list[str], width: int) -> bool:
    return len(cells) == width or (len(cells) > width and not any(cells[width:]))


def _joined(
    number: int,
    text: str,
    ahead: deque[Line],
    lines: Iterator[Line],
    width: int,
    delimiter: str,
    begins: Callable[[list[str]], bool],
) -> Row | None:
    """Return a row that goes on over the lines below; they are taken away only where it does."""
    if text.count('"') % 2 == 0:
        return None
    parts = [text]
    for taken in range(_MOST_LINES):
        if taken == len(ahead):
            ahead.extend(islice(lines, 1))
        if taken == len(ahead):
            return None
        below = ahead[taken][1]
        alone = _whole(0, below, width, delimiter)
        if alone and begins(alone.cells):
            return None
        parts.append(below)
        if below.count('"') % 2:
            row = _whole(number, "\n".join(parts), width, delimiter)
            if row:
                for _ in range(taken + 1):
                    ahead.popleft()
                return row
            return None
    return None


def _damaged(number: int, text: str, width: int, delimiter: str) -> Row:
    """Return what can be told of a row that is not whole."""
    cells = cells_of(text, delimiter)
    if cells is not None and len(cells) < width:
        return Row(number, cells, SHORT)
    tolerant = _tolerant(text, delimiter)
    if tolerant and _fits(tolerant, width):
        return Row(number, tolerant, STRAY)
    return Row(number, text[:4096].split(delimiter), BROKEN)


def _tolerant(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of a line whose quotation marks close before a delimiter only."""
    if len(text) > _LONGEST_LINE:
        return None
    cells, at = [], 0
    while at <= len(text):
        match = _cell(delimiter).match(text, at)
        if match is None:
            return None
        quoted, plain = match.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        at = match.end() + 1
    return cells


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    end = rf"\s*(?:{re.escape(delimiter)}|$)"
    return re.compile(rf'\s*"((?:[^"]|"(?!{end}))*)"(?={end})\s*|(?!\s*")([^{delimiter}]*)')
