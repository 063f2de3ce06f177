"""Turns of talk that lean on the last question without naming it, and what is taken back."""

from __future__ import annotations

import pytest
from several import settled, several

from il2qa.conversation import Choice, Conversation
from il2qa.conversation.follow_ups import follow
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Talk, Understood
from il2qa.errors import QuestionError
from il2qa.models import Answer

CELLS = "Which cells produce interleukin-2?"


def understood(last: str, line: str) -> Understood:
    reading = Reading(last)
    return follow(line, Talk(last=reading, topic=reading), Conversation(settled()))


def _read_after(last: str, line: str, *, stays: bool = True) -> str | None:
    """How a line is read after another one on record 104, which `stays` in focus or was quoted."""
    conversation = Conversation(settled())
    conversation.choose("104")
    conversation.ask(last)
    conversation.choose("104" if stays else None)
    answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    return answer.interpreted_as


@pytest.mark.parametrize(
    ("last", "line", "read"),
    [
        (
            "Does aspirin prevent stroke?",
            "is that true for women?",
            "Does aspirin prevent stroke in women?",
        ),
        (
            "Does aspirin prevent stroke?",
            "is that also true in diabetes?",
            "Does aspirin prevent stroke in diabetes?",
        ),
        (
            "Does aspirin prevent stroke in men?",
            "does that hold for women?",
            "Does aspirin prevent stroke in women?",
        ),
        (
            "Is aspirin as safe as clopidogrel?",
            "which is better?",
            "aspirin + safe + clopidogrel + better",
        ),
        (
            "Which lncRNAs are important for fiber initiation in cotton?",
            "which pathways do they act on?",
            "which pathways do lncRNAs act on?",
        ),
        (
            "Does aspirin prevent stroke?",
            "only in zebrafish",
            "Does aspirin prevent stroke in zebrafish?",
        ),
    ],
)
def test_turn_is_read_with_the_last_question(last: str, line: str, read: str) -> None:
    """The rest of the question stays as it was written."""
    assert understood(last, line).reading.question == read


@pytest.mark.parametrize(
    "last", ["what do the authors recommend?", "what did they find?", "what did the author say?"]
)
def test_they_are_the_authors_behind_a_question_on_them(last: str) -> None:
    """And nobody behind a question on patients."""
    assert understood(last, "who are they?").reading.question == "who wrote it"
    other = understood("Which patients need aspirin?", "who are they?")
    assert other.reading.question != "who wrote it"


@pytest.mark.parametrize("line", ["only purple ones", "just the good ones", "only T cells please"])
def test_what_is_no_condition_is_said(line: str) -> None:
    """It was asked as a topic, and answered as if it had been one."""
    conversation = Conversation(settled())
    conversation.ask(CELLS)
    with pytest.raises(QuestionError, match="not understood as a condition"):
        conversation.ask(line)
    assert len(conversation.turns) == 1


@pytest.mark.parametrize(
    "line",
    ["Just how common is asthma?", "Just which cells produce IL-2 in mice?"],
)
def test_question_that_begins_so_is_a_question(line: str) -> None:
    """It is complete."""
    assert understood(CELLS, line).reading.question == line


def test_undo_takes_a_condition_back() -> None:
    """After it "only since 1990" haunted every later question."""
    conversation = Conversation(settled())
    conversation.ask(CELLS)
    narrowed = conversation.ask("only since 1990")
    assert isinstance(narrowed, Answer)
    assert "year>=1990" in (narrowed.interpreted_as or "")
    assert conversation.undo() == "only since 1990"
    after = conversation.ask("what about macrophages?")
    assert isinstance(after, Answer)
    assert after.interpreted_as == "macrophages produce interleukin-2?"
    assert conversation.where is None


def test_repaired_word_is_shown() -> None:
    """As one-shot; the reading of the chat was put in its place."""
    conversation = Conversation(settled())
    told = conversation.ask("Do macrofages answer IL-2?")
    assert isinstance(told, Answer)
    assert told.interpreted_as == "Do macrophages answer IL-2?"
    assert settled().ask("Do macrofages answer IL-2?").interpreted_as == told.interpreted_as


@pytest.mark.parametrize(
    "question",
    [
        "Is miR-21 raised in bladder tumours versus the healthy lining next to them?",
        "Why is it hard for people with an overactive bladder to stay on oxybutynin?",
        "Which part of Atg4D helps it bring about cell death when overproduced in yeast?",
        "Why did the cannabis tissue culture replication not match the first report of growers?",
    ],
)
def test_question_that_names_much_inherits_nothing(question: str) -> None:
    """Its pronouns mean what it names itself; "them" was made "cells"."""
    assert understood(CELLS, question) == Understood(Reading(question))


