"""Greeting, thanks and agreement before a question are no part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from several import several

from il2qa.conversation import Conversation
from il2qa.models import Answer
from il2qa.text.analyzer import default_analyzer
from il2qa.text.courtesy import without_courtesy

PLAIN = "does IL-2 act on macrophages?"


@pytest.mark.parametrize(
    "before",
    [
        *("Hello, ", "Hello ", "Thank you. ", "hi! ", "ok thanks, ", "Good morning – ", "Great, "),
        *("sorry, ", "oops, ", "No wait, "),
    ],
)
def test_greeting_before_a_question_changes_nothing(before: str) -> None:
    """Asked once and in a conversation: "Hello, does …" was read as "hell, does …"."""
    corpus = several()
    wanted = corpus.ask(PLAIN)
    told = corpus.ask(before + PLAIN)
    assert told.question == before + PLAIN
    assert (told.passages, told.status) == (wanted.passages, wanted.status)
    talked = Conversation(corpus).ask(before + PLAIN)
    assert isinstance(talked, Answer)
    assert talked.passages == wanted.passages


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("could you tell me how many took part?", "how many took part?"),
        ("Hello, I'd like to know the dose", "the dose"),
        ("do you know who funded it?", "who funded it?"),
        ("please tell me what IL-2 does", "what IL-2 does"),
        ("tell me about statins", "tell me about statins"),
        ("show me the reviews on gout", "show me the reviews on gout"),
        ("I wonder", "I wonder"),
        ("sorry, IL-4", "sorry, IL-4"),  # puts the last question right
    ],
)
def test_asking_to_be_told_is_no_part_of_a_question(line: str, asked: str) -> None:
    """Of "could you tell me how many took part?" no record told of took, and the paper was left."""
    assert without_courtesy(line, default_analyzer()) == asked


@pytest.mark.parametrize("before", ["thanks, ", "ok thanks, ", "nice, ", "Thank you! "])
def test_thanks_before_a_follow_up_change_nothing(before: str) -> None:
    """Of "thanks, and who wrote it?" the thanks were searched for."""
    conversation = Conversation(several(), limit=1)
    conversation.ask("Do macrophages answer IL-2?")
    told = conversation.ask(before + "and who wrote it?")
    assert isinstance(told, Answer)
    assert told.passages[0].text.startswith("Authors:")


@pytest.mark.parametrize(
    "question",
    [
        "Great tits and influenza",
        "right ventricle",
        "no, I meant IL-4",
        "HI titres of bats",
        "good outcome of sepsis?",
        "thanks",
        "well, does it help?",
        "the thanks",
        "Fine, RL",
    ],
)
def test_what_is_no_courtesy_stays(question: str) -> None:
    """Adjectives, corrections, abbreviations, and courtesy alone."""
    assert without_courtesy(question, default_analyzer()) == question


@given(st.text(alphabet="hello, thanks.!?ok \n\x00é", max_size=60))
def test_what_is_left_ends_the_question(question: str) -> None:
    """Nothing but a beginning is ever left out."""
    assert question.strip().endswith(without_courtesy(question, default_analyzer()).strip())
