"""Other names of what a question names: CD25 is also the interleukin-2 receptor alpha chain.

The table is made by `bench/learn/synonyms.py` from public lists of genes, diseases and cells. It is
sorted and searched as it stands: parsing it would take longer than all else that a question needs
to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from il2qa.text.data import text

MOST_WORDS = 5  # of a name


def names(terms: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The names that stand in a row of terms: from where to where, and the thing's other names.

    Of names that overlap the longest of those that begin first counts.
    """
    start = 0
    while start < len(terms):
        for end in range(min(len(terms), start + MOST_WORDS), start, -1):
            others = other_names(" ".join(terms[start:end]))
            if others:
                yield start, end, others
                start = end
                break
        else:
            start += 1


def other_names(name: str) -> tuple[str, ...]:
    """The other names of what a name, given by its terms, stands for; none where it is unknown."""
    return _beginning_with(name.partition(" ")[0]).get(name, ())


@lru_cache(maxsize=1 << 12)
def _beginning_with(term: str) -> dict[str, tuple[str, ...]]:
    """The names whose first term it is, each with the other names of its thing."""
    found = {}
    start = _first_line(term)
    while start < len(_table()) and _first_term(start) == term:
        name, _, others = _line(start).partition("\t")
        found[name] = tuple(others.split("|"))
        start += len(name) + len(others) + 2
    return found


def _first_line(term: str) -> int:
    """Where the first line stands whose first term is not before a term."""
    low, high = 0, len(_table())
    while low < high:
        middle = (low + high) // 2
        start = max(low, _table().rfind("\n", low, middle) + 1)
        if _first_term(start) < term:
            low = _table().index("\n", middle) + 1
        else:
            high = start
    return low


def _first_term(start: int) -> str:
    return _line(start).partition("\t")[0].partition(" ")[0]


def _line(start: int) -> str:
    return _table()[start : _table().index("\n", start)]


@cache
def _table() -> str:
    return text("synonyms.tsv")
