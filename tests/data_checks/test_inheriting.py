"""Complete questions that people asked inherit nothing, whatever was asked before."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from conftest import ROOT
from several import several

from il2qa.answering.languages import foreign
from il2qa.conversation import Choice, Conversation
from il2qa.conversation.acts import act_of
from il2qa.conversation.follow_ups import follow
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Talk
from il2qa.text.analyzer import default_analyzer

DATA = Path(os.environ.get("IL2QA_DATA") or ROOT.parent / "shared" / "data")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"needs question files in {DATA}")


def questions(name: str) -> list[str]:
    opened = gzip.open if name.endswith(".gz") else open
    with opened(DATA / name, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row.get("question") or row["q"] for row in rows]


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("bioasq_questions.jsonl.gz", 0),
        ("snippet_extraction.jsonl.gz", 0),
        ("own_words_questions.jsonl", 0),
        ("own_words_more.jsonl", 1),  # "… tell us about the RNA they come from"
    ],
)
def test_complete_questions_are_read_as_they_stand(name: str, most: int) -> None:
    """Behind a question about interleukin-2 that cites several records."""
    conversation = Conversation(several())
    answer = conversation.ask("Which cells produce interleukin-2?")
    assert not isinstance(answer, Choice)
    reading = Reading("Which cells produce interleukin-2?")
    cited = tuple(passage.citation for passage in answer.passages)
    talk = Talk(last=reading, topic=reading, cited=cited, shown=len(cited))
    told = [(text, follow(text, talk, conversation)) for text in questions(name)]
    changed = [text for text, found in told if found.about_record or found.reading.question != text]
    assert len(changed) <= most, changed


@pytest.mark.parametrize(
    "name",
    [
        "bioasq_questions.jsonl.gz",
        "snippet_extraction.jsonl.gz",
        "own_words_questions.jsonl",
        "own_words_more.jsonl",
    ],
)
def test_complete_questions_are_english_and_no_act(name: str) -> None:
    """None asks for a command, and none is refused as of another language."""
    asked = questions(name)
    assert not [text for text in asked if act_of(text) or foreign(text, default_analyzer())]
