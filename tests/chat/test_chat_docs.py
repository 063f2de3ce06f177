"""docs/chat.md lists every command and every kind of follow-up, and its examples are read so."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from several import RECORDS, Settled

from il2qa.chat.commands import COMMANDS
from il2qa.conversation import Act, Conversation
from il2qa.conversation.acts import SAID, act_of
from il2qa.conversation.cues import opening, plain
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Journal
from il2qa.paper_questions.kinds import NAMING, kinds
from il2qa.paper_questions.wording import kinds_of_fields, wording
from il2qa.text.analyzer import default_analyzer
from il2qa.text.data import rows

TEXT = (ROOT / "docs" / "chat.md").read_text(encoding="utf-8")


def examples(heading: str) -> list[str]:
    """What is typed by the rows of the table under a heading."""
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", section, re.M)
    return [line for cell in cells for line in re.findall(r"`([^`]+)`", cell)]


OF_PAPERS = examples("What can be asked of any paper")
LEANING = examples("Questions that lean on the last one")
ACTS = examples("What is no question")
IN_JOURNALS = tuple(
    RECORDS[3].model_copy(update={"pmid": str(pmid), "journal": Journal(title=title)})
    for pmid, title in enumerate(("BMJ", "Lancet"), 105)
)


def test_every_command_is_listed() -> None:
    """As /help shows it."""
    listed = [line.replace("\\|", "|") for line in re.findall(r"^\| `(/.*?)` \|", TEXT, re.M)]
    assert listed == [command.usage for command in COMMANDS]


def test_every_kind_of_question_on_a_paper_is_listed() -> None:
    """Each kind that sentences or fields answer has an example that is read as one."""
    told = kinds(default_analyzer()).keys() | kinds_of_fields()
    naming = NAMING | {"listed"}  # what names something, and "listed under which type?"
    assert told - naming <= {wording(line).kind for line in OF_PAPERS}


def test_every_kind_of_act_is_listed() -> None:
    """Each has an example that is read as one."""
    kinds = {kind for kind, _ in rows("acts.tsv")} - {
        "filler",
        "stress",
        "remark",
        "apology",
        "chosen",
        "opening help",
    }
    found = [act_of(line) for line in ACTS]
    assert None not in found, ACTS
    assert kinds == {act.kind for act in found if act}
    assert set(SAID) <= kinds


def test_every_kind_of_follow_up_is_listed() -> None:
    """Of each role of the table that makes a follow-up there is an example."""
    openers = ("opener", "more", "limit", "correction")
    whole = ("bare", "ask", "compare", "people")
    table = rows("follow_ups.tsv")
    for role in openers:
        assert any(opening(line, role) is not None for line in LEANING), role
    for role in whole:
        known = {row[1] for row in table if row[0] == role}
        assert any(plain(line) in known for line in LEANING), role
    for role in ("ordinal", "closer", "negation", "narrow", "pronoun", "population"):
        known = {row[1] for row in table if row[0] == role}
        assert any(f" {word} " in f" {plain(line)} " for line in LEANING for word in known), role


@pytest.mark.parametrize("line", LEANING)
def test_example_leans_on_the_last_question(line: str) -> None:
    """It is read as more than it says, or is about a record, or asks which one."""
    conversation = Conversation(Settled(MemoryCorpus((*RECORDS, *IN_JOURNALS), name="several")))
    conversation.ask("Does IL-2 act on T cells better than IL-4?")
    if line == "who are they?":
        conversation.ask("what did the authors find?")
        if conversation.choice:
            conversation.ask("1")
    told = conversation.ask(line)
    assert not isinstance(told, Act)
    reading = getattr(told, "interpreted_as", None)
    assert reading != line
    assert reading or not hasattr(told, "status")
