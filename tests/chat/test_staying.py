"""The record under discussion stays the one meant behind follow-ups that no other answers."""

from __future__ import annotations

import pytest
from quiet_chat import chat_on
from several import RECORDS, Settled, settled

from il2qa.api import Corpus
from il2qa.chat.prompt import reply_to
from il2qa.conversation import Choice, Conversation
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Answer, Record, Section


def record(pmid: str, title: str, *sentences: str) -> Record:
    return Record(pmid=pmid, title=title, abstract=(Section(text=" ".join(sentences)),))


FLAPS = record(
    "301",
    "Honey dressings and the survival of skin flaps in rabbits.",
    "Skin flaps often fail for want of blood.",
    "We dressed skin flaps of 24 rabbits, 12 in each group, with honey or with gauze.",
    "The flaps were harvested from the back of each rabbit.",
    "Honey dressings improved the survival of skin flaps, 81% against 56% with gauze.",
    "Flap vessels were counted by the CD31 stain, which was denser under honey.",
    "We conclude that honey dressings help skin flaps survive.",
)
BURNS = record(
    "302",
    "Silver cream for burns of the hand: 60 adults treated at a hospital in Oslo.",
    "Sixty adults with burns of the hand were treated with silver cream.",
    "Burns healed within 19 days.",
)
COUGH = record(
    "303",
    "Honey for the cough of children at night.",
    "We gave 105 children with a cough honey or nothing before sleep.",
    "Honey reduced the frequency of cough.",
)
SHOCK = record(
    "304",
    "Fluids in septic shock.",
    "Saline was compared with albumin in 211 patients with septic shock.",
    "Survival did not differ.",
)
CORPUS = Corpus(MemoryCorpus((FLAPS, BURNS, COUGH, SHOCK), name="four"))
OPENING = "Do honey dressings improve the survival of skin flaps?"


def talk(*lines: str) -> Conversation:
    conversation = Conversation(CORPUS, this_year=2025)
    for line in lines:
        conversation.ask(line)
    return conversation


@pytest.mark.parametrize(
    "between",
    [
        ["what about silver cream?"],
        ["and in children?"],
        ["what about albumin?", "and in septic shock?"],
        ["only trials please"],
        ["how did the weather matter?"],
    ],
)
@pytest.mark.parametrize("line", ["how many were in each group?", "what did they conclude?"])
def test_a_follow_up_that_nothing_answers_does_not_change_the_record(
    between: list[str], line: str
) -> None:
    """One misread turn carried the three behind it to another record, or it was asked which."""
    conversation = talk(OPENING, *between)
    answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    assert {one.citation.id for one in answer.passages} == {"301"}


class OnBaths(Settled):
    """Two records, of which one clearly answers, and the other what nothing clearly answers."""

    ANSWERS = {  # noqa: RUF012
        "Do warm baths relieve pain in women?": ("answered", ["101 1"]),
        "Do warm baths relieve pain in men?": ("partial", ["102 1", "103 1"]),
        "Do warm baths relieve pain in mice?": ("partial", ["104 1"]),
    }


DRUGS = "Is sotalol better than metoprolol after a defibrillator?"


class OnDrugs(Settled):
    """Two records, quoted with doubt."""

    ANSWERS = {DRUGS: ("partial", ["401 1", "402 1"])}  # noqa: RUF012


@pytest.mark.parametrize("follow_up", ["and in men?", "and in mice?"])
@pytest.mark.parametrize("line", ["how many took part?", "limitations?"])
def test_the_record_before_is_meant_where_others_are_quoted_with_doubt(
    follow_up: str, line: str
) -> None:
    """It was asked which, or the other record was taken."""
    conversation = Conversation(OnBaths(MemoryCorpus(RECORDS, name="several")))
    for before in ("Do warm baths relieve pain in women?", follow_up):
        conversation.ask(before)
    answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == f"{line} · pmid:101"


def test_a_new_question_that_nothing_answers_leaves_no_record_meant() -> None:
    """How many took part was told of the record that the question before it was about."""
    conversation = talk(OPENING, "Can a lunchtime yoga class lower stress in office workers?")
    assert isinstance(conversation.ask("how many took part?"), Choice)


def test_the_record_under_discussion_is_among_those_to_choose_from() -> None:
    """Only those quoted last were named, though the talk was of another."""
    conversation = talk(OPENING, "what about silver cream for burns of the hand?")
    choice = conversation.ask("who wrote it?")
    if isinstance(choice, Choice):
        assert "301" in [one.id for one in choice.records]


