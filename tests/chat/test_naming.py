"""A record named by its number, DOI or address alone, and one that there is not."""

from __future__ import annotations

import pytest
from several import JOURNAL, RECORDS, dated, several

from il2qa.api import Corpus
from il2qa.conversation import Conversation
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import RecordNotFound
from il2qa.models import Answer, Author, Record, Section

TITLE = "Interleukin-2 in HIV infection."


@pytest.mark.parametrize(
    "line",
    [
        "101",
        "PMID 101",
        "https://pubmed.ncbi.nlm.nih.gov/101/",
        "pubmed.ncbi.nlm.nih.gov/101",
        "10.1000/101",
        "doi:10.1000/101",
        "https://doi.org/10.1000/101",
        "DOI 10.1000/101.",
    ],
)
def test_identifier_alone_asks_for_its_record(line: str) -> None:
    """One-shot and after another question."""
    corpus = several()
    assert [one.text for one in corpus.ask(line).passages] == [TITLE]
    conversation = Conversation(corpus)
    conversation.ask("Do macrophages answer IL-2?")
    told = conversation.ask(line)
    assert isinstance(told, Answer)
    assert [one.text for one in told.passages] == [TITLE]
    assert conversation.subject == "101"


def test_doi_in_a_question_names_its_record() -> None:
    """As a PMID does."""
    answer = several().ask("Who wrote doi:10.1000/101?")
    assert answer.passages[0].text == "Authors: Jane Doe, Richard Q Roe"


@pytest.mark.parametrize(
    ("line", "name"), [("33033169", "PMID 33033169"), ("10.1000/none", "DOI 10.1000/none")]
)
def test_identifier_of_no_record_is_said(line: str, name: str) -> None:
    """Nothing else is searched for it."""
    answer = several().ask(line)
    assert answer.reason == f"there is no record {name} in {several().info.name}"


def test_a_year_or_a_small_number_is_no_record() -> None:
    """Where no record has that number."""
    assert "there is no record" not in (several().ask("What about 1991?").reason or "")


def test_unknown_focus_is_an_error() -> None:
    """Of the API and of the conversation."""
    with pytest.raises(RecordNotFound, match="99999"):
        several().ask("Who wrote it?", focus="99999")
    with pytest.raises(RecordNotFound, match="99999"):
        Conversation(several()).choose("99999")


NUMBERED = Record(
    pmid="34567890",
    title="Sleep of invented foxes.",
    abstract=(
        Section(text="We watched 250000 foxes sleep."),
        Section(text="We conclude that foxes sleep by day.", label="CONCLUSION"),
    ),
    authors=(Author(last_name="Poe", fore_name="Ada", initials="A"),),
    journal=JOURNAL,
    date=dated(2021),
)
LONGER = Corpus(MemoryCorpus((*RECORDS, NUMBERED), name="longer"))


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Wann wurde PMID 34567890 veröffentlicht?", "Published: 2021"),
        ("¿Quién escribió PMID 34567890?", "Authors: Ada Poe"),
    ],
)
def test_question_in_another_language_names_its_record(question: str, start: str) -> None:
    """In a conversation too: what was put into English lost the PMID, and was asked of another."""
    conversation = Conversation(LONGER)
    conversation.ask("Do macrophages answer IL-2?")
    told = conversation.ask(question)
    assert isinstance(told, Answer)
    assert told.passages[0].text.startswith(start)
    assert told.passages[0].citation.id == "34567890"
