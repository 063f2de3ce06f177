"""Quotes a passage: its text verbatim, where it stands, the reference of its record, notices."""

from __future__ import annotations

from il2qa import citing
from il2qa.corpora.analysis import AnalysedPassage
from il2qa.models import Citation, Passage, Record
from il2qa.text import terms
from il2qa.text.queries import Query


def quotation(
    record: Record, passage: AnalysedPassage, score: float, query: Query | None = None
) -> Passage:
    """The passage as it is shown; the words that the query is found by are marked."""
    span = passage.span
    return Passage(
        text=passage.text,
        citation=Citation(
            id=record.id,
            pmid=record.pmid,
            field=span.field,
            label=span.label,
            sentence=span.sentence,
            start=span.start,
            end=span.end,
            reference=citing.reference(record),
            short_reference=citing.short_reference(record),
            url=record.url,
        ),
        score=round(score, 4),
        highlights=_highlights(passage.text, query) if query else (),
        notices=record.notices,
    )


def _highlights(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Where in a text the words stand that the query is found by."""
    wanted = set(query.terms)
    return tuple(
        (token.start, token.end)
        for token in terms.tokens(text)
        if not wanted.isdisjoint(token.terms)
    )
