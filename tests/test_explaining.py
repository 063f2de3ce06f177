"""Explanations: why a passage ranks where it does."""

from __future__ import annotations

import pytest

import il2qa
from il2qa.explaining import explain
from il2qa.render.explanation import explanation_text


def test_explanation_agrees_with_the_answer(corpus: il2qa.Corpus) -> None:
    """The same passages in the same order, the same confidence and status."""
    question = "Which cells produce interleukin-2?"
    told, answer = explain(corpus.reader, question), corpus.ask(question)
    assert [one.text for one in told.passages] == [one.text for one in answer.passages]
    assert (told.confidence, told.status) == (answer.confidence, answer.status)
    assert (told.confidence >= told.least_confidence) == (told.status == "answered")


def test_shares_of_a_passage_add_up(corpus: il2qa.Corpus) -> None:
    """Each concept that a passage has is told with its share, and the shares make one."""
    told = explain(corpus.reader, "Which cells produce interleukin-2?")
    assert {one.term for one in told.concepts} == {"cell", "produc", "il2"}
    for passage in told.passages:
        assert sum(match.share for match in passage.matches) == pytest.approx(1, abs=0.01)
        assert passage.features


def test_record_share_and_coverage_are_told(corpus: il2qa.Corpus) -> None:
    """A passage says how much of its first score is its record's, and what it covers."""
    told = explain(corpus.reader, "Which cells produce interleukin-2?")
    for passage in told.passages:
        own = passage.first_score * (1 - passage.record_share)
        assert own + 0.5 * passage.record_score == pytest.approx(passage.first_score, abs=0.01)
        assert 0 < passage.covered <= passage.record_covered <= 1
    assert told.least_shown < told.least_confidence
    printed = explanation_text(told)
    assert f"shown from {told.least_shown:.2f}" in printed
    assert f"covers {told.passages[0].covered:.0%} of the question" in printed
