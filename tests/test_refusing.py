"""When nothing is shown, and what is said then."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from il2qa.answering.answer import answer
from il2qa.answering.engine import Engine, shipped_engine
from il2qa.corpora.memory import MemoryCorpus
from il2qa.filters.where import Where
from il2qa.models import Answer, Record, Section
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.rank import Ranking

RECORDS = [
    Record(
        pmid="201",
        title="Wine consumption and the bowel.",
        abstract=(Section(text="Wine protects cells. Headache was rare in those who drank."),),
    ),
    Record(pmid="202", title="Tea.", abstract=(Section(text="Tea was drunk by 30 adults."),)),
]


@dataclass(frozen=True)
class Doubting:
    """A judge that holds every question to be on another topic."""

    answered: float = 0.5
    shown: float = 0.02
    relevant: float = 0.5

    def judge(self, ranking: Ranking, records: int) -> Judgement:
        return Judgement("no_evidence", self.shown, 0.4)


def ask(question: str) -> Answer:
    engine = Engine(shipped_engine().analyzer, shipped_engine().ranker, Doubting())
    return answer(MemoryCorpus(RECORDS, "two"), question, engine=engine)


@pytest.mark.parametrize("question", ["wine", "wine?", "Wine consumption", "tea"])
def test_what_is_wholly_in_a_title_is_on_the_topic(question: str) -> None:
    """A word or two: the learnt judge has little to go by there."""
    assert ask(question).status == "partial"


@pytest.mark.parametrize("question", ["wine headache", "headache and wine", "wine with headache?"])
def test_names_alone_that_one_record_has_are_on_the_topic(question: str) -> None:
    """It was refused, though the record tells of both."""
    assert ask(question).status == "partial"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("headache", "no record says enough on headache to be quoted"),
        ("why wine headache?", "no record says enough on wine and headache together to be quoted"),
        ("football", "no record tells of football"),
    ],
)
def test_a_refusal_says_what_is_not_told(question: str, reason: str) -> None:
    """By the words of the question, not by "it"."""
    told = ask(question)
    assert (told.status, told.reason) == ("no_evidence", reason)


def filtered(question: str, where: Where) -> Answer:
    return answer(MemoryCorpus(RECORDS, "two"), question, where=where)


@pytest.mark.parametrize("question", ["what is it about?", "Is tea drunk?", "who wrote it?"])
def test_a_record_that_is_not_there_is_named(question: str) -> None:
    """It was said that the question had only function words."""
    told = filtered(question, Where(pmids=("1",)))
    assert told.reason == "there is no record PMID 1 in two"


def test_a_filter_that_lets_nothing_through_is_told_of_any_question() -> None:
    """Also of one that names nothing."""
    told = filtered("what is it about?", Where(authors=("Nobody",)))
    assert (told.reason or "").startswith("no record passes the filter author:Nobody")


def test_a_year_that_no_record_has_is_said() -> None:
    """It was refused as if there were older ones."""
    told = filtered("Is tea drunk?", Where(since=2010))
    assert told.reason == "no record passes the filter year>=2010; no record has a year"
