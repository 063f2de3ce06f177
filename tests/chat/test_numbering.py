"""What was quoted is numbered on over "more", and every number can be named."""

from __future__ import annotations

import re

import pytest
from conftest import of_abstracts
from quiet_chat import chat_on
from several import settled

from il2qa.chat import prompt as session
from il2qa.chat.state import Chat
from il2qa.conversation.reading import Reading, read_back
from il2qa.filters.text import read_filter
from il2qa.models import Answer

CELLS = "Which cells produce interleukin-2?"


@pytest.fixture
def chat() -> Chat:
    found = chat_on(settled())
    found.conversation.limit = 1
    return found


def typed(chat: Chat, line: str) -> str:
    return session.reply_to(line, chat, rewritable=False) or ""


def test_more_goes_on_counting(chat: Chat) -> None:
    """The first answer has 1, "more" has 2, "more" again 3."""
    assert "1. " in typed(chat, CELLS)
    assert re.search(r"^2\. ", typed(chat, "more"), re.M)
    assert re.search(r"^3\. ", typed(chat, "/more"), re.M)


NAMING = ["/cite 2", "/show 2", "show me the second one", "/context 2", "2"]


@pytest.mark.parametrize("line", NAMING)
def test_every_number_since_the_question_resolves(chat: Chat, line: str) -> None:
    """After "more" twice the second passage is still the second."""
    typed(chat, CELLS)
    typed(chat, "more")
    second = chat.conversation.turns[-1].answer.passages[0]
    typed(chat, "more")
    reference = second.citation.reference[:20]
    record = chat.corpus.record(second.citation.id)
    assert record is not None
    told = typed(chat, line)
    assert reference in told or str(record.title) in told


def test_a_new_question_counts_from_one(chat: Chat) -> None:
    """Numbers are of the question that was asked last."""
    typed(chat, CELLS)
    typed(chat, "more")
    assert re.search(r"^1\. ", typed(chat, "Do macrophages answer IL-2?"), re.M)


def test_more_from_that_one_repeats_nothing() -> None:
    """In a pool a record's sentences come in another order than by themselves."""
    told = "IL-2 acts on T cells. Cells of the thymus need IL-2. IL-2 is a cytokine of T cells."
    corpus = of_abstracts(told, "T cells secrete IL-2 in mice. IL-2 binds to its receptor.")
    conversation = chat_on(corpus).conversation
    conversation.limit = 2
    first = conversation.ask("Which cells need IL-2?")
    conversation.choose(first.passages[0].citation.id)  # type: ignore[union-attr]
    rest = conversation.ask("more from that one")
    assert isinstance(first, Answer)
    assert isinstance(rest, Answer)
    assert rest.passages
    assert not {one.text for one in first.passages} & {one.text for one in rest.passages}
    again = chat_on(corpus).conversation.ask(rest.interpreted_as or "")
    assert isinstance(again, Answer)
    assert again.passages == rest.passages[:3] or again.passages[:2] == rest.passages


def test_what_is_left_out_is_read_back() -> None:
    """As it is shown."""
    reading = Reading("macrophages", read_filter("pmid:101"), 3, (1, 4))
    assert reading.shown == "macrophages · pmid:101 · without no. 1, 4 · from no. 4"
    assert read_back(reading.shown) == reading


def test_records_of_a_list_are_named_by_number(chat: Chat) -> None:
    """After /similar, until the next answer; "it" is what it was until one of them is shown."""
    typed(chat, CELLS)
    before = chat.conversation.subject
    told = typed(chat, "/similar 1")
    assert told.startswith("1. ")
    second = chat.conversation.passage_source("2")
    assert second
    record = chat.corpus.record(second)
    assert record is not None
    assert chat.conversation.subject == before
    assert str(record.title) in typed(chat, "/show 2")
    assert str(record.title) in typed(chat, "2")
    assert str(record.title) in typed(chat, "show me the second one")
    assert chat.conversation.subject == second
    typed(chat, "Do macrophages answer IL-2?")
    assert chat.conversation.passage("1") is not None


def test_only_record_is_in_focus() -> None:
    """`/focus` said that none is, while the prompt named it."""
    told = typed(chat_on(of_abstracts("IL-2 acts on T cells.")), "/focus")
    assert told.startswith("In focus: ")
