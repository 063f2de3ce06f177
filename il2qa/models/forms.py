"""An answer in the forms that programs take: JSON of schema 1, rows of a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from il2qa.patterns import lazy_pattern

if TYPE_CHECKING:
    from il2qa.models.answer import Answer, Counts, Passage, Survey

SCHEMA = 1

_UNSAFE = lazy_pattern(
    r"[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def as_json(answer: Answer) -> str:
    """The answer as one JSON object on one line; the same answer gives the same bytes.

    Control characters are escaped, so that the line is safe to print on a terminal.
    """
    return printable(json.dumps(content(answer), ensure_ascii=False))


def content(answer: Answer) -> dict[str, Any]:
    """The answer as schema 1 has it, in the order of its keys."""
    return {
        "schema": SCHEMA,
        "question": answer.question,
        "status": answer.status,
        "confidence": answer.confidence,
        "reason": answer.reason,
        "missing": list(answer.missing),
        "interpreted_as": answer.interpreted_as,
        "passages": [passage_content(passage) for passage in answer.passages],
        **({"counts": _counts(answer.counts)} if answer.counts else {}),
        **({"survey": _survey(answer.survey)} if answer.survey else {}),
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {"records": counts.records, "by": counts.by, "values": dict(counts.values)}


def _survey(survey: Survey) -> dict[str, Any]:
    fields = survey.model_dump(mode="json")
    return {**fields, "years": dict(survey.years), "types": dict(survey.types)}


def passage_content(passage: Passage) -> dict[str, Any]:
    """A passage as schema 1 has it."""
    citation = passage.citation
    identity = {"pmid": citation.pmid} if citation.pmid else {"pmid": None, "id": citation.id}
    return {
        "text": passage.text,
        **identity,
        "field": citation.field,
        "label": citation.label,
        "sentence": citation.sentence,
        "start": citation.start,
        "end": citation.end,
        "score": passage.score,
        "highlights": [list(pair) for pair in passage.highlights],
        "notices": list(passage.notices),
        "citation": citation.reference,
        "url": citation.url,
        **({"corpus": citation.corpus} if citation.corpus else {}),
    }


def rows(answer: Answer) -> list[dict[str, Any]]:
    """One dictionary a passage, all of the same keys, whose values are no lists."""
    asked = {
        "question": answer.question,
        "status": answer.status,
        "confidence": answer.confidence,
    }
    return [
        {**asked, "rank": rank, **_cells(passage)}
        for rank, passage in enumerate(answer.passages, 1)
    ]


def printable(text: str) -> str:
    """The same JSON with all control characters escaped, so that a terminal may print it."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _cells(passage: Passage) -> dict[str, Any]:
    content = passage_content(passage)
    del content["highlights"]
    content["notices"] = ", ".join(passage.notices)
    return {**content, "id": passage.citation.id}
