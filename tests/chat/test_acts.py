"""What is typed to the chat and is no question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from several import several

from il2qa.conversation import Act, Conversation
from il2qa.conversation.acts import act_of
from il2qa.models import Answer

CELLS = "Which cells produce interleukin-2?"


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("hello", Act("greeting")),
        ("Good morning!", Act("greeting")),
        ("hello, are you still there?", Act("greeting")),
        ("oh, hi by the way", Act("greeting")),
        ("hello, nice tool", Act("greeting")),
        ("nice work, thanks", Act("thanks")),
        ("hi, still with me?", Act("greeting")),
        ("are you still there?", Act("greeting")),
        ("good point", Act("agreement")),
        ("sorry", Act("agreement")),
        ("that's really helpful", Act("thanks")),
        ("that is so sad", Act("agreement")),
        ("you're very kind, thanks", Act("thanks")),
        ("quite surprising", Act("agreement")),
        ("give me a second", Act("agreement")),
        ("thanks, that's all I need", Act("thanks")),
        ("good to see you", Act("greeting")),
        ("right, I'm off", Act("quit")),
        ("how confident are you?", Act("sure")),
        ("thanks", Act("thanks")),
        ("ok thanks", Act("thanks")),
        ("thank you so much for your help!", Act("thanks")),
        ("ok", Act("agreement")),
        ("ta", Act("thanks")),
        ("take care", Act("quit")),
        ("are you a robot?", Act("help")),
        ("let's move on", Act("new")),
        ("not relevant", Act("complaint")),
        ("is there a full text?", Act("show")),
        ("how do I cite this?", Act("cite")),
        ("cite the second one", Act("cite", "2")),
        ("bye", Act("quit")),
        ("q", Act("quit")),
        ("you are wrong", Act("complaint")),
        ("no, that is not what I asked!", Act("complaint")),
        ("open it", Act("show")),
        ("save", Act("save")),
        ("can you help me?", Act("help")),
        ("I don't understand", Act("help")),
        ("help", Act("help")),
        ("what can I ask you?", Act("help")),
        ("oops, take that back", Act("undo")),
        ("never mind, new topic", Act("new")),
        ("show me the second one", Act("show", "2")),
        ("show me the abstract", Act("show")),
        ("show that paper", Act("show")),
        ("let me read this study", Act("show")),
        ("show me the abstract of the first one", Act("show", "1")),
        ("the full abstract of 2", Act("show", "2")),
        ("2", Act("context", "2")),
        ("are you sure?", Act("sure")),
        ("is that right?", Act("sure")),
        ("why did you quote that?", Act("why")),
        ("who cited it?", Act("cited")),
        ("more like this", Act("similar")),
    ],
)
def test_line_is_an_act(line: str, act: Act) -> None:
    """It gets a friendly line or does what a command does, never "No evidence found"."""
    conversation = Conversation(several())
    conversation.ask(CELLS)
    assert conversation.ask(line) == act
    assert bool(act.command) != bool(act.text)
    assert len(conversation.turns) == 1


@pytest.mark.parametrize(
    "line",
    ["macrophages", "ok, and macrophages?", "show me macrophages", "the second one", "why?", "the"],
)
def test_line_that_names_something_is_a_question(line: str) -> None:
    """Words of manners in it change nothing."""
    assert act_of(line) is None


@pytest.mark.parametrize("line", ["surprising?", "that is the receptor", "very", "how useful"])
def test_an_adjective_that_asks_is_no_courtesy(line: str) -> None:
    """A remark with a question mark asks; stress alone or before something else says nothing."""
    assert act_of(line, [CELLS]) is None


def test_how_this_works_is_help_until_something_was_asked() -> None:
    """Then it asks how that works."""
    assert act_of("how does this work?") == Act("help")
    assert act_of("how does this work?", ["Does aspirin prevent cancer?"]) is None


@pytest.mark.parametrize("line", ["why that one?", "but why this one?", "why those?"])
def test_why_that_one_asks_of_what_was_asked_for(line: str) -> None:
    """Behind a question for one of several things; else it asks why it was quoted."""
    assert act_of(line, ["Does aspirin prevent cancer?"]) == Act("why")
    assert act_of(line, ["Which dose of aspirin is best?"]) is None


def test_why_that_one_is_put_to_the_record_before_the_reader() -> None:
    """It is not asked of all records."""
    conversation = Conversation(several())
    conversation.ask("Which infection is interleukin-2 given as a drug in?")
    answer = conversation.ask("why that one?")
    assert isinstance(answer, Answer)
    read = answer.interpreted_as or ""
    assert read.lower().startswith("why")
    assert " · pmid:" in read


def test_number_answers_a_choice_first() -> None:
    """Where the chat has asked which record is meant, "2" names it."""
    conversation = Conversation(several())
    conversation.ask(CELLS)
    conversation.ask("who wrote it?")
    assert isinstance(conversation.ask("2"), Answer)


@given(st.text())
def test_any_line_is_read(line: str) -> None:
    """Whatever is typed."""
    act_of(line)
