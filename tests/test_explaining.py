"""Explanations: why a passage ranks where it does."""

from __future__ import annotations

import pytest

import il2qa
from il2qa.render.explanation import explanation_text


def test_explanation_agrees_with_the_answer(corpus: il2qa.Corpus) -> None:
    """The same passages in the same order, the same confidence and status."""
    question = "Which cells produce interleukin-2?"
    told, answer = corpus.explain(question), corpus.ask(question)
    assert [one.text for one in told.passages] == [one.text for one in answer.passages]
    assert (told.confidence, told.status) == (answer.confidence, answer.status)
    assert told.thresholds is not None
    assert (told.confidence >= told.thresholds.answered) == (told.status == "answered")


def test_shares_of_a_passage_add_up(corpus: il2qa.Corpus) -> None:
    """Each concept that a passage has is told with its share, and the shares make one."""
    told = corpus.explain("Which cells produce interleukin-2?")
    assert {one.term for one in told.concepts} == {"cell", "produc", "il2"}
    for passage in told.passages:
        assert passage.rank is not None
        assert sum(match.share for match in passage.rank.matches) == pytest.approx(1, abs=0.01)
        assert passage.rank.contributions


def test_record_share_and_coverage_are_told(corpus: il2qa.Corpus) -> None:
    """A passage says how much of its first score is its record's, and what it covers."""
    told = corpus.explain("Which cells produce interleukin-2?")
    ranks = [passage.rank for passage in told.passages if passage.rank]
    assert len(ranks) == len(told.passages)
    for one in ranks:
        own = one.first_score * (1 - one.record_share)
        assert own + 0.5 * one.record_score == pytest.approx(one.first_score, abs=0.01)
        assert 0 < one.covered <= one.record_covered <= 1
    assert told.thresholds is not None
    assert told.thresholds.shown < told.thresholds.answered
    printed = explanation_text(told)
    assert f"shown from {told.thresholds.shown:.2f}" in printed
    assert f"covers {ranks[0].covered:.0%} of the question" in printed
