"""The record in focus, choices, /undo, starting over."""

from __future__ import annotations

import pytest
from several import several

import il2qa
from il2qa.conversation import Choice, Conversation
from il2qa.filters.where import Where
from il2qa.models import Answer

CELLS = "Which cells produce interleukin-2?"


@pytest.fixture
def conversation() -> Conversation:
    return Conversation(several())


def test_several_records_may_be_meant(conversation: Conversation) -> None:
    """It asks which, with numbers; the number answers the question of that record."""
    conversation.ask(CELLS)
    choice = conversation.ask("who wrote it?")
    assert isinstance(choice, Choice)
    assert len(choice.records) > 1
    last = choice.records[-1].id
    answer = conversation.ask(str(len(choice.records)))
    assert isinstance(answer, Answer)
    assert (answer.passages[0].citation.id, answer.passages[0].citation.field) == (last, "authors")
    assert answer.question == "who wrote it?"


@pytest.mark.parametrize("reply", ["2", "the second one", "second", "PMID"])
def test_choice_is_made_by_number_or_ordinal_or_pmid(
    conversation: Conversation, reply: str
) -> None:
    """However it is said."""
    conversation.ask(CELLS)
    choice = conversation.ask("who wrote it?")
    assert isinstance(choice, Choice)
    second = choice.records[1].id
    answer = conversation.ask(reply.replace("PMID", f"PMID {second}"))
    assert isinstance(answer, Answer)
    assert answer.passages[0].citation.id == second


def test_choice_is_dropped_by_another_question(conversation: Conversation) -> None:
    """Nobody has to choose."""
    conversation.ask(CELLS)
    conversation.ask("who wrote it?")
    answer = conversation.ask("Do macrophages answer IL-2?")
    assert isinstance(answer, Answer)
    assert conversation.choice is None


def test_record_put_in_focus_by_hand_is_meant(conversation: Conversation) -> None:
    """Also when the last answer quotes others."""
    conversation.choose("104")
    conversation.ask(CELLS)
    answer = conversation.ask("who wrote it?")
    assert isinstance(answer, Answer)
    assert answer.passages[0].text == "Authors: Edgar Poe"
    conversation.ask(CELLS)
    assert conversation.focus == "104"
    conversation.choose(None)
    assert conversation.focus is None


def test_focus_must_exist(conversation: Conversation) -> None:
    """An unknown PMID is an error that names it."""
    with pytest.raises(il2qa.RecordNotFound, match="999"):
        conversation.choose("999")


def test_with_nothing_cited_it_means_nothing(conversation: Conversation) -> None:
    """The error says what to do."""
    with pytest.raises(il2qa.QuestionError, match="which record"):
        conversation.ask("who wrote it?")


def test_single_record_is_always_in_focus(corpus: il2qa.Corpus) -> None:
    """In a corpus of one, "it" needs no introduction."""
    answer = Conversation(corpus).ask("Who wrote it?")
    assert isinstance(answer, Answer)
    assert answer.passages[0].text == "Authors: L Borradori et al."


def test_long_conversation_forgets_its_oldest_steps(conversation: Conversation) -> None:
    """Ten thousand turns held everything that had ever been said, each step all before it."""
    for _ in range(500):
        conversation.start_over()
    assert len(conversation.moments) == 201
    for _ in range(200):
        assert conversation.undo() is not None
    assert conversation.undo() is None


