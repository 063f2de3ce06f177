"""What every retriever gives for a query: passages, with flat metadata of where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from il2qa.api import Corpus
from il2qa.askable import MOST_PASSAGES, check_limit
from il2qa.errors import QuestionError
from il2qa.filters.where import Where
from il2qa.models import Answer, Passage

Conditions = Where | str | None
"""A filter: il2qa.Where, or its text ("year>=1990 type:review", "statins[ti] OR gout")."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage as frameworks take it; `id` names it among all passages."""

    id: str
    text: str
    metadata: dict[str, Any]
    score: float

    @property
    def record(self) -> str:
        """The identifier of its record."""
        return str(self.metadata["id"])


def evidence(corpus: Corpus, query: str, limit: int, where: Conditions = None) -> list[Evidence]:
    """The passages for a query, best first; none where there is no evidence, or nothing is asked.

    Raises QuestionError for a limit or filter that is none.
    """
    check_limit(limit, MOST_PASSAGES)
    conditions = corpus.filter_of(where)
    try:
        answer = corpus.ask(query, limit, conditions)
    except QuestionError:  # only function words, or none: nothing tells of it
        return []
    return [_evidence(answer, passage) for passage in answer]


def _evidence(answer: Answer, passage: Passage) -> Evidence:
    citation = passage.citation
    place = f"{citation.id}:{citation.field}:{citation.start}-{citation.end}"
    metadata = {
        "pmid": citation.pmid,
        "id": citation.id,
        "field": citation.field,
        "label": citation.label,
        "sentence": citation.sentence,
        "start": citation.start,
        "end": citation.end,
        "citation": citation.reference,
        "url": citation.url,
        "notices": ", ".join(passage.notices),
        "score": passage.score,
        "status": answer.status,
        "confidence": answer.confidence,
    }
    return Evidence(place, passage.text, metadata, passage.score)
