"""A name with its letter is one thing, whatever the stem makes of it and however it is written."""

from __future__ import annotations

import pytest

from il2qa.answering.spelling import in_capitals
from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import MeshHeading, Record, Section
from il2qa.text.analyzer import default_analyzer


def record(pmid: str, title: str, *sentences: str, mesh: str = "") -> Record:
    headings = (MeshHeading(descriptor=mesh),) if mesh else ()
    return Record(
        pmid=pmid, title=title, abstract=(Section(text=" ".join(sentences)),), mesh=headings
    )


RECORDS = [
    record("301", "Vitamin D and diabetes.", "Vitamin D lowered the risk of diabetes."),
    record(
        "302",
        "Fatty liver in children.",
        "Vitamin D did not help against fatty liver.",
        "Vitamin E improved fatty liver in 12 children.",
    ),
    record("303", "Hepatitis B in travellers.", "Hepatitis B was found in 3% of travellers."),
    record("304", "Hepatitis C in travellers.", "Hepatitis C was found in 7% of travellers."),
    record("305", "Clotting.", "The protein's charge rose. The spike protein (S) binds."),
]
CORPUS = Corpus(MemoryCorpus(RECORDS, "letters"))


@pytest.mark.parametrize(
    "question",
    ["vitamin E?", "vitamin e", "Did vitamin E improve it?", "what does Vitamin e improve?"],
)
def test_vitamin_e_is_not_vitamin_d(question: str) -> None:
    """The stem of "vitamine" is "vitamin"; only passages that say vitamin E are found by it."""
    answer = CORPUS.ask(question, limit=1)
    assert [one.text for one in answer.passages] == [
        "Vitamin E improved fatty liver in 12 children."
    ]
    assert not answer.interpreted_as


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("vitamin d and diabetes?", "301"),
        ("hepatitis b", "303"),
        ("who has hepatitis c?", "304"),
    ],
)
def test_the_letter_may_be_written_small(question: str, first: str) -> None:
    """As people type it."""
    assert CORPUS.ask(question).passages[0].citation.id == first


@pytest.mark.parametrize("question", ["protein S", "immunoglobulin E"])
def test_a_letter_that_no_record_has_is_refused(question: str) -> None:
    """The S of "protein's" is none."""
    answer = CORPUS.ask(question)
    assert (answer.passages, answer.reason) == ((), f"no record tells of {question}")


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("is vitamin a good thing?", "is vitamin a good thing?"),
        ("what is hepatitis a?", "what is hepatitis A?"),
        ("the protein's role", "the protein's role"),
        ("type i cells", "type i cells"),
        ("Vitamin-e or vitamin k", "Vitamin-E or vitamin K"),
        ("stage d-dimer", "stage d-dimer"),
    ],
)
def test_only_letters_of_names_are_read_as_capitals(question: str, read: str) -> None:
    """An article is none, nor what goes on behind a hyphen."""
    assert in_capitals(question, default_analyzer()) == read


def test_a_record_of_the_heading_is_kept() -> None:
    """Its text may say tocopherol."""
    tocopherol = record("306", "Tocopherol.", "Tocopherol is safe.", mesh="Vitamin E")
    answer = Corpus(MemoryCorpus([*RECORDS[:1], tocopherol], "mesh")).ask("is vitamin E safe?")
    assert {one.citation.id for one in answer.passages} <= {"306"}


FOCUSED = Corpus(
    MemoryCorpus(
        [record("306", "Vitamin C and pain.", "Vitamin C lowered pain after fractures.")], "open"
    )
)


def test_of_an_open_paper_on_vitamin_c_none_on_vitamin_e_is_told() -> None:
    """The stem of "vitamine" is no word of "vitamin C"."""
    answer = FOCUSED.ask("Did vitamin E lower pain?", focus="306")
    assert "vitamin E" in answer.missing
    assert answer.status != "answered"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Is amphotericin B safe?", ["amphotericin B", "safe"]),
        ("Does compound K help?", ["compound", "K", "help"]),
        ("What do T cells do?", ["T cells"]),
    ],
)
def test_a_letter_belongs_to_the_name_that_takes_one(question: str, names: list[str]) -> None:
    """Amphotericin B is a name, "B safe" is none."""
    assert [one.surface for one in default_analyzer().parse(question).concepts] == names
