"""Definitions of abbreviations, and repair of misspelt words."""

from __future__ import annotations

import pytest
from conftest import of_abstracts

KILLERS = of_abstracts(
    "Killing was weak in all of the children. It is done by lymphokine-activated killer (LAK) "
    "cells. LAK cells were grown for ten days. LAK activity was high."
)


@pytest.mark.parametrize(
    "question",
    [
        "What does LAK stand for?",
        "What is LAK?",
        "What are LAK cells?",
        "What is the full name of LAK?",
        "What does LAK mean?",
    ],
)
def test_abbreviation_is_answered_by_its_definition(question: str) -> None:
    """The sentence that defines it comes first."""
    answer = KILLERS.ask(question)
    assert "lymphokine-activated killer (LAK)" in answer.passages[0].text
    assert answer.status == "answered"


def test_short_form_is_found_by_its_long_form() -> None:
    """A question in full finds sentences that use the abbreviation only."""
    found = KILLERS.ask("How long were lymphokine-activated killer cells grown?", limit=2)
    assert any("ten days" in passage.text for passage in found.passages)


@pytest.mark.parametrize("slip", ["lymphokne", "lymphokinne", "lymphokime", "lypmhokine"])
def test_one_slip_is_repaired_and_said(slip: str) -> None:
    """One letter too few, too many, wrong, or two swapped."""
    answer = KILLERS.ask(f"Which {slip} cells kill?")
    assert answer.interpreted_as == "Which lymphokine cells kill?"


def test_known_word_is_not_repaired() -> None:
    """A word of English that the corpus lacks is no slip."""
    assert KILLERS.ask("Which children were chilled?").interpreted_as is None
    assert KILLERS.ask("Is killing done by walking?").interpreted_as is None


@pytest.mark.parametrize(
    "question",
    [
        "Which cells kill?",
        "lymphokine-activated killer cells",
        "Do lymphokine-activated cells kill?",
    ],
)
def test_question_that_a_record_covers_is_not_refused_as_off_topic(question: str) -> None:
    """A question whose every word stands in one record was refused by its relevance alone."""
    assert KILLERS.ask(question).status != "no_evidence"
