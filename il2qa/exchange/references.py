"""The forms of reference managers: many references in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from il2qa.citing.styles import pieces
from il2qa.models import Record


def nbib(records: Iterable[Record]) -> Iterator[str]:
    """MEDLINE text, an empty line between records."""
    return _closed(pieces(records, "nbib"))


def ris(records: Iterable[Record]) -> Iterator[str]:
    """RIS, an empty line between references."""
    return _closed(pieces(records, "ris"))


def bibtex(records: Iterable[Record]) -> Iterator[str]:
    """BibTeX, an empty line between entries."""
    return _closed(pieces(records, "bibtex"))


def csl(records: Iterable[Record]) -> Iterator[str]:
    """One JSON array of CSL items."""
    return _closed(pieces(records, "csl-json"))


def _closed(lines: Iterator[str]) -> Iterator[str]:
    """The pieces, and a newline behind them where there are any."""
    is_empty = True
    for piece in lines:
        is_empty = is_empty and not piece
        yield piece
    if not is_empty:
        yield "\n"
