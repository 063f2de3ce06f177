"""What is named behind questions on a record: of the record, or of the question before it."""

from __future__ import annotations

import pytest
from several import Settled, several

import il2qa
from il2qa.conversation import Conversation
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Answer, Author, Record, Section

TRIAL = Record(
    pmid="201",
    title="Warm baths against frozen shoulder in women.",
    authors=(Author(last_name="Moe", fore_name="Kari"),),
    abstract=(
        Section(
            text="We enrolled 84 women with frozen shoulder. Pain was lower after warm baths. "
            "Headache occurred in four."
        ),
    ),
)
OTHER = Record(
    pmid="202",
    title="Ice packs after knee surgery.",
    abstract=(Section(text="Ice packs reduced swelling in 40 athletes with tennis elbow."),),
)
BATHS = "Do warm baths relieve frozen shoulder in women?"


class OnBaths(Settled):
    """Two records, of which the first alone is quoted of baths."""

    ANSWERS = {BATHS: ("answered", ["201 2"])}  # noqa: RUF012


def read(*lines: str) -> str | None:
    """How the last of some lines is read."""
    conversation = Conversation(OnBaths(MemoryCorpus((TRIAL, OTHER), name="two")))
    answer = None
    for line in lines:
        answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    return answer.interpreted_as


@pytest.mark.parametrize("between", ["how many took part?", "main result?", "who paid for it?"])
@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("what about tennis elbow?", "Do warm baths relieve tennis elbow in women?"),
        ("and in men?", "Do warm baths relieve frozen shoulder in men?"),
        ("and compared with ice packs?", f"{BATHS[:-1]} compared with ice packs?"),
    ],
)
def test_what_the_record_does_not_tell_of_goes_into_the_question_before(
    between: str, line: str, meant: str
) -> None:
    """It was asked whether the paper mentions it, or became "what next in men?"."""
    assert read(BATHS, between, line) == meant


def test_what_the_record_tells_of_is_asked_of_it() -> None:
    """A heading of the talk is left only for what its record lacks."""
    assert read(BATHS, "how many took part?", "and headaches?") == (
        "does the paper mention headaches? · pmid:201"
    )


def test_a_record_opened_by_its_pmid_is_never_left_so() -> None:
    """No question was put to all records."""
    line = "what about tennis elbow?"
    assert read("PMID 201", "main result?", line) == (
        "does the paper mention tennis elbow? · pmid:201"
    )


def test_what_a_record_does_not_tell_is_no_circumstance_of_its_result() -> None:
    """Its main result was shown as that in girls."""
    conversation = Conversation(OnBaths(MemoryCorpus((TRIAL, OTHER), name="two")))
    for line in ("PMID 201", "main result?"):
        conversation.ask(line)
    told = conversation.ask("what about girls?")
    assert isinstance(told, Answer)
    assert told.reason == "the record does not tell of girls"


def test_of_a_record_that_was_named_more_is_asked() -> None:
    """It ranged over the corpus, since the question names what other papers may tell of."""
    line = "what was the headache of the older women like and was it severe?"
    for before, stays in (("PMID 201", True), (BATHS, False)):
        conversation = Conversation(OnBaths(MemoryCorpus((TRIAL, OTHER), name="two")))
        conversation.ask(before)
        assert conversation.leans_after_all(line) is stays
        assert not conversation.leans_after_all("was rabeprazole measured?")


def test_what_must_be_of_some_paper_is_of_the_one_before_the_reader() -> None:
    """It was said that an article must be named."""
    told = read(BATHS, "What was pain compared with?", "and what about the result?")
    assert (told or "").endswith("pmid:201")


def test_a_number_of_nothing_is_said() -> None:
    """The corpus was searched for "first" and "one"."""
    conversation = Conversation(several())
    with pytest.raises(il2qa.QuestionError, match="nothing is numbered"):
        conversation.ask("tell me about the first one")


def test_a_condition_behind_questions_on_a_record_is_on_the_question_before() -> None:
    """A single record has one language and one year."""
    assert read(BATHS, "how many took part?", "only since 2015") == f"{BATHS} · year>=2015"


@pytest.mark.parametrize(
    ("line", "filter_"),
    [("any other studies?", "-pmid:201"), ("what do reviews say?", "type:Review")],
)
def test_other_studies_are_asked_the_question_before(line: str, filter_: str) -> None:
    """The open record was asked what other studies say."""
    assert read(BATHS, "how many took part?", line) == f"{BATHS} · {filter_}"


def test_people_in_a_word_are_asked_after() -> None:
    """The word "men" became "any men?", which was answered with women."""
    conversation = Conversation(several())
    conversation.ask("PMID 104")
    for line in ("men", "what about women?"):
        told = conversation.ask(line)
        assert isinstance(told, Answer)
        assert told.reason == f"the record does not tell of {line.split()[-1].rstrip('?')}"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["PMID 201", "more"], "summarise · pmid:201"),
        (["PMID 201", "main result?", "where?"], "where was it done? · pmid:201"),
        (["who wrote PMID 201?", "where?"], "where was it published · pmid:201"),
        (["who wrote PMID 201?", "and when?"], "when was it published · pmid:201"),
        (["PMID 201", "anything on headaches?"], "does the paper mention headaches? · pmid:201"),
        (["PMID 201", "anything on the conclusion?"], "the conclusion? · pmid:201"),
        ([BATHS, "how many men?", "and women?"], "how many women? · pmid:201"),
        ([BATHS, "how many of them were cured?"], "how many of them were cured? · pmid:201"),
        (["PMID 201", "how many baths did it take?", "what is its dose?"], "what is its dose?"),
    ],
)
def test_what_stands_for_a_question_on_the_record(lines: list[str], meant: str) -> None:
    """They were put into the last question, or asked of all records."""
    assert (read(*lines) or "").startswith(meant)
