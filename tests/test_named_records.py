"""Which record a question names, by whatever name people have for it."""

from __future__ import annotations

import pytest

from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Author, Journal, PublicationDate, Record, Section

TRIAL = Record(
    pmid="36300001",
    title="Warm baths against frozen shoulder: a randomised trial.",
    abstract=(
        Section(text="We enrolled 84 adults. Pain was lower after warm baths than after rest."),
        Section(text="ClinicalTrials.gov number, NCT04100001; meta-analysis: CRD42011001740."),
    ),
    authors=(Author(last_name="Moe", fore_name="Kari"),),
    journal=Journal(abbreviation="J Warm Water"),
    date=PublicationDate(text="2006 Feb", year=2006),
    languages=("eng",),
)
OTHER = Record(
    pmid="36300002",
    title="Ice packs after knee surgery.",
    abstract=(Section(text="Ice packs reduced swelling in 40 patients. ISRCTN12345678."),),
    authors=(Author(last_name="Roe", fore_name="Ann"),),
)
SECOND = OTHER.model_copy(update={"pmid": "36300003", "title": "Ice packs after hip surgery."})
CORPUS = Corpus(MemoryCorpus([TRIAL, OTHER, SECOND], "three"))


@pytest.mark.parametrize(
    "question",
    ["NCT04100001", "which study is NCT04100001?", "CRD42011001740", "which paper is 36300001?"],
)
def test_a_registered_number_alone_shows_the_title_of_its_record(question: str) -> None:
    """It names the record as its PMID does, where only one record tells it."""
    answer = CORPUS.ask(question)
    assert [one.text for one in answer.passages] == [TRIAL.title]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("who wrote 36300001?", "authors"),
        ("when was 36300001 published?", "date"),
        ("who wrote NCT04100001?", "authors"),
        ("In which journal did 36300001 appear?", "journal"),
        ("Wann wurde 36300001 veröffentlicht?", "date"),
        ("36300001: who wrote it?", "authors"),
        ("who wrote it? 36300001", "authors"),
    ],
)
def test_a_bare_pmid_among_words_puts_the_question_to_its_record(question: str, field: str) -> None:
    """The word PMID need not stand before it."""
    answer = CORPUS.ask(question)
    assert [(one.citation.id, one.citation.field) for one in answer.passages] == [
        ("36300001", field)
    ]


@pytest.mark.parametrize("question", ["ISRCTN12345678", "36300001 36300002", "NCT99999999"])
def test_what_several_records_have_or_none_names_no_record(question: str) -> None:
    """It is then looked for as any word is."""
    assert all(one.citation.field != "title" for one in CORPUS.ask(question).passages)


@pytest.mark.parametrize("question", ["is it safe in boys?", "was it in girls?"])
def test_a_question_with_in_asks_for_no_language(question: str) -> None:
    """Only one that names a language or asks for one does."""
    told = CORPUS.ask(question, focus="36300001")
    assert all(one.citation.field != "language" for one in told.passages)
    asked = CORPUS.ask("is it in English?", focus="36300001")
    assert asked.passages[0].citation.field == "language"


@pytest.mark.parametrize(
    "question", ["Moe 2006", "moe 2006?", "Moe K, 2006", "Moe et al.", "Moe et al. (2006)"]
)
def test_a_paper_may_be_named_as_it_is_cited(question: str) -> None:
    """By its first author and the year, alone: its title."""
    assert [one.text for one in CORPUS.ask(question).passages] == [TRIAL.title]


@pytest.mark.parametrize(
    "question",
    ["what did Moe et al. find?", "what did Moe find in 2006?", "what did Moe K and others find?"],
)
def test_what_is_asked_of_a_cited_paper_is_asked_of_it_alone(question: str) -> None:
    """The authors are "they"."""
    answer = CORPUS.ask(question, limit=1)
    told = "Pain was lower after warm baths than after rest."
    assert [one.text for one in answer.passages] == [told]


def test_several_papers_of_one_author_are_listed() -> None:
    """Where what is asked names no topic: which one is meant is for the reader to say."""
    answer = CORPUS.ask("what did Roe et al. find?")
    assert {one.citation.id for one in answer.passages} == {"36300002", "36300003"}
    assert {one.citation.field for one in answer.passages} == {"title"}


@pytest.mark.parametrize(
    "question", ["what does Moe do?", "Moe disease in 2006", "pain 2006", "did Zeno find pain?"]
)
def test_no_author_is_no_citation(question: str) -> None:
    """An eponym, or a name that no record has."""
    answer = CORPUS.ask(question)
    assert all(one.citation.field != "title" for one in answer.passages)
    assert "[1au]" not in (answer.interpreted_as or "")


def test_what_is_asked_beside_a_query_of_one_record_is_asked_of_it() -> None:
    """As of a record in focus."""
    answer = CORPUS.ask("shoulder[ti] : how many took part?", limit=1)
    assert [one.text for one in answer.passages] == ["We enrolled 84 adults."]


def test_a_word_like_a_name_is_no_name() -> None:
    """Of rabies a paper's authors were told, one of whom was called Rabie."""
    written = OTHER.model_copy(update={"authors": (Author(last_name="Rabie", fore_name="Paul"),)})
    about = Section(text="Rabies is fatal without vaccination.")
    told = TRIAL.model_copy(update={"title": "Rabies in dogs.", "abstract": (about,)})
    corpus = Corpus(MemoryCorpus([written, told], "two"))
    assert corpus.ask("is rabies fatal?").passages[0].text == about.text
