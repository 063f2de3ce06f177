"""What a question names, as a filter: the records that speak of all of it.

Each thing is found as the question finds it, by its endings, spellings and other names. Words that
only relate the things ("cause", "effective") need not stand in a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from il2qa.answering.metadata import relating_words, topical
from il2qa.errors import QuestionError
from il2qa.filters.tree import All, Any, Condition
from il2qa.queries.operands import untagged
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept, Query


def named_things(query: Query, analyzer: Analyzer) -> tuple[Condition, ...]:
    """A condition for each thing that a question names; all its words where these name none."""
    relating = relating_words(analyzer)
    telling = [one for one in query.concepts if one.term not in relating]
    return tuple(dict.fromkeys(_conditions(telling or query.concepts, analyzer)))


def named_words(question: str, analyzer: Analyzer) -> str:
    """The things that a question names, as they are written; "" for none."""
    if analyzer.names_nothing(question):
        return ""
    return " ".join(one.surface for one in topical(analyzer.parse(question), analyzer))


def together(things: tuple[Condition, ...]) -> Condition:
    """The records that speak of all of some things."""
    return things[0] if len(things) == 1 else All(things)


def _conditions(concepts: Iterable[Concept], analyzer: Analyzer) -> Iterator[Condition]:
    """Words side by side that are the name of one thing stand together, with its other names."""
    for names, some in groupby(concepts, key=lambda one: one.other_names):
        own = tuple(tree for one in some if (tree := _said(one.surface, analyzer)))
        others = tuple(tree for name in names if (tree := _said(name, analyzer)))
        if others:
            yield Any((together(own), *others))
        else:
            yield from own


def _said(words: str, analyzer: Analyzer) -> Condition | None:
    """The records that have all of some words; None where they say nothing that is looked for."""
    try:
        return untagged(words.split(), analyzer)
    except QuestionError:
        return None