@pytest.mark.parametrize(
    "line",
    ["was this done in live cats?", "who wasn't helped?", "which vessels were denser?"],
)
def test_what_names_little_is_asked_of_the_record(line: str) -> None:
    """No record tells of cats: that is to be said of this one, not of all."""
    answer = talk(OPENING, "what did they conclude?").ask(line)
    assert isinstance(answer, Answer)
    assert (answer.interpreted_as or "").endswith("pmid:301")


def test_what_a_name_means_is_asked_of_the_record_first() -> None:
    """Another record was quoted for what the paper before the reader tells itself."""
    answer = talk(OPENING).ask("what is CD31?")
    assert isinstance(answer, Answer)
    assert answer.passages[0].citation.id == "301"


@pytest.mark.parametrize("negation", ["weren't", "weren’t", "didn't", "isn't", "hasn't"])
def test_a_contracted_negation_names_nothing(negation: str) -> None:
    """It was said that no record tells of weren't."""
    query = CORPUS.engine.analyzer.parse(f"the flaps that {negation} survive")
    assert [one.surface for one in query.concepts] == ["flaps", "survive"]


def test_people_who_are_not_named_are_no_topic() -> None:
    """It was said that no record tells of anyone."""
    query = CORPUS.engine.analyzer.parse("did anyone need more honey?")
    assert "anyone" not in [one.surface for one in query.concepts]


def test_how_many_people_asks_for_no_authors() -> None:
    """It was asked which record is meant, as where its authors are asked for."""
    answer = talk(OPENING, "what about silver cream?").ask("how many rabbits?")
    assert isinstance(answer, Answer)
    assert answer.passages[0].citation.id == "301"


def test_the_only_record_with_a_word_is_not_meant_where_another_tells_more_of_the_talk() -> None:
    """A record on one of the two drugs was taken, since the other says arrhythmic."""
    both = record(
        "401",
        "Sotalol and metoprolol after a defibrillator.",
        "Arrhythmic events recurred more often with sotalol than with metoprolol.",
    )
    one = record(
        "402",
        "Sotalol against a defibrillator.",
        "Sotalol was compared with a defibrillator. Arrhythmias were fewer with it.",
    )
    conversation = Conversation(OnDrugs(MemoryCorpus((both, one), name="two")))
    conversation.ask(DRUGS)
    assert isinstance(conversation.ask("were there fewer arrhythmias on one of them?"), Choice)


def test_they_who_were_given_something_are_no_thing_of_the_last_question() -> None:
    """It was read "which dressings were skin flaps on?"."""
    conversation = talk(OPENING, "did the flaps survive?")
    answer = conversation.ask("which dressings were they on?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == "which dressings were they on? · pmid:301"


def test_a_sentence_without_the_name_does_not_tell_what_it_is() -> None:
    """A sentence that says what another drug is was called the answer."""
    found = record(
        "501",
        "Sumatriptan and muscle.",
        "Sumatriptan is an agonist used for the relief of migraine.",
        "We studied oxidative phosphorylation (Ox Phos) of the calf during exercise.",
    )
    corpus = Corpus(MemoryCorpus((found, SHOCK), name="two"))
    answer = corpus.ask("what is Ox Phos?", focus="501")
    assert "Ox Phos" in answer.passages[0].text


@pytest.mark.parametrize("line", ["what does that tell us about blood?", "so what does this mean?"])
def test_that_is_what_was_just_told(line: str) -> None:
    """Records on blood were searched for."""
    answer = talk(OPENING, "what did they conclude?").ask(line)
    assert isinstance(answer, Answer)
    assert (answer.interpreted_as or "").endswith("pmid:301")


@pytest.mark.parametrize("shown", ["2", "show me the second one", "/show 102"])
@pytest.mark.parametrize("line", ["where was it done?", "who wrote it?"])
def test_a_record_that_was_shown_is_the_one_meant(shown: str, line: str) -> None:
    """It was asked which, with that record before the reader."""
    chat = chat_on(settled())
    for before in ("Which cells produce interleukin-2?", shown, line):
        reply_to(before, chat, rewritable=False)
    last = chat.conversation.turns[-1]
    assert (last.question, last.reading.focus) == (line, "102")
