"""What a line leaves out of the last question, counts on its topic, and what is shown once more."""

from __future__ import annotations

import pytest

import il2qa
from il2qa.conversation.acts import Act
from il2qa.conversation.conversation import Conversation
from il2qa.conversation.reading import read_back
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import QuestionError
from il2qa.models import Answer, Author, Journal, PublicationDate, Record, Section


def made(number: int, title: str, kind: str, country: str = "Spain") -> Record:
    return Record(
        pmid=str(number),
        title=title,
        abstract=(Section(text=f"{title}. We saw it ourselves."),),
        publication_types=(kind,),
        date=PublicationDate(text=str(2000 + number), year=2000 + number),
        journal=Journal(title="Zebrafish"),
        authors=(Author(last_name="Doe", initials="J", affiliations=(f"Clinic, {country}",)),),
    )


CORPUS = il2qa.Corpus(
    MemoryCorpus(
        [
            made(1, "Risk factors for obesity in children", "Review", "Mexico"),
            made(2, "Risk factors for obesity in adults", "Randomized Controlled Trial"),
            made(3, "Obesity and its risk factors in Mexico", "Clinical Trial", "Peru"),
            made(4, "Gout in adults and bats", "Clinical Trial"),
            made(5, "Obesity in zebrafish has risk factors", "Journal Article"),
        ],
        "library",
    )
)
OBESITY = "What are risk factors for obesity?"


def asked(*questions: str) -> Answer:
    """The last answer; a line that is refused is passed over, but not the last."""
    conversation = Conversation(CORPUS, limit=9, this_year=2005)
    for question in questions[:-1]:
        conversation.ask(question)
    answer = conversation.ask(questions[-1])
    assert isinstance(answer, Answer)
    return answer


@pytest.mark.parametrize(
    ("line", "shown", "left_out"),
    [
        ("not in children", 'query:"NOT children"', {"1"}),
        ("without children?", 'query:"NOT children"', {"1"}),
        ("no children please", 'query:"NOT children"', {"1"}),
        ("ignore children", 'query:"NOT children"', {"1"}),
        ("anything but trials", '-type:"Clinical Trial"', {"2", "3"}),
        ("without adults", 'query:"NOT adults"', {"2"}),
        ("but not in Mexico", 'query:"NOT Mexico"', {"3"}),
        ("except for children", 'query:"NOT children"', {"1"}),
        ("without children or gout", 'query:"NOT children NOT gout"', {"1"}),
        ("not from Mexico", "query:'NOT \"mexico\"[ad]'", {"1"}),
        ("no trials", '-type:"Clinical Trial"', {"2", "3"}),
        ("only trials", 'type:"Clinical Trial"', {"1", "5"}),
        ("only from Mexico", "query:'\"mexico\"[ad]'", {"2", "3", "5"}),
        ("from 2002", "year=2002", {"1", "3", "5"}),
        ("not before 2003", "year>=2003", {"1", "2"}),
        ("not since 2003", "year<=2002", {"3", "5"}),
        ("before 2003", "year<=2002", {"3", "5"}),
        ("in the last two years", "year>=2003", {"1", "2"}),
    ],
)
def test_what_a_line_leaves_out_is_not_looked_for(
    line: str, shown: str, left_out: set[str]
) -> None:
    """Obesity "not in children" was asked as obesity in children."""
    answer = asked(OBESITY, line)
    assert answer.interpreted_as == f"{OBESITY} · {shown}"
    where = read_back(answer.interpreted_as).where
    let_through = {one.pmid for one in CORPUS.records(where)}
    assert let_through - {"4"} == {"1", "2", "3", "5"} - left_out
    assert not {one.citation.pmid for one in answer.passages} & left_out
    afresh = Conversation(CORPUS, limit=9).ask(answer.interpreted_as)
    assert isinstance(afresh, Answer)
    assert afresh.passages == answer.passages


def test_conditions_of_words_add_up_and_let_go_of_their_contrary() -> None:
    """One behind the other, on a list too."""
    answer = asked("papers on obesity", "not in Mexico", "without children")
    assert (answer.interpreted_as or "").endswith('query:"NOT Mexico NOT children"')
    assert answer.counts == il2qa.Counts(records=2)
    answer = asked(OBESITY, "no trials", "exclude reviews")
    assert answer.interpreted_as == f'{OBESITY} · -type:"Clinical Trial" -type:Review'
    answer = asked(OBESITY, "not from Mexico", "only from Mexico")
    assert answer.interpreted_as == f"{OBESITY} · query:'\"mexico\"[ad]'"


