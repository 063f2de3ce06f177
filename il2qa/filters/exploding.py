"""A value with what is narrower: "Clinical Trial" is also a Randomized Controlled Trial.

As PubMed searches publication types: the broader one finds those below it in the MeSH tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from il2qa.fields import fold_value
from il2qa.filters.tree import Condition, Exploded, Is
from il2qa.text.data import mapping

_FIELD = "publication_type"


def valued(field: str, value: str) -> Condition:
    """The records that have a value of a field, or one that is narrower."""
    asked = Is(field, value)
    narrower = _narrower(asked.folded) if field == _FIELD else ()
    return Exploded((asked, *(Is(field, one) for one in narrower))) if narrower else asked


@cache
def _narrower(folded: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_below(folded)))


def _below(folded: str) -> Iterator[str]:
    """All types below one in the tree, each before those below it."""
    for narrow, broad in mapping("broader_types.tsv").items():
        if fold_value(_FIELD, broad) == folded:
            yield narrow
            yield from _below(fold_value(_FIELD, narrow))
