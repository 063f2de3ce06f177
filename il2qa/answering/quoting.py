"""Quotes a passage: its text verbatim, where it stands, the reference of its record, notices."""

from __future__ import annotations

from il2qa import citing
from il2qa.models import Citation, Passage, Record
from il2qa.ranking.rank import Ranked
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query


def quotation(ranked: Ranked, query: Query | None, analyzer: Analyzer) -> Passage:
    """A passage as it is shown; the words that a query is found by are marked."""
    record, span, text = ranked.candidate.record, ranked.passage.span, ranked.passage.text
    return Passage(
        text=text,
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
            corpus=getattr(ranked.candidate, "corpus", None),  # of one of several
        ),
        score=round(ranked.score, 4),
        highlights=_highlights(text, query, analyzer) if query else (),
        notices=record.notices,
    )


def title_citation(record: Record) -> Citation:
    """Where a record's title stands: the citation of a record of which nothing else is quoted."""
    return Citation(
        id=record.id,
        pmid=record.pmid,
        field="title",
        label=None,
        sentence=1,
        start=0,
        end=len(record.title or ""),
        reference=citing.reference(record),
        short_reference=citing.short_reference(record),
        url=record.url,
    )


def _highlights(text: str, query: Query, analyzer: Analyzer) -> tuple[tuple[int, int], ...]:
    """Where in a text the words stand that the query is found by."""
    wanted = set(query.terms)
    return tuple(
        (token.start, token.end)
        for token in analyzer.tokens(text)
        if not wanted.isdisjoint(token.terms)
    )
