"""The record under discussion is kept, and left, by follow-ups that are put to all records."""

from __future__ import annotations

import pytest
from several import Settled

from il2qa.conversation import Conversation
from il2qa.conversation.cues import without_tag
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Answer, Record, Section


def record(pmid: str, title: str, *sentences: str) -> Record:
    return Record(pmid=pmid, title=title, abstract=(Section(text=" ".join(sentences)),))


STUTTER = record(
    "501",
    "Warm baths for children who stutter.",
    "We mailed towels to 16 families, in Bergen between 1990 and 1992.",
    "Stuttering fell in those who bathed twice a day.",
    "Farmers among the fathers bathed more.",
)
OCD = record(
    "502",
    "Warm baths for OCD that resists SRIs.",
    "Twenty adults with OCD were bathed for nine weeks.",
    "They washed less; those with tics responded as well as the others.",
)
WEATHER = record(
    "503",
    "Baths for horses on farms in hot weather.",
    "Farmers and horses were fed hay at noon.",
)
OPENING = "Do warm baths help children who stutter?"


class OnBaths(Settled):
    """The opening is answered of one record; of politicians none tells."""

    ANSWERS = {  # noqa: RUF012
        OPENING: ("answered", ["501 2", "501 1"]),
        "what should politicians do about stutter?": ("no_evidence", []),
    }


def read(*lines: str) -> str | None:
    """How the last of some lines is read."""
    conversation = Conversation(OnBaths(MemoryCorpus((STUTTER, OCD, WEATHER), name="three")))
    answer = None
    for line in lines:
        answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    return answer.interpreted_as


@pytest.mark.parametrize(
    "line", ["what should politicians do about it?", "so what should bankers do?"]
)
def test_a_follow_up_that_no_record_answers_is_put_to_the_one_before(line: str) -> None:
    """It was refused: no record tells of politicians."""
    assert (read(OPENING, line) or "").endswith(" · pmid:501")


def test_a_condition_that_shuts_all_out_is_not_passed_by() -> None:
    """What is refused for its filter is not asked of the record before."""
    assert "pmid:" not in (read(OPENING, "only since 2020") or "")


@pytest.mark.parametrize("line", ["how many took part?", "was it well tolerated there?"])
def test_the_only_record_that_tells_of_what_was_put_in_is_meant_from_then_on(line: str) -> None:
    """The paper on stuttering stayed the one meant, though the talk had gone on to OCD."""
    follow_up = "and for OCD that resists SRIs?"
    assert (read(OPENING, "how many families were there?", follow_up, line) or "").endswith(
        " · pmid:502"
    )


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("where was all this?", "where was it done?"),
        ("where exactly was it?", "where was it done?"),
        ("whereabouts?", "where was it done?"),
        ("where was all of this?", "where was it done?"),
        ("where did that take place?", "where was it done?"),
        ("when did all this happen?", "when was it done?"),
    ],
)
def test_where_all_this_was_asks_for_no_journal(line: str, meant: str) -> None:
    """It asks where the study was done."""
    assert read(OPENING, line) == f"{meant} · pmid:501"


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("what is that, anyway?", "what is that?"),
        ("by phone or what?", "by phone?"),
        ("did it work, by the way?", "did it work?"),
        ("anyway?", "anyway?"),
        ("is it right?", "is it right?"),
        ("what was given in FACT?", "what was given in FACT?"),
    ],
)
def test_what_asks_nothing_at_the_end_is_left_out(question: str, without: str) -> None:
    """No record was said to tell of "anyway"."""
    assert without_tag(question) == without
