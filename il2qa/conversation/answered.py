"""The answer to a reading: what was found for it, without the passages that it passes over."""

from __future__ import annotations

from il2qa.answering import Finding, answer_of
from il2qa.conversation.reading import Reading
from il2qa.models import Answer
from il2qa.queries.telling import query_text


def answer_reading(finding: Finding, reading: Reading, limit: int) -> Answer:
    """The answer to a reading: what was found for it without the passages it passes over."""
    answer = answer_of(finding, len(reading.but) + reading.skip + limit)
    if answer.status == "no_evidence":
        return _told_of_filter(answer, reading)
    if not (reading.skip or reading.but):
        return answer
    left = [one for place, one in enumerate(answer.passages, 1) if place not in reading.but]
    rest = tuple(left[reading.skip :])
    if rest:
        return answer.model_copy(update={"passages": rest})
    return Answer(
        question=answer.question,
        status="no_evidence",
        confidence=0.0,
        reason="nothing more to quote",
    )


def _told_of_filter(answer: Answer, reading: Reading) -> Answer:
    """The refusal, saying which filter it was under: there may be evidence without it."""
    shown = query_text(reading.where)
    if not shown or reading.focus or shown in (answer.reason or ""):
        return answer
    return answer.model_copy(update={"reason": f"{answer.reason} (asked with {shown})"})
