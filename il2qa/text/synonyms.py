"""Other names of what a question names: CD25 is also the interleukin-2 receptor alpha chain.

The table is made by `bench/make_synonyms.py` from public lists of genes, diseases and cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

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
    found = _table().get(name)
    return tuple(found.split("|")) if found else ()


@cache
def _table() -> dict[str, str]:
    """Names by their terms: read in 1.5 ms, a fourth of what `data.mapping` would take."""
    lines = text("synonyms.tsv").splitlines()
    return dict(line.split("\t") for line in lines if line[0] != "#")
