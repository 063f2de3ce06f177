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


def explanation_text(why: Explanation) -> str:
    """The explanation as plain text."""
    lines = [f"understood as: {why.understood}"] if why.understood != why.question else []
    lines += [f"{why.because}.", _judgement(why)]
    if why.concepts:
        lines.append("concepts: term, records that have it, IDF in the corpus, IDF at large")
    lines += map(_concept, why.concepts)
    for number, passage in enumerate(why.passages, 1):
        lines += _passage(number, passage)
    return "\n".join(map(clean, lines))


def grounds(why: Explanation) -> str:
    """What the confidence rests on, in plain words."""
    if why.status == "no_evidence":
        return "Nothing was quoted: no record tells enough of what was asked."
    if why.route == "survey":
        return (
            f"{why.confidence:.0%} sure that the best of these quotations answers this. How many "
            "records there are is counted, whatever they say; quotations are verbatim."
        )
    rank = why.passages[0].rank if why.passages else None
    if rank is None:
        return f"{why.confidence:.0%} sure: it is what the record itself says, as it stands there."
    return (
        f"{why.confidence:.0%} sure that the first quotation answers this. This one has "
        f"{rank.covered:.0%} of what was asked, its record {rank.record_covered:.0%} (telling "
        "words count more); questions whose answers were known say how often that was right. "
        "Quotations are verbatim, what they say is their authors'; /context shows them in place."
    )


def _judgement(why: Explanation) -> str:
    judged = f"status: {why.status}; confidence {why.confidence:.2f}"
    least = why.thresholds
    if least is None:
        return judged
    return (
        f"{judged} (answered from {least.answered:.2f}, shown from {least.shown:.2f}), "
        f"relevance {why.relevance:.2f} (shown from {least.relevant:.2f})"
    )


def _concept(concept: ConceptExplained) -> str:
    names = f"  also: {'; '.join(concept.other_names)}" if concept.other_names else ""
    return (
        f"  {concept.surface} → {concept.term}  {concept.records}  {concept.corpus_idf:.2f}"
        f"  {concept.background_idf:.2f}{names}"
    )


def _passage(number: int, passage: PassageExplained) -> list[str]:
    place = f"{passage.field} {passage.sentence}" if passage.sentence else passage.field
    named = f"{number}. {passage.id}, {place}"
    return [named] if passage.rank is None else _ranked(named, passage.rank)


def _ranked(named: str, rank: RankExplained) -> list[str]:
    matched = "; ".join(
        f"{one.term} ×{one.count:g}, IDF {one.record_idf:.2f}, {one.share:.0%}"
        for one in rank.matches
    )
    moved = ", ".join(f"{name} {value:+.2f}" for name, value in rank.contributions.items())
    return [
        f"{named}: score {rank.score:.2f}, before re-ranking "
        f"{rank.first_score:.2f} ({rank.record_share:.0%} by its record, {rank.record_score:.2f})",
        f"   covers {rank.covered:.0%} of the question, its record {rank.record_covered:.0%}",
        f"   matched: {matched or 'nothing'}",
        f"   moved by: {moved}",
    ]


def explanation_json(why: Explanation) -> str:
    """The explanation as one JSON object on one line."""
    return printable(why.model_dump_json())


def explanation_markdown(why: Explanation) -> str:
    """The explanation as an indented block, which Markdown shows as it stands."""
    return "\n".join(f"    {line}" for line in explanation_text(why).splitlines())


FORMS: Mapping[str, Callable[[Explanation], str]] = MappingProxyType(
    {
        "text": lambda why: f"\n{explanation_text(why)}",
        "markdown": lambda why: f"\n{explanation_markdown(why)}",
        "json": explanation_json,
    }
)
"""How an explanation is written below its answer; a table of quotations has no place for it."""
