"""Slips of the keyboard: what they cost, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from conftest import of_abstracts

from il2qa.answering.engine import EnglishAnalyzer
from il2qa.answering.spelling import corrected
from il2qa.corpora.protocol import CorpusReader

CORPUS = of_abstracts("Zyloquine lowers bravotestin.", "Zyloquine and mirafontol.", "Mirafontol.")


class Counting:
    """Counts how often a corpus is asked for frequencies."""

    def __init__(self, reader: CorpusReader) -> None:
        self.reader, self.asked = reader, 0

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """As the corpus has them."""
        self.asked += 1
        return self.reader.document_frequencies(terms)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Does zyloqine lower bravotesstin and mirafnotol?", 2),
        ("Does zyloquine lower bravotestin?", 1),
        ("Which cells?", 0),
    ],
)
def test_corpus_is_asked_twice_at_most(question: str, asked: int) -> None:
    """However many words are misspelt: a cluster is asked over a network."""
    counting = Counting(CORPUS.reader)
    found = corrected(question, counting, EnglishAnalyzer())  # type: ignore[arg-type]
    assert counting.asked == asked
    if asked == 2:
        assert found.question == "Does zyloquine lower bravotestin and mirafontol?"


def test_what_is_no_word_is_left_alone() -> None:
    """A pasted sequence of thousands of letters took more than a minute, and a gigabyte."""
    question = f"What is {'acgt' * 600}?"
    assert corrected(question, CORPUS.reader, EnglishAnalyzer()).question == question
