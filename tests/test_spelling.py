"""Slips of the keyboard: what they cost, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from conftest import of_abstracts

from il2qa.answering.spelling import corrected
from il2qa.corpora.protocol import CorpusReader
from il2qa.text.analyzer import default_analyzer

CORPUS = of_abstracts("Zyloquine lowers bravotestin.", "Zyloquine and mirafontol.", "Mirafontol.")


class Counting:
    """Counts how often a corpus is asked for frequencies."""

    def __init__(self, reader: CorpusReader) -> None:
        self.reader, self.info, self.asked = reader, reader.info, 0

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """As the corpus has them."""
        self.asked += 1
        return self.reader.document_frequencies(terms)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("tumours", "tumors"),
        ("haemoglobin", "hemoglobin"),
        ("randomised", "randomized"),
        ("kilometre", "kilometer"),
        ("programmes", "programs"),
        ("programmed", "programmed"),
        ("catalysing", "catalyzing"),
        ("wise", "wise"),
    ],
)
def test_british_spelling_is_read_as_american(british: str, american: str) -> None:
    """Where a part of the word alone tells, and where its end does."""
    assert default_analyzer().words.american(british) == american


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
    found = corrected(question, counting, default_analyzer())  # type: ignore[arg-type]
    assert counting.asked == asked
    if asked == 2:
        assert found.question == "Does zyloquine lower bravotestin and mirafontol?"


def test_what_is_no_word_is_left_alone() -> None:
    """A pasted sequence of thousands of letters took more than a minute, and a gigabyte."""
    question = f"What is {'acgt' * 600}?"
    assert corrected(question, CORPUS.reader, default_analyzer()).question == question


TOPIC = of_abstracts(
    "Lactic acid and macrophages in sepsis.",
    "Interleukin-2 acts on T cells.",
    "Latin names of plants. Fudan hospital.",
    "Latin verse. Fudan.",
    "Latin prose.",
)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Which cells need interlukin-2?", "Which cells need interleukin-2?"),
        ("Which cells need interlukin 2?", "Which cells need interleukin 2?"),
        ("Do macrofages matter?", "Do macrophages matter?"),
        ("Macrofages in sepsis", "macrophages in sepsis"),
        ("Is latic acid raised?", "Is lactic acid raised?"),
        ("wich cells need IL-2?", "which cells need IL-2?"),
        ("Whats teh role of macrophages?", "What is the role of macrophages?"),
    ],
)
def test_common_slips_of_the_topic_are_repaired(typed: str, understood: str) -> None:
    """Sounds in other letters, numbered names, small words; a missing letter before another."""
    assert corrected(typed, TOPIC.reader, default_analyzer()).question == understood


@pytest.mark.parametrize(
    "typed",
    [
        "Who is Fidan?",
        "Which study did Fidan lead in sepsis?",
        "what did fidan find?",
        "Is TEH a toxin?",
        "Do macrophages express Latix?",
    ],
)
def test_names_are_left_alone(typed: str) -> None:
    """What has a capital inside a sentence is a name; Fidan was made Fudan."""
    assert corrected(typed, TOPIC.reader, default_analyzer()).question == typed


def test_a_greeting_is_no_slip() -> None:
    """Alone it was read as "hell"."""
    corpus = of_abstracts("Hell is a place. Aspirin lowers fever.")
    assert corpus.ask("hello").interpreted_as is None
    answer = corpus.ask("Hello, does aspirin lower fever?")
    assert answer.passages[0].text == "Aspirin lowers fever."
    assert answer.interpreted_as is None


LIBRARY = of_abstracts(
    *("Aspartate biosynthesis in plants." for _ in range(60)),
    *(
        "Migraine and melatonin in sepsis, in the sun. Deaf people match their children."
        for _ in range(50)
    ),
    "Turneric roots. Plantes grow.",
    "Vaing and hanover. Zyloquine lowers bravotestin.",
)


@pytest.mark.parametrize(
    "typed",
    [
        "Is aspartame harmful?",
        "Is vaping harmful?",
        "How many planets are there?",
        "Does decaf coffee keep drivers awake?",
        "Does a hangover pass?",
        "is turmeric good?",
        "is matcha good?",
        "Are sunbeds dangerous?",
    ],
)
def test_words_that_no_record_has_are_no_slips(typed: str) -> None:
    """Aspartame was made aspartate, turmeric another's misprint, planets plantes, decaf deaf."""
    assert corrected(typed, LIBRARY.reader, default_analyzer()).question == typed


def test_a_word_of_one_record_is_no_repair() -> None:
    """It may be a misprint itself; of a handful of records every word may be meant."""
    typed = "What does zyloqine lower?"
    assert corrected(typed, LIBRARY.reader, default_analyzer()).question == typed
    right = corrected(typed, CORPUS.reader, default_analyzer()).question
    assert right == "What does zyloquine lower?"


def test_known_words_of_one_record_are_repairs() -> None:
    """What abstracts often have is no misprint, though a library has it once."""
    corpus = of_abstracts(*("Sepsis." for _ in range(120)), "Macrophages in sepsis.")
    found = corrected("Do macrphages matter?", corpus.reader, default_analyzer())
    assert found.question == "Do macrophages matter?"


def test_quoted_words_are_never_altered() -> None:
    """Who puts a word in quotation marks means it as it stands."""
    assert corrected("melatonn in sepsis", LIBRARY.reader, default_analyzer()).question == (
        "melatonin in sepsis"
    )
    for typed in ('"melatonn" in sepsis', "“melatonn” in sepsis"):
        assert corrected(typed, LIBRARY.reader, default_analyzer()).question == typed


def test_a_name_typed_small_is_a_slip_of_a_common_word_only() -> None:
    """Brest is a town, and a letter from breast; Botox was made biotox."""
    corpus = of_abstracts(*("Breast cancer. Biotox and Pilats." for _ in range(120)))
    analyzer = default_analyzer()
    assert corrected("brest cancer", corpus.reader, analyzer).question == "breast cancer"
    for typed in ("does botox help?", "do pilates help?"):
        assert corrected(typed, corpus.reader, analyzer).question == typed


def test_the_refusal_names_the_word_as_typed() -> None:
    """Not the word that it was taken for."""
    answer = LIBRARY.ask("Is vaping harmful?")
    assert answer.status == "no_evidence"
    assert "vaping" in (answer.reason or "")
