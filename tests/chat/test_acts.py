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
