"""Conditions on records as people type them: years, types, journals, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import il2qa
from il2qa.conversation.conversation import Conversation
from il2qa.conversation.years import of_years, spelt_out
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import QuestionError
from il2qa.models import Answer, Journal, PublicationDate, Record, Section

THIS_YEAR = 2025
ASKED = "Does honey help a cough?"


def made(year: int, kind: str, journal: str) -> Record:
    return Record(
        pmid=str(year),
        title="Honey for the cough of children",
        abstract=(Section(text=f"Honey helps a cough. We saw it in {year}."),),
        publication_types=(kind,),
        date=PublicationDate(text=str(year), year=year),
        journal=Journal(title=journal),
    )


CORPUS = il2qa.Corpus(
    MemoryCorpus(
        [
            made(1985, "Review", "Lancet"),
            made(1995, "Clinical Trial", "BMJ"),
            made(2015, "Randomized Controlled Trial", "N Engl J Med"),
            made(2023, "Review", "Lancet"),
        ],
        "coughs",
    )
)


def read(line: str) -> str | None:
    """What is understood of a line behind a question."""
    conversation = Conversation(CORPUS, limit=9, this_year=THIS_YEAR)
    conversation.ask(ASKED)
    answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    return answer.interpreted_as


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("nothing later than 2000", "year<=2000"),
        ("nothing before 1990", "year>=1990"),
        ("nothing from before 1990 please", "year>=1990"),
        ("no later than 2010", "year<=2010"),
        ("no older than 2010", "year>=2010"),
        ("none after 2010", "year<=2010"),
        ("nothing since 2010", "year<=2009"),
        ("nothing older than 10 years", "year>=2015"),
        ("no papers older than ten years", "year>=2015"),
        ("only papers less than 5 years old", "year>=2020"),
        ("1990 or older", "year<=1990"),
        ("2020 and newer", "year>=2020"),
        ("2020 or younger", "year>=2020"),
        ("2015 onwards", "year>=2015"),
        ("2015+", "year>=2015"),
        ("pre-2000", "year<=1999"),
        ("> 2000", "year>=2001"),
        ("only ≤1995", "year<=1995"),
        ("1990-1999", "year>=1990 year<=1999"),
        ("1990\u20131999 only", "year>=1990 year<=1999"),
        ("since the year 1990", "year>=1990"),
        ("2010 to now", "year>=2010"),
        ("1990s only", "year>=1990 year<=1999"),
        ("recent ones", "year>=2020"),
        ("this century", "year>=2000"),
        ("over the last few years", "year>=2020"),
        ("last two decades", "year>=2005"),
        ("last 99999 years", "year>=1875"),
        ("keep it to 2015", "year=2015"),
    ],
)
def test_years_are_limited_as_people_say_it(line: str, shown: str) -> None:
    """A line "nothing later than 2000" was a new topic, "2015+" the year 2015 alone."""
    assert read(line) == f"{ASKED} · {shown}"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("nothing but reviews", "type:Review"),
        ("limit it to trials", 'type:"Clinical Trial"'),
        ("drop the reviews", "-type:Review"),
        ("only N Engl J Med", 'journal:"N Engl J Med"'),
        ("just the Lancet", "journal:Lancet"),
        ("BMJ only please", "journal:BMJ"),
        ("not the Lancet", "-journal:Lancet"),
        ("nothing about adults", 'query:"NOT adults"'),
    ],
)
def test_types_and_journals_are_limited_as_people_say_it(line: str, shown: str) -> None:
    """A journal behind "only" was said not to be understood."""
    assert read(line) == f"{ASKED} · {shown}"


@pytest.mark.parametrize(
    "line",
    [
        "by the third?",
        "and by the third?",
        "and by the tenth?",
        "drop with 5 mg?",
        "nothing about safety?",
    ],
)
def test_what_asks_is_no_condition(line: str) -> None:
    """No record was said to be "by third"."""
    assert "NOT" not in (read(line) or "")


def test_how_old_people_are_is_no_condition_on_records() -> None:
    """Only what is said of records is so many years old."""
    assert " · " not in (read("and in those older than 10 years?") or "")


def test_people_only_are_a_circumstance() -> None:
    """They are read as "only in women"."""
    assert read("women only") == "Does honey help a cough in women?"
    assert read("only women please") == "Does honey help a cough in women?"


def test_just_before_a_question_does_not_limit() -> None:
    """A line "just sugar?" asks of sugar; it was refused as a condition."""
    assert read("just sugar?") == "Does sugar help a cough?"
    with pytest.raises(QuestionError, match="not understood as a condition"):
        read("just sugar")


@given(st.text(max_size=40))
def test_any_text_is_spelt_out(text: str) -> None:
    """Signs of years are put in words, whatever stands around them."""
    assert spelt_out(spelt_out(text)) is not None
    of_years(spelt_out(text), (), THIS_YEAR, of_records=True)
