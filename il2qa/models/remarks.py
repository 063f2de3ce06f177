"""What must be said before any quotation: how the question was read, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from il2qa.models.answer import Answer

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
