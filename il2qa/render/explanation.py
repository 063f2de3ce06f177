"""Prints why an answer is what it is, for people."""

from __future__ import annotations

from il2qa.explaining import ConceptTold, Explanation, PassageTold
from il2qa.render.style import clean


def explanation_text(told: Explanation) -> str:
    """The explanation as plain text."""
    lines = [
        f"status: {told.status}; confidence {told.confidence:.2f} (answered from "
        f"{told.least_confidence:.2f}, shown from {told.least_shown:.2f}), relevance "
        f"{told.relevance:.2f} (shown from {told.least_relevance:.2f})",
        "concepts: term, records that have it, IDF in the corpus, IDF among abstracts at large",
    ]
    if told.understood != told.question:
        lines.insert(0, f"understood as: {told.understood}")
    lines += [
        f"  {one.surface} → {one.term}  {one.records}  {one.corpus_idf:.2f}"
        f"  {one.background_idf:.2f}{_also(one)}"
        for one in told.concepts
    ]
    for rank, passage in enumerate(told.passages, 1):
        lines += _passage(rank, passage)
    return "\n".join(map(clean, lines))


def _also(told: ConceptTold) -> str:
    return f"  also: {'; '.join(told.other_names)}" if told.other_names else ""


def _passage(rank: int, told: PassageTold) -> list[str]:
    place = f"{told.field} {told.sentence}" if told.sentence else told.field
    matched = "; ".join(
        f"{one.term} ×{one.count:g}, IDF {one.record_idf:.2f}, {one.share:.0%}"
        for one in told.matches
    )
    moved = ", ".join(f"{name} {value:+.2f}" for name, value in told.features.items())
    return [
        f"{rank}. {told.id}, {place}: score {told.score:.2f}, before re-ranking "
        f"{told.first_score:.2f} ({told.record_share:.0%} by its record, {told.record_score:.2f})",
        f"   covers {told.covered:.0%} of the question, its record {told.record_covered:.0%}",
        f"   matched: {matched or 'nothing'}",
        f"   moved by: {moved}",
    ]
