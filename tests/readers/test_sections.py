"""Splitting plain abstracts into labelled sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.models import Record
from il2qa.readers.sections import split_sections
from il2qa.readers.text import normalised


def labels(text: str) -> list[str | None]:
    return [section.label for section in split_sections(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "BACKGROUND: Tea. METHODS: We drank. RESULTS: Good.",
            ["BACKGROUND", "METHODS", "RESULTS"],
        ),
        ("STUDY DESIGN, SIZE, DURATION: Tea. MAIN RESULTS: X.", None),
        ("Background: Tea. Methods: We drank.", ["Background", "Methods"]),
        ("Tea is grey. CONCLUSIONS: Drink it.", [None, "CONCLUSIONS"]),
        ("Tea is grey. DNA: a review. It ends.", [None]),
        ("We saw two groups: grey and green.", [None]),
        ("METHODS: RESULTS: Tea.", ["METHODS"]),
        ("AIM: Tea of IL-2: a note. RESULTS: Yes.", ["AIM", "RESULTS"]),
        ("", []),
    ],
)
def test_labels(text: str, expected: list[str | None] | None) -> None:
    """Labels stand at the start or behind a sentence, in capitals or as NLM's usual ones."""
    if expected is None:
        expected = ["STUDY DESIGN, SIZE, DURATION", "MAIN RESULTS"]
    assert labels(text) == expected


def test_usual_labels_have_nlms_category() -> None:
    """The category is the one that XML would give."""
    found = split_sections("AIM: Tea. FINDINGS: Good. ODDITIES: None.")
    assert [section.category for section in found] == ["OBJECTIVE", "RESULTS", None]


words = st.sampled_from(["RESULTS:", "AIM:", "Methods:", "Tea.", "tea", "IL-2:", "A:", " ", "(B)."])


@given(st.one_of(st.text(), st.lists(words).map(" ".join)))
def test_sections_joined_are_the_text(text: str) -> None:
    """Whatever the text, its sections joined give it back, white space normalised."""
    sections = split_sections(text)
    assert Record(pmid="1", abstract=sections).abstract_text == normalised(text)
    assert all(section.text for section in sections)
