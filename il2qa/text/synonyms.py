"""Other names of what a question names: CD25 is also the interleukin-2 receptor alpha chain.

The table is made by `bench/learn/synonyms.py` from public lists of genes, diseases and cells. It is
sorted and searched as it stands: parsing it would take longer than all else that a question needs
to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

from il2qa.text.tables import Tables

MOST_WORDS = 5  # of a name

_MOST_KNOWN = 1 << 12
_Names = dict[str, tuple[str, ...]]


class Synonyms:
    """The other names of one table, whose lines are sorted by the first term of the name."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._beginning_with: Callable[[str], _Names] = lru_cache(_MOST_KNOWN)(self._found)

    def names(self, terms: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The names that stand in a row of terms: from where to where, and the other names.

        Of names that overlap the longest of those that begin first counts.
        """
        start = 0
        while start < len(terms):
            for end in range(min(len(terms), start + MOST_WORDS), start, -1):
                others = self.other_names(" ".join(terms[start:end]))
                if others:
                    yield start, end, others
                    start = end
                    break
            else:
                start += 1

    def other_names(self, name: str) -> tuple[str, ...]:
        """The other names of what a name, given by its terms, stands for; none where unknown."""
        return self._beginning_with(name.partition(" ")[0]).get(name, ())

    def _found(self, term: str) -> _Names:
        """The names whose first term it is, each with the other names of its thing."""
        found = {}
        start = self._first_line(term)
        while start < len(self._table) and self._first_term(start) == term:
            name, _, others = self._line(start).partition("\t")
            found[name] = tuple(others.split("|"))
            start += len(name) + len(others) + 2
        return found

    def _first_line(self, term: str) -> int:
        """Where the first line stands whose first term is not before a term."""
        low, high = 0, len(self._table)
        while low < high:
            middle = (low + high) // 2
            start = max(low, self._table.rfind("\n", low, middle) + 1)
            if self._first_term(start) < term:
                low = self._table.index("\n", middle) + 1
            else:
                high = start
        return low

    def _first_term(self, start: int) -> str:
        return self._line(start).partition("\t")[0].partition(" ")[0]

    def _line(self, start: int) -> str:
        return self._table[start : self._table.index("\n", start)]

    @cached_property
    def _table(self) -> str:
        return self._tables.text("synonyms.tsv")
