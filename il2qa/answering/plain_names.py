"""Whether what people ask for by one name is told by another: side effects as adverse events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept, Query

_Names = tuple[tuple[tuple[str, ...], frozenset[str]], ...]


def untold(
    concepts: Sequence[Concept], query: Query, terms: frozenset[str], analyzer: Analyzer
) -> tuple[Concept, ...]:
    """Those of some concepts of a question that no other name among some terms tells."""
    asked = [one.term for one in query.concepts]
    told = set(_told(asked, terms, analyzer))
    return tuple(one for one in concepts if one.term not in told)


def _told(asked: list[str], terms: frozenset[str], analyzer: Analyzer) -> Iterator[str]:
    """The terms of names that stand in a question, where another name is among some terms."""
    for name, other in analyzer.once(_names):
        if other <= terms and _stands_in(name, asked):
            yield from name


def _stands_in(name: tuple[str, ...], asked: list[str]) -> bool:
    if len(name) == 1:
        return name[0] in asked
    return set(pairwise(name)) <= set(pairwise(asked))


def _names(analyzer: Analyzer) -> _Names:
    """Each name with each other one, by their terms."""
    return tuple(
        (analyzer.terms(name), frozenset(analyzer.terms(other)))
        for name, others in analyzer.tables.rows("plain_names.tsv")
        for other in others.split("|")
        if analyzer.terms(other)
    )
