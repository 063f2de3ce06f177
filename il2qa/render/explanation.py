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
from il2qa.answering.mentions import Mention
from il2qa.render.json import printable
from il2qa.render.style import clean

_SAYS = MappingProxyType(
    {
        "itself": "says",
        "another name": "says by another name",
        "a close word": "says something like",
    }
)
_ROLES = MappingProxyType(
    {
        "background": "what was known before",
        "aim": "an aim",
        "method": "a method",
        "result": "a result",
        "conclusion": "a conclusion",
    }
)


def explanation_text(why: Explanation) -> str:
    """The explanation as plain text, for a reader: the figures behind it are in JSON."""
    lines = [f"understood as: {why.understood}"] if why.understood != why.question else []
    lines += [f"{why.because}.", _judgement(why)]
    if why.concepts:
        lines.append("asked for, the most telling word first:")
    lines += map(_concept, sorted(why.concepts, key=lambda one: -one.background_idf))
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
    if rank is None and why.route == "reading":
        fits = "comes nearest to" if why.status == "partial" else "best fits"
        return (
            f"{why.confidence:.0%} sure that this answers it: of what the record says it {fits} "
            "what was asked. It is quoted as it stands there."
        )
    if rank is None:
        return f"{why.confidence:.0%} sure: it is what the record itself says, as it stands there."
    return (
        f"{why.confidence:.0%} sure that the first quotation answers this. This one has "
        f"{rank.covered:.0%} of what was asked, its record {rank.record_covered:.0%} (telling "
        "words count more); questions whose answers were known say how often that was right. "
        "Quotations are verbatim, what they say is their authors'; /context shows them in place."
    )


def _judgement(why: Explanation) -> str:
    judged = f"status: {why.status}; {why.confidence:.0%} sure"
    least = why.thresholds
    if least is None:
        return judged
    return (
        f"{judged} (called an answer from {least.answered:.0%}, shown from {least.shown:.0%}); "
        f"on the topic: {why.relevance:.0%} (shown from {least.relevant:.0%})"
    )


def _concept(concept: ConceptExplained) -> str:
    records = f"{concept.records:,} record{'' if concept.records == 1 else 's'}"
    names = f", also as {'; '.join(concept.other_names)}" if concept.other_names else ""
    return f"  “{concept.surface}”: in {records}{names}"


def _passage(number: int, passage: PassageExplained) -> list[str]:
    place = f"{passage.field} {passage.sentence}" if passage.sentence else passage.field
    named = f"{number}. {passage.id}, {place}"
    if passage.rank is None:
        return [named]
    role = f", {_ROLES[passage.role]}" if passage.role else ""
    return [f"{named}{role}", *_words(passage), *_standing(passage.rank)]


def _words(passage: PassageExplained) -> list[str]:
    """Which words of the question stand in a passage, and how."""
    told = {how: [_mention(one) for one in passage.says if one.how == how] for how in _SAYS}
    lines = [f"   {_SAYS[how]} {', '.join(words)}" for how, words in told.items() if words]
    lacks = ", ".join(f"“{word}”" for word in passage.lacks)
    return [*lines, f"   does not say {lacks}"] if lacks else lines


def _mention(mention: Mention) -> str:
    is_as_asked = mention.by.casefold() == mention.surface.casefold()
    return f"“{mention.by}”" if is_as_asked else f"“{mention.by}” (“{mention.surface}”)"


def _standing(rank: RankExplained) -> list[str]:
    """How much of the question is there, and how it compares with what stands first."""
    has = f"has {rank.covered:.0%} of what was asked, its record {rank.record_covered:.0%}"
    beside = rank.beside_first
    compared = f"; {beside:.0%} as likely to answer as the first one" if beside < 1 else ""
    return [f"   {has}{compared}"]


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