def test_only_from_a_journal_is_a_filter_with_its_article_too() -> None:
    """It was read as a part of the question."""
    shown = asked(OBESITY, "only from the Zebrafish please").interpreted_as
    assert shown == f"{OBESITY} · journal:Zebrafish"


def test_zebrafish_are_a_circumstance_not_their_journal() -> None:
    """A small letter names no journal behind "in"; the filter stayed on for good."""
    assert asked(OBESITY, "only in zebrafish").interpreted_as == (
        "What are risk factors for obesity in zebrafish?"
    )
    shown = asked(OBESITY, "only in Zebrafish").interpreted_as
    assert shown == f"{OBESITY} · journal:Zebrafish"


@pytest.mark.parametrize(
    ("line", "records"),
    [
        ("how many trials?", 2),
        ("how many of them are trials?", 2),
        ("how many reviews?", 1),
        ("how many papers?", 4),
    ],
)
def test_studies_are_counted_on_the_topic_asked_before(line: str, records: int) -> None:
    """They were counted in one record that was quoted, or in the whole corpus."""
    assert asked("Does obesity have risk factors?", line).counts == il2qa.Counts(records=records)


def test_a_count_leaves_the_topic() -> None:
    """What follows it is put into the question before it."""
    shown = asked(OBESITY, "how many trials?", "only reviews").interpreted_as
    assert shown == f"{OBESITY} · type:Review"


def test_what_was_shown_is_shown_again() -> None:
    """It was searched for: "repeat" found microsatellite repeats."""
    conversation = Conversation(CORPUS, limit=1)
    for line in ("repeat", "previous"):
        with pytest.raises(QuestionError, match="ask a question first"):
            conversation.ask(line)
    first = conversation.ask(OBESITY)
    assert isinstance(first, Answer)
    again = conversation.ask("repeat")
    assert isinstance(again, Answer)
    assert again.passages == first.passages
    with pytest.raises(QuestionError, match="no passages stand before"):
        conversation.ask("previous")
    conversation.ask("more")
    back = conversation.ask("previous page")
    assert isinstance(back, Answer)
    assert back.passages == first.passages


@pytest.mark.parametrize("line", ["what was my first question?", "What did I ask?"])
def test_questions_asked_are_listed(line: str) -> None:
    """It was put to the record quoted last."""
    conversation = Conversation(CORPUS)
    before = conversation.ask(line)
    assert isinstance(before, Act)
    assert before.text == "Nothing was asked yet."
    conversation.ask(OBESITY)
    conversation.ask("only trials")
    act = conversation.ask(line)
    assert isinstance(act, Act)
    assert act.text == f"1. {OBESITY}\n2. only trials"
    assert act.command is None


@pytest.mark.parametrize("line", ["who says so?", "says who?"])
def test_who_says_so_asks_for_the_sources(line: str) -> None:
    """It found a paper on who says what."""
    assert Conversation(CORPUS).ask(line) == Act("sources")


def test_a_condition_on_nothing_is_said() -> None:
    """As the first line there is nothing that it could limit."""
    with pytest.raises(QuestionError, match="nothing was asked yet"):
        Conversation(CORPUS).ask("only trials")


def test_a_query_that_stays_is_told_as_it_is_typed() -> None:
    """The reading quotes it by the other marks, the refusal as a query."""
    conversation = Conversation(CORPUS)
    conversation.filter('"risk factors"[ti] AND bats')
    answer = conversation.ask("Is gout painful?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as is None
    assert (answer.reason or "").count('"risk factors"[ti] AND bats') == 1
    conversation.filter('"risk factors"[ti]')
    shown = conversation.ask("only since 2002")
    assert isinstance(shown, Answer)
    assert (shown.interpreted_as or "").endswith("· year>=2002 query:'\"risk factors\"[ti]'")


@pytest.mark.parametrize(
    ("topic", "line", "shown"),
    [
        ("papers on obesity", "how many?", "how many papers on obesity?"),
        ("papers on obesity", "by year", "papers on obesity by year"),
        ("papers on obesity", "and per journal?", "papers on obesity per journal"),
        (OBESITY, "by year", "how many papers on risk factors obesity by year?"),
    ],
)
def test_numbers_of_a_list_are_on_its_topic(topic: str, line: str, shown: str) -> None:
    """It was asked of one record, or of an author called by year."""
    answer = asked(topic, line)
    assert answer.counts == CORPUS.ask(shown).counts
    assert answer.counts is not None
    assert answer.counts.records == 4


def test_a_number_that_is_not_shown_is_said() -> None:
    """With one passage "the second one" was asked as a question of it."""
    conversation = Conversation(CORPUS, limit=1)
    conversation.ask(OBESITY)
    with pytest.raises(QuestionError, match="there is no number 2"):
        conversation.ask("the second one")