@pytest.mark.parametrize(
    ("last", "line", "read"),
    [
        ("How many took part?", "was it significant?", "was it significant?"),  # "was took part …"
        ("How much variance did genes explain?", "what does this mean?", "what does this mean?"),
        (
            "Which cytokines did cells produce?",
            "which assay did they use?",
            "which assay did they use?",
        ),
        ("Does compost help barley?", "which crop did they grow?", "which crop did they grow?"),
        ("Does compost help barley?", "in what language is it?", "in what language is it?"),
        ("Does compost help barley?", "did they control for age?", "did they control for age?"),
        ("Does compost help barley?", "does it mention mice?", "does it mention mice?"),
        ("Is MELD better than CTP?", "how was it diagnosed?", "how was it diagnosed?"),
    ],
)
def test_what_only_the_record_can_be_meant_by_is_put_to_it(last: str, line: str, read: str) -> None:
    """A word of the question before took the pronoun's place: "was took part significant?"."""
    assert _read_after(last, line) == f"{read} · pmid:104"


def test_what_they_did_is_asked_of_things_where_things_may_have_done_it() -> None:
    """Only behind a question word are "they" those who wrote the record."""
    conversation = Conversation(settled())
    conversation.choose("104")
    conversation.ask("Does interleukin-4 help tamarins?")
    answer = conversation.ask("did they recover?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == "did tamarins recover? · pmid:104"


def test_rare_name_takes_the_place_of_a_rare_name() -> None:
    """Of caerulein nothing is known: a drug took the place of "prepulse inhibition" instead."""
    last = "Does caerulein have an antipsychotic-like effect on prepulse inhibition?"
    read = understood(last, "and haloperidol?").reading.question
    assert read == last.replace("caerulein", "haloperidol")
    last = "Does ceruletide alter startle responses?"
    assert understood(last, "and amphetamine?").reading.question == last.replace(
        "ceruletide", "amphetamine"
    )


@pytest.mark.parametrize(
    ("last", "line", "read"),
    [
        (
            "Does obesity raise blood pressure?",
            "and sugary drinks?",
            "Do sugary drinks raise blood pressure?",
        ),
        ("Are the lungs affected in cancer?", "and the liver?", "Is the liver affected in cancer?"),
        ("How is asthma treated?", "and hay fever?", "How is hay fever treated?"),
    ],
)
def test_verb_agrees_with_what_is_put_in(last: str, line: str, read: str) -> None:
    """It was shown as "does ceramides raise insulin?"."""
    assert understood(last, line).reading.question == read


def test_a_count_has_no_more() -> None:
    """The same numbers were shown again."""
    conversation = Conversation(settled())
    conversation.ask("how many papers per year?")
    with pytest.raises(QuestionError, match="count"):
        conversation.ask("more")


def test_a_question_behind_a_preposition_is_whole() -> None:
    """It was put before the last one: "In what language is the article does reperfusion …"."""
    last = "Does reperfusion lower heart failure?"
    found = understood(last, "in what language is the article?")
    assert found.reading.question == "in what language is the article?"
    found = understood(last, "in which patients?")
    assert found.reading.question == "In which patients does reperfusion lower heart failure?"


@pytest.mark.parametrize(
    ("last", "line", "read"),
    [
        ("what was the aim?", "and limitations?", "limitations?"),
        ("what was the aim?", "what about the side effects?", "the side effects?"),
        ("Does interleukin-4 help tamarins?", "and the funding?", "the funding?"),
        ("Does interleukin-4 help tamarins?", "limitations?", "limitations?"),
        ("Does interleukin-4 help tamarins?", "and side effects?", "side effects?"),
        ("what was the aim?", "and when?", "when was it published"),
        ("what was the aim?", "what about statins?", "does the paper mention statins?"),
        ("what was the aim?", "what does it say of hiccups?", "what does it say of hiccups?"),
        (
            "Does aspirin prevent stroke?",
            "and heart attacks?",
            "Does aspirin prevent heart attacks?",
        ),
    ],
)
def test_what_readers_ask_next_stands_by_itself(last: str, line: str, read: str) -> None:
    """It was put into the last question ("was it funding?"), or statins got three quotations."""
    assert _read_after(last, line) == f"{read} · pmid:104"


@pytest.mark.parametrize(
    "line",
    [
        *("any harms?", "what are the limitations?", "what should be done next?", "summarise"),
        *(
            "where was this done?",
            "was this known before?",
            "in which animals?",
            "over which years?",
        ),
        *("over which years?", "how was it diagnosed?", "and how was it treated?"),
    ],
)
def test_what_readers_ask_of_any_paper_stays_with_the_record(line: str) -> None:
    """It was asked of all records, or of a thing named before ("where was mutation done?")."""
    conversation = Conversation(settled())
    conversation.ask("PMID 104")
    conversation.ask(line)
    assert conversation.turns[-1].reading.focus == "104"


def test_of_several_records_it_is_asked_which_is_meant() -> None:
    """It ranged over the whole corpus."""
    conversation = Conversation(settled())
    conversation.ask("Which cells produce interleukin-2?")
    for line in ("any harms?", "what are the limitations?", "summarise"):
        assert isinstance(conversation.ask(line), Choice)


@pytest.mark.parametrize("line", ["only since 2015", "newer ones", "only reviews"])
def test_a_condition_on_a_record_in_focus_is_refused(line: str) -> None:
    """It was dropped without a word, and the same answer shown."""
    conversation = Conversation(settled())
    conversation.choose("104")
    conversation.ask("What stopped hiccups?")
    with pytest.raises(QuestionError, match="PMID 104 alone is asked"):
        conversation.ask(line)


TERSE = ["limits", "main limitation", "dose", "safety?", "conflicts of interest?", "conclusion"]


@pytest.mark.parametrize("line", TERSE)
def test_a_word_that_readers_use_of_any_paper_stays_with_the_open_one(line: str) -> None:
    """Without a question mark too: the corpus was searched for it, and another paper quoted."""
    read = _read_after("what was the aim?", line, stays=False)
    assert read.endswith("? · pmid:104")
    assert line.rstrip("?").rpartition(" ")[2] in read


@pytest.mark.parametrize("line", ["macrophages", "obesity", "interleukin-2"])
def test_a_word_of_a_topic_is_searched_for(line: str) -> None:
    """An open paper holds what may be asked of any paper, nothing else."""
    assert _read_after("what was the aim?", line, stays=False) is None


def test_a_short_question_stays_as_it_is() -> None:
    """Only what is no sentence is spelt out: "any how many patients?" was asked."""
    read = _read_after("what was the aim?", "how many patients?", stays=False)
    assert read == "how many patients? · pmid:104"


@pytest.mark.parametrize("kind", ["trials", "RCTs", "studies"])
def test_studies_are_counted_in_the_open_paper(kind: str) -> None:
    """With a review open "how many trials?" counted those of the corpus."""
    read = f"how many {kind} were included? · pmid:104"
    assert _read_after("what was the aim?", f"how many {kind}?", stays=False) == read


def test_what_kind_of_study_it_is_is_asked_of_the_record() -> None:
    """The question "was it a cohort?" became "was cirrhosis a cohort?"."""
    read = _read_after(
        "Does interleukin-4 help tamarins?", "was it a prospective cohort?", stays=False
    )
    assert read == "was it a prospective cohort? · pmid:104"


@pytest.mark.parametrize("line", ["what about women?", "is that true for boys?", "and girls?"])
def test_what_a_record_does_not_mention_is_said(line: str) -> None:
    """It was quoted as mentioned, though the record has no word of it."""
    conversation = Conversation(several())
    conversation.choose("102")
    conversation.ask("what was the conclusion?")
    told = conversation.ask(line)
    assert isinstance(told, Answer)
    assert told.reason == f"the record does not tell of {line.split()[-1].rstrip('?')}"


@pytest.mark.parametrize(
    ("last", "line", "read"),
    [
        ("how many mice?", "is that true for humans?", "does the paper mention humans?"),
        ("how many mice?", "is that true in humans?", "does the paper mention humans?"),
        ("main result?", "which is better?", "which is better?"),
        ("Does interleukin-4 help tamarins?", "which is safer?", "which is safer?"),
    ],
)
def test_what_has_no_place_in_the_last_question_is_asked_of_its_record(
    last: str, line: str, read: str
) -> None:
    """It was "how many humans?", and "main result + better" was searched for."""
    assert _read_after(last, line, stays=False) == f"{read} · pmid:104"
