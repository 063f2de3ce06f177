"""What must be said before any quotation: how the question was read, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from il2qa.models.answer import Answer, Survey

_TYPES, _YEARS = 6, 12  # that are shown; JSON has all

Kind = Literal["reading", "refusal", "doubt", "number"]


def remarks(answer: Answer, shown: Callable[[str], str]) -> Iterator[tuple[Kind, str]]:
    """Each remark and its kind; `shown` makes words of a question or record safe to show."""
    if answer.interpreted_as:
        yield "reading", f"↳ {shown(answer.interpreted_as)}"
    if answer.counts:
        number = answer.counts.records
        yield "number", "1 record." if number == 1 else f"{number:,} records."
    words = ", ".join(f"“{shown(word)}”" for word in answer.missing)
    if answer.status == "no_evidence":
        reason = f": {shown(answer.reason)}" if answer.reason else ""
        yield "refusal", f"No evidence found{reason}."
    elif answer.status == "partial":
        doubt = f"nothing quoted here mentions {words}" if words else shown(answer.reason or "")
        yield "doubt", f"Perhaps only in part{': ' if doubt else ''}{doubt}."
    elif words:
        yield "doubt", f"Nothing quoted here mentions {words}."
    if answer.survey and answer.survey.records:
        yield "number", _surveyed(answer.survey, shown)


def _surveyed(survey: Survey, shown: Callable[[str], str]) -> str:
    """How many records speak of a question, of which kinds and years, the newest first."""
    records = "1 record has" if survey.records == 1 else f"{survey.records:,} records have"
    retracted = f", {survey.retracted:,} of them RETRACTED" if survey.retracted else ""
    sentences = [f"{records} {shown(survey.query)}{retracted}."]
    if survey.types:
        sentences.append(f"Kinds of study: {_counted(survey.types[:_TYPES], shown)}.")
    if survey.years:
        newest = survey.years[::-1]
        earlier = sum(count for _, count in newest[_YEARS:])
        before = f"; earlier ({earlier:,})" if earlier else ""
        sentences.append(f"By year: {_counted(newest[:_YEARS], shown)}{before}.")
    return " ".join(sentences)


def _counted(counts: Sequence[tuple[str, int]], shown: Callable[[str], str]) -> str:
    return "; ".join(f"{shown(name)} ({count:,})" for name, count in counts)
