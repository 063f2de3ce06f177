"""An answer as tab-separated lines, one a quotation; the same columns in every line."""

from __future__ import annotations

from il2qa.models import Answer, Passage
from il2qa.text.safety import cell

COLUMNS = (
    *("question", "status", "confidence", "rank", "pmid", "field", "label", "sentence"),
    *("start", "end", "score", "notices", "text", "reference"),
)


def heading() -> str:
    """The names of the columns."""
    return "\t".join(COLUMNS)


def answer_tsv(answer: Answer) -> str:
    """One line a quotation; a single line with empty columns where there is none."""
    if not answer.passages:
        return _line(answer, *[""] * (len(COLUMNS) - 3))
    return "\n".join(_row(answer, rank, found) for rank, found in enumerate(answer.passages, 1))


def _row(answer: Answer, rank: int, passage: Passage) -> str:
    place = passage.citation
    return _line(
        answer,
        *(rank, place.id, place.field, place.label, place.sentence, place.start, place.end),
        *(passage.score, "; ".join(passage.notices), passage.text, place.reference),
    )


def _line(answer: Answer, *values: object) -> str:
    cells = (answer.question, answer.status, answer.confidence, *values)
    return "\t".join(cell("" if value is None else str(value)) for value in cells)
