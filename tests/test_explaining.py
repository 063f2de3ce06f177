"""Explanations: why a passage ranks where it does."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest
from conftest import Run, of_abstracts

import il2qa
from il2qa.answering import answer_of
from il2qa.answering.explanation import explanation_of
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.render.explanation import explanation_text, grounds
from il2qa.text.roles import ROLES


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
    assert f"shown from {told.thresholds.shown:.0%}" in printed
    assert f"has {ranks[0].covered:.0%} of what was asked" in printed


def test_explanation_speaks_to_a_reader(corpus: il2qa.Corpus) -> None:
    """It tells the words that stand in a sentence, by which name, and what the sentence is."""
    told = corpus.explain("Do natural killer cells need IL2?", 2)
    first, second = told.passages
    assert {(one.surface, one.how) for one in first.says} >= {("IL2", "itself")}
    assert first.role in ROLES
    assert second.rank is not None
    assert second.rank.beside_first < 1
    printed = explanation_text(told)
    assert "says “" in printed
    assert f"{second.rank.beside_first:.0%} as likely to answer as the first one" in printed
    names = {name for one in told.passages if one.rank for name in one.rank.contributions}
    assert not [name for name in names if "_" in name and name in printed.split()]


def test_word_by_another_name_is_told() -> None:
    """What is asked as HER2 and written as ERBB2 is said by another name, not lacking."""
    corpus = il2qa.Corpus(MemoryCorpus(of_abstracts("ERBB2 was amplified in tumours."), "test"))
    (passage,) = corpus.explain("Is HER2 amplified?", 1).passages
    assert next((one.surface, one.how, one.by) for one in passage.says) == (
        "HER2",
        "another name",
        "ERBB2",
    )
    assert "HER2" not in passage.lacks


@pytest.mark.parametrize(
    ("question", "because"),
    [
        ("Who wrote this article?", "the question asks for a record's authors"),
        ("What does LAK stand for?", "the question asks what LAK stands for"),
        ("PMID 3303316", "the question names a record and asks nothing of it"),
        (
            "Who funded the study?",
            "PMID 3303316 does not say who paid for it or has interests in it",
        ),
        ("Is PMID 3303316 about statins?", "the record does not tell of statins"),
    ],
)
def test_explanation_never_contradicts_the_answer(
    corpus: il2qa.Corpus, question: str, because: str
) -> None:
    """A question on a record itself was explained as one on content that nothing answers."""
    told, answer = corpus.explain(question), corpus.ask(question)
    assert (told.status, told.confidence) == (answer.status, answer.confidence)
    assert told.because == because
    assert explanation_text(told).startswith(f"{because}.\nstatus: {answer.status};")
    if answer.passages:
        assert [one.text for one in told.passages] == [one.text for one in answer.passages]


class Counting:
    """A corpus that counts how often its records are looked up."""

    def __init__(self, reader: CorpusReader) -> None:
        self.reader, self.asked = reader, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader, name)

    def candidates(self, *given: Any) -> Any:
        self.asked += 1
        return self.reader.candidates(*given)


def test_answer_and_explanation_ask_once(corpus: il2qa.Corpus) -> None:
    """Both are made of one finding."""
    counting = Counting(corpus.reader)
    asked = il2qa.Corpus(cast("CorpusReader", counting))
    found = asked.find("Which cells produce interleukin-2?")
    answer = answer_of(found)
    assert explanation_of(found, answer).status == answer.status
    assert counting.asked == 1


def test_explanation_follows_each_answer(run: Run) -> None:
    """In one-shot use it stands below its answer, in the answer's format."""
    cells = "Which cells produce interleukin-2?"
    text = run("ask", "--explain", "-k", "1", "-", stdin=f"{cells}\nWho wrote it?\n").stdout
    assert text.index("Interleukin-2, a") < text.index("says “") < text.index("Authors: L")
    assert text.count("status: answered") == 2
    answer, why = map(json.loads, run("ask", "--explain", "--json", cells).stdout.splitlines())
    assert (why["status"], why["route"]) == (answer["status"], "content")
    markdown = run("ask", "--explain", "--format", "markdown", cells).stdout
    assert "\n\n    the passages are ranked by" in markdown


def test_explanation_has_no_column_in_a_table(run: Run) -> None:
    """It broke the lines of TSV; now the error says which formats there are."""
    done = run("ask", "--explain", "--format", "tsv", "interleukin-2")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ask in text, markdown, json" in done.stderr


def test_what_comes_nearest_in_a_record_is_not_said_to_answer() -> None:
    """It said "23% sure: it is what the record itself says", and "it is likest effect"."""
    corpus = of_abstracts("Aspirin was given to 12 children. Fever is common.")
    told = corpus.explain("did it work?", focus="1")
    assert told.status == "partial"
    assert "nearest to what was asked" in grounds(told)
    sure = corpus.explain("how many took part?", focus="1")
    assert "best fits what was asked" in grounds(sure)
    assert "itself says" in grounds(corpus.explain("PMID 1"))
    because = corpus.explain("how many took part?", focus="1").because
    assert because.endswith("read as asking who or how many took part")
