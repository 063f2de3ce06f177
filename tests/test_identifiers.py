"""One normal form of a PMID, however people write it."""

from __future__ import annotations

import pytest

import il2qa
from il2qa.identifiers import named_pmid, normal_id, pmid, without_pmids

WRITTEN = [
    *["3303316", " 3303316 ", "03303316", "PMID 3303316", "PMID: 03303316", "pmid:3303316"],
    *["PMID3303316", "pmid # 3303316", "3303316[pmid]", "3303316 [uid]"],
    "https://pubmed.ncbi.nlm.nih.gov/3303316/",
    "http://pubmed.ncbi.nlm.nih.gov/3303316",
    "pubmed.ncbi.nlm.nih.gov/3303316/?from=alerts#abstract",
    "https://www.ncbi.nlm.nih.gov/pubmed/3303316",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_ways_to_write_a_pmid_are_one(text: str, corpus: il2qa.Corpus) -> None:
    """A record is found by each of them, and so is the one that a filter or a focus names."""
    assert normal_id(text) == "3303316"
    found = corpus.record(text)
    assert found is not None
    assert il2qa.Where(pmids=(text,)).matches(found)
    answer = corpus.ask("Who wrote it?", focus=text)
    assert answer.passages[0].citation.pmid == "3303316"


@pytest.mark.parametrize(
    "text", ["doi:10.1000/ABC.1", "PMC3303316", "3303316a", "0", "1234567890", "-3303316", "", "²"]
)
def test_other_identifiers_stay_as_they_are(text: str) -> None:
    """What is no PMID is not made one."""
    assert normal_id(f" {text} ") == text
    assert pmid(text) is None


@pytest.mark.parametrize(
    "question",
    [
        "Which cells of PMID 3303316 produce interleukin-2?",
        "Which cells of PMID 03303316 produce interleukin-2?",
        "Which cells of pmid:3303316 produce interleukin-2?",
        "Which cells of https://pubmed.ncbi.nlm.nih.gov/3303316/ produce interleukin-2?",
    ],
)
def test_question_names_a_record_in_any_form(question: str, corpus: il2qa.Corpus) -> None:
    """The PMID is no word of the question then."""
    assert named_pmid(question) == "3303316"
    assert without_pmids(question).split() == ["Which", "cells", "of", "produce", "interleukin-2?"]
    assert corpus.ask(question).passages


def test_a_number_alone_names_no_record_in_a_question() -> None:
    """It may be a dose, a year, a count."""
    assert named_pmid("Were 3303316 patients treated?") is None
    assert without_pmids("Were 3303316 patients treated?") == "Were 3303316 patients treated?"
