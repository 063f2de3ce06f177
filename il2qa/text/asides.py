"""What stands among the sentences of an abstract and answers nothing.

Headings ("Conclusions."), copyright lines, and notes that the abstract was cut.
"""

from __future__ import annotations

from il2qa.patterns import lazy_pattern
from il2qa.text.tables import Tables

_COPYRIGHT = lazy_pattern(r"\([cC]\)(?= ?[0-9])")
_DIGIT = lazy_pattern("[0-9]")
_AROUND_HEADING = lazy_pattern(r"^[0-9]{1,2}[.)]?\s+|[\s.:]+$")  # 5. CONCLUSIONS.
_MOST_LOOKED_AT = 80  # characters of a sentence


class Asides:
    """The tables by which asides are known."""

    def __init__(self, tables: Tables) -> None:
        self._beginnings = tuple(tables.column("sentence_asides.tsv"))
        # What most sentences do not begin with need not be looked at more closely.
        self._first_words = ("(c)", *{form.partition(" ")[0] for form in self._beginnings})
        labels = tables.rows("section_labels.tsv")
        self._headings = frozenset(label.casefold() for _, label in labels)

    def without(self, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The sentences of a text, given by their spans, that are no asides.

        The word of a heading is one only where more text stands beside it: "Case report." may be
        all that a section says.
        """
        alone = len(spans) == 1
        return [
            (start, end)
            for start, end in spans
            if not self._is_note(text[start : min(end, start + _MOST_LOOKED_AT)])
            and (alone or end - start > _MOST_LOOKED_AT or not self._is_heading(text[start:end]))
        ]

    def _is_note(self, beginning: str) -> bool:
        if not beginning.casefold().startswith(self._first_words):
            return False
        plain = _COPYRIGHT.sub("©", " ".join(beginning.split()))
        return _DIGIT.sub("#", plain).casefold().startswith(self._beginnings)

    def _is_heading(self, sentence: str) -> bool:
        return _AROUND_HEADING.sub("", sentence).casefold() in self._headings
