"""Tells why an answer is what it is, below the answer in its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from il2qa.answering.explanation import (
    ConceptExplained,
    Explanation,
    PassageExplained,
    RankExplained,
)
from il2qa.render.json import printable
from il2qa.render.style import clean


def explanation_text(told: Explanation) -> str:
    """The explanation as plain text."""
    lines = [f"understood as: {told.understood}"] if told.understood != told.question else []
    lines += [f"{told.because}.", _judgement(told)]
    if told.concepts:
        lines.append("concepts: term, records that have it, IDF in the corpus, IDF at large")
    lines += [
        f"  {one.surface} → {one.term}  {one.records}  {one.corpus_idf:.2f}"
        f"  {one.background_idf:.2f}{_also(one)}"
        for one in told.concepts
    ]
    for number, passage in enumerate(told.passages, 1):
        lines += _passage(number, passage)
    return "\n".join(map(clean, lines))


def _judgement(told: Explanation) -> str:
    least = told.thresholds
    if least is None:
        return f"status: {told.status}; confidence {told.confidence:.2f}"
    return (
        f"status: {told.status}; confidence {told.confidence:.2f} (answered from "
        f"{least.answered:.2f}, shown from {least.shown:.2f}), relevance "
        f"{told.relevance:.2f} (shown from {least.relevant:.2f})"
    )


def _also(told: ConceptExplained) -> str:
    return f"  also: {'; '.join(told.other_names)}" if told.other_names else ""


def _passage(number: int, told: PassageExplained) -> list[str]:
    place = f"{told.field} {told.sentence}" if told.sentence else told.field
    named = f"{number}. {told.id}, {place}"
    return [named] if told.rank is None else _rank(named, told.rank)


def _rank(named: str, told: RankExplained) -> list[str]:
    matched = "; ".join(
        f"{one.term} ×{one.count:g}, IDF {one.record_idf:.2f}, {one.share:.0%}"
        for one in told.matches
    )
    moved = ", ".join(f"{name} {value:+.2f}" for name, value in told.contributions.items())
    return [
        f"{named}: score {told.score:.2f}, before re-ranking "
        f"{told.first_score:.2f} ({told.record_share:.0%} by its record, {told.record_score:.2f})",
        f"   covers {told.covered:.0%} of the question, its record {told.record_covered:.0%}",
        f"   matched: {matched or 'nothing'}",
        f"   moved by: {moved}",
    ]


def explanation_json(told: Explanation) -> str:
    """The explanation as one JSON object on one line."""
    return printable(told.model_dump_json())


def explanation_markdown(told: Explanation) -> str:
    """The explanation as an indented block, which Markdown shows as it stands."""
    lines = explanation_text(told).splitlines()
    return "\n" + "\n".join(f"    {line}" for line in lines)


FORMS: Mapping[str, Callable[[Explanation], str]] = MappingProxyType(
    {"text": explanation_text, "markdown": explanation_markdown, "json": explanation_json}
)
"""How an explanation is told, by format; a table of quotations has no place for it."""
