"""Words of a question that no record has: what it is about, and what is only beside it."""

from __future__ import annotations

import pytest
from conftest import of_abstracts

import il2qa
from il2qa.answering.answer import answer
from il2qa.answering.engine import Engine, shipped_engine
from il2qa.answering.unknown_words import unknown, without
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Record, Section
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.rank import Ranking
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()
CORPUS = of_abstracts("Coffee keeps drivers awake in sepsis.", "Breakfast sugar and memory.")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        (
            "Does coffee keep drivers awake on the motorway?",
            "Does coffee keep drivers awake on the ?",
        ),
        ("Does vaping keep drivers awake?", None),  # what it is about
        ("Is coffee with kombucha harmful?", None),  # too little is left
        ("Does coffee keep drivers of xyzzaline awake?", None),  # a name may be the point
        ("Does coffee keep drivers awake?", None),  # every word is known
    ],
)
def test_plain_words_beside_a_clear_question_are_left_out(question: str, left: str | None) -> None:
    """One lay word that is nowhere refused a question that records answer."""
    query = ANALYZER.parse(question)
    lacking = unknown(query.concepts, CORPUS.reader)
    found = without(query, lacking, ANALYZER)
    assert (found.question if found else None) == left


class Strict:
    """A judge that refuses what has a word that no passage has."""

    answered, shown, relevant = 0.5, 0.02, 0.5

    def judge(self, ranking: Ranking, records: int) -> Judgement:
        """Refuse by the least covered word."""
        covered = bool((ranking.matches.has.max(0) > 0).all())
        return Judgement("answered" if covered else "no_evidence", 0.9 if covered else 0.01, 0.9)


class Lenient(Strict):
    """A judge that believes everything."""

    def judge(self, ranking: Ranking, records: int) -> Judgement:
        """An answer, whatever it is."""
        return Judgement("answered", 0.9, 0.9)


def asked(question: str, judge: Strict) -> il2qa.Answer:
    texts = ["Coffee keeps drivers awake.", "Sugar for breakfast helps memory.", "Coffee and tea."]
    records = [Record(pmid=str(i), abstract=(Section(text=one),)) for i, one in enumerate(texts, 1)]
    engine = Engine(shipped_engine().analyzer, shipped_engine().ranker, judge)
    return answer(MemoryCorpus(records, "two"), question, engine=engine)


def test_a_question_with_a_plain_word_that_is_nowhere_is_answered_in_part() -> None:
    """The reason is the word that nothing mentions."""
    told = asked("Does coffee keep drivers awake on the motorway?", Strict())
    assert (told.status, told.missing) == ("partial", ("motorway",))
    assert told.passages[0].text == "Coffee keeps drivers awake."


def test_a_question_about_a_word_that_is_nowhere_is_refused() -> None:
    """Whatever else stands in the records."""
    told = asked("Does vaping keep drivers awake?", Strict())
    assert told.reason == "no record tells of vaping"


def test_what_no_record_has_keeps_an_answer_from_being_sure() -> None:
    """A word beside it makes it partial, an unknown name that it is about refuses it."""
    assert asked("Does coffee keep drivers awake?", Lenient()).status == "answered"
    assert asked("Does coffee keep sailors awake at sea in bathyscaphes?", Lenient()).status == (
        "partial"
    )
    refused = asked("Does xyzzaline keep drivers awake?", Lenient())
    assert (refused.status, refused.reason) == ("no_evidence", "no record tells of xyzzaline")


def test_beside_a_query_only_its_records_are_weighed() -> None:
    """A query of the records chosen says what they are on: "heart failure[ti] : Does it help?"."""
    weighed: list[int] = []

    class Counting(Lenient):
        """Tells of how many records it was asked to judge."""

        def judge(self, ranking: Ranking, records: int) -> Judgement:
            weighed.append(records)
            return super().judge(ranking, records)

    asked("coffee[tiab] : Do drivers sleep?", Counting())
    asked("Do drivers sleep?", Counting())
    assert weighed == [2, 3]
