"""Writes what was found in the forms that other tools score: a TREC run, BioASQ's phase A."""

from __future__ import annotations

import json
from collections.abc import Sequence

from il2qa.evaluation.measures import Outcome, location_of
from il2qa.fields import QUOTED
from il2qa.models import Passage

_MOST = 10  # documents and snippets that BioASQ takes


def trec_run(outcomes: Sequence[Outcome], tag: str = "il2qa") -> str:
    """A TREC run: question, Q0, passage (record:field:start:end), rank, score, tag."""
    lines = [
        f"{_column(one.asked.id)} Q0 {_column(_key(passage))} {rank} {1 / rank:.6f} {tag}\n"
        for one in outcomes
        for rank, passage in enumerate(one.answer.passages, 1)
    ]
    return "".join(lines)


def _key(passage: Passage) -> str:
    return ":".join(map(str, location_of(passage.citation)))


def _column(name: str) -> str:
    """A name as a column of a run: without spaces, which part the columns."""
    return "_".join(name.split()) or "_"


def bioasq_json(outcomes: Sequence[Outcome]) -> str:
    """BioASQ's phase A: for each question its documents and snippets, best first."""
    questions = [
        {
            "id": one.asked.id,
            "documents": list(dict.fromkeys(_url(found) for found in _quoted(one)))[:_MOST],
            "snippets": [_snippet(found) for found in _quoted(one)][:_MOST],
        }
        for one in outcomes
    ]
    return json.dumps({"questions": questions}, ensure_ascii=False, indent=1) + "\n"


def _quoted(outcome: Outcome) -> list[Passage]:
    """The passages that BioASQ knows of: those of title and abstract."""
    return [found for found in outcome.answer.passages if found.citation.field in QUOTED]


def _url(passage: Passage) -> str:
    return f"http://www.ncbi.nlm.nih.gov/pubmed/{passage.citation.pmid or passage.citation.id}"


def _snippet(passage: Passage) -> dict[str, object]:
    place = passage.citation
    return {
        "document": _url(passage),
        "text": passage.text,
        "beginSection": place.field,
        "endSection": place.field,
        "offsetInBeginSection": place.start,
        "offsetInEndSection": place.end,
    }
