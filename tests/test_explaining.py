"""Explanations: why a passage ranks where it does."""

from __future__ import annotations

import pytest

import il2qa
from il2qa.explaining import explain


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
