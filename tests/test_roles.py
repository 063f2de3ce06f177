"""What each sentence of an abstract is for, and what labels say of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.corpora.protocol import candidate
from il2qa.models import Record, Section
from il2qa.paper_questions import parts
from il2qa.text.analyzer import default_analyzer
from il2qa.text.roles import ROLES, role_model

ABSTRACT = (
    "Rotator cuff tears are a common cause of shoulder pain in older people.",
    "The aim of this study was to determine whether early exercise improves function.",
    "We randomly assigned 84 patients to exercise or rest and measured function at 6 months.",
    "Function was better in the exercise group (mean difference 8.2 points, p = 0.003).",
    "Early exercise improves function after a rotator cuff tear and should be recommended.",
)


def told(record: Record) -> list[str | None]:
    """The likeliest role of each passage; None for a title."""
    found = parts.roles(record, candidate(record, default_analyzer()).quoted)
    return [ROLES[int(row.argmax())] if row.any() else None for row in found]


def test_each_sentence_of_a_usual_abstract_has_its_role() -> None:
    """Background, aim, method, result and conclusion are told apart without labels."""
    found = role_model().probabilities(ABSTRACT)
    assert [ROLES[i] for i in found.argmax(1)] == list(ROLES)


@given(st.lists(st.text(max_size=60), max_size=12))
def test_chances_add_up_for_any_text(sentences: list[str]) -> None:
    """Any sentences, also empty ones, get a chance for each role; they add up to one."""
    found = role_model().probabilities(sentences)
    assert found.shape == (len(sentences), len(ROLES))
    assert np.allclose(found.sum(1), 1.0)


def test_a_label_decides() -> None:
    """What stands under CONCLUSIONS is a conclusion, however it is worded; a title has no role."""
    sections = (
        Section(text=ABSTRACT[2], label="METHODS", category="METHODS"),
        Section(text=ABSTRACT[0], label="CONCLUSIONS", category="CONCLUSIONS"),
    )
    record = Record(pmid="1", title="Exercise after a tear.", abstract=sections)
    assert told(record) == [None, "method", "conclusion"]


def test_an_aim_under_background_is_an_aim() -> None:
    """Where no section of aims is, the aim stands at the end of the background."""
    sections = (
        Section(text=f"{ABSTRACT[0]} {ABSTRACT[1]}", label="BACKGROUND", category="BACKGROUND"),
        Section(text=ABSTRACT[2], label="METHODS", category="METHODS"),
    )
    assert told(Record(pmid="1", abstract=sections)) == ["background", "aim", "method"]


@pytest.mark.parametrize("abstract", [(), (Section(text="One sentence only."),)])
def test_short_records_have_roles_too(abstract: tuple[Section, ...]) -> None:
    """A record without an abstract, or with a single sentence, is no error."""
    assert len(told(Record(pmid="1", title="A title.", abstract=abstract))) == 1 + len(abstract)