def test_undo_brings_back_what_was_before(conversation: Conversation) -> None:
    """The next follow-up leans on the question before the one taken back."""
    conversation.ask(CELLS)
    conversation.ask("what about macrophages?")
    assert conversation.undo() == "what about macrophages?"
    answer = conversation.ask("why?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == "why + cells + produce + interleukin-2"


def test_undo_leaves_the_filter(conversation: Conversation) -> None:
    """It is no part of what was asked."""
    conversation.ask(CELLS)
    conversation.filter(Where(since=1990))
    conversation.undo()
    assert conversation.where == Where(since=1990)


def test_undo_takes_a_choice_back_and_ends_at_the_beginning(conversation: Conversation) -> None:
    """One step each; at the beginning there is nothing to take back."""
    conversation.ask(CELLS)
    conversation.ask("who wrote it?")
    assert conversation.undo() == "who wrote it?"
    assert conversation.choice is None
    assert conversation.undo() == CELLS
    assert conversation.undo() is None


def test_starting_over_forgets_and_can_be_undone(conversation: Conversation) -> None:
    """The filter stays, the questions go."""
    conversation.filter(Where(since=1990))
    conversation.ask(CELLS)
    conversation.start_over()
    assert conversation.turns == ()
    assert conversation.where == Where(since=1990)
    with pytest.raises(il2qa.QuestionError):
        conversation.ask("why?")
    conversation.undo()
    assert len(conversation.turns) == 1


def test_question_that_fails_leaves_all_as_it_was(conversation: Conversation) -> None:
    """The next follow-up leans on the last question that was answered."""
    conversation.ask(CELLS)
    with pytest.raises(il2qa.QuestionError):
        conversation.ask("the")
    assert isinstance(conversation.ask("why?"), Answer)


@pytest.mark.parametrize(
    "question",
    ["Which cells produce interleukin-2?", "what stopped hiccups?", "who wrote it?", "and HIV?"],
)
def test_with_a_focus_every_question_is_put_to_that_record(
    conversation: Conversation, question: str
) -> None:
    """On content too, and whatever else the corpus knows, until the focus is lifted."""
    conversation.choose("103")
    answer = conversation.ask(question)
    assert isinstance(answer, Answer)
    assert {passage.citation.id for passage in answer.passages} <= {"103"}
    assert "pmid:103" in (answer.interpreted_as or "")
    assert conversation.focus == "103"


def test_focus_is_lifted(conversation: Conversation) -> None:
    """Then questions range over all records again."""
    conversation.choose("103")
    conversation.choose(None)
    answer = conversation.ask("What stopped hiccups?")
    assert isinstance(answer, Answer)
    assert answer.passages[0].citation.id == "104"


def test_record_named_by_its_pmid_answers_beside_a_focus(conversation: Conversation) -> None:
    """The PMID in the question counts before the focus."""
    conversation.choose("103")
    answer = conversation.ask("who wrote PMID 101?")
    assert isinstance(answer, Answer)
    assert [passage.citation.id for passage in answer.passages] == ["101"]


def test_record_quoted_last_is_no_focus(conversation: Conversation) -> None:
    """A complete question ranges over all records, whatever was quoted."""
    conversation.ask("What stopped hiccups?")
    assert conversation.focus is None
    answer = conversation.ask("Which cells produce interleukin-2?")
    assert isinstance(answer, Answer)
    assert answer.passages[0].citation.id == "103"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("papers by Doe", '"Doe"[au]'),
        ("how many papers per year?", "all records"),
        ("interleukin-4 AND 2000:2010[dp]", "interleukin-4 AND 2000:2010[dp]"),
    ],
)
@pytest.mark.parametrize("focus", [None, "103"])
def test_query_is_passed_on_as_it_is(
    conversation: Conversation, line: str, read: str, focus: str | None
) -> None:
    """It was taken for a condition on the last question, or put to the record quoted last."""
    conversation.ask(CELLS)
    conversation.choose(focus)
    answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    assert answer.status == "answered"
    assert answer.interpreted_as == read
    alone = Conversation(several()).ask(line)
    assert isinstance(alone, Answer)
    assert (answer.passages, answer.counts) == (alone.passages, alone.counts)


def test_condition_is_no_query(conversation: Conversation) -> None:
    """What begins with "only" narrows the last question."""
    conversation.ask(CELLS)
    answer = conversation.ask("only papers by van der Berg")
    assert isinstance(answer, Answer)
    assert (answer.interpreted_as or "").startswith(CELLS)
