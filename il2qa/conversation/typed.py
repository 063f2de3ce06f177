"""What says all by itself, whatever was said before: a reading typed back, a query, a record."""

from __future__ import annotations

from dataclasses import replace

from il2qa.answering.naming import Named
from il2qa.conversation.phrases import JOIN
from il2qa.conversation.reading import Reading, read_back
from il2qa.queries.limits import Limited
from il2qa.queries.reading import read as query_read
from il2qa.text.analyzer import Analyzer


def typed_reading(
    question: str, named: Named | None, where: Limited | None, analyzer: Analyzer
) -> Reading | None:
    """The reading of what needs nothing from before, under the filter that stays; else None."""
    shown = read_back(question)
    if shown.where or shown.skip or shown.but or JOIN in question:
        return replace(shown, where=shown.where or where)
    alone = named is not None and not named.rest.strip()
    return Reading(question, where) if alone or is_query(question, analyzer) else None


def is_query(question: str, analyzer: Analyzer) -> bool:
    """Whether it says by itself which records it wants, of the whole corpus, in focus too."""
    return query_read(question, analyzer) is not None
