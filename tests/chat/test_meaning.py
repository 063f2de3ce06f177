"""Which record a question on "it" means where several were quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from several import RECORDS, Settled, settled

from il2qa.answering import Finding
from il2qa.conversation import Choice, Conversation
from il2qa.conversation.meaning import leader, works
from il2qa.corpora.memory import MemoryCorpus
from il2qa.filters.where import Where
from il2qa.models import Answer, Citation, Correction, Passage, Record, Section
from il2qa.ranking.confidence import Judgement

CELLS = "Which cells produce interleukin-2?"


class Scored(Settled):
    """The settled records, with scores that tell how far each stands before the others."""

    SCORES = (4.0, 1.0, 0.5)
    CONFIDENCE = 0.5

    def find(
        self, question: str, where: Where | None = None, *, focus: str | None = None
    ) -> Finding:
        found = super().find(question, where, focus=focus)
        if question != CELLS or where:
            return found
        scored = zip(found.evidence, self.SCORES, strict=False)
        evidence = tuple(one._replace(score=score) for one, score in scored)
        judgement = Judgement("answered", self.CONFIDENCE, 1.0)
        return replace(found, evidence=evidence, judgement=judgement)


def asked(corpus: Settled, *lines: str) -> Conversation:
    conversation = Conversation(corpus)
    for line in lines:
        conversation.ask(line)
    return conversation


def scored(records: tuple[Record, ...] = RECORDS) -> Scored:
    return Scored(MemoryCorpus(records, name="several"))


def cited(name: str) -> Citation:
    return Citation(
        id=name, pmid=name, field="title", start=0, end=1, reference="", short_reference=""
    )


def told(scores: dict[str, float], status: str = "answered", confidence: float = 0.5) -> Answer:
    """An answer that quotes records with these scores."""
    passages = [
        Passage(text="x", citation=cited(name), score=score) for name, score in scores.items()
    ]
    found = {"question": "?", "status": status, "confidence": confidence, "passages": passages}
    return Answer.model_validate(found)


PAIR = (Record(pmid="1", title="A"), Record(pmid="2", title="B"))


@pytest.mark.parametrize(
    ("scores", "status", "confidence", "meant"),
    [
        ({"1": 4.0, "2": 1.0}, "answered", 0.6, "1"),
        ({"1": 4.0, "2": 3.9}, "answered", 0.6, None),
        ({"1": 4.0, "2": 2.0}, "answered", 0.97, None),  # the other answers too
        ({"1": 4.0, "2": 2.0}, "partial", 0.3, None),
        ({"1": 4.0, "2": 1.0}, "partial", 0.3, "1"),
        ({"1": 4.0}, "partial", 0.1, "1"),
    ],
)
def test_a_record_that_clearly_answers_is_meant(
    scores: dict[str, float], status: str, confidence: float, meant: str | None
) -> None:
    """By its confidence and the odds of the others; else it is asked which."""
    assert leader(told(scores, status, confidence), PAIR, {"1": 0.5, "2": 0.5}, 0.45) == meant


def test_no_record_is_meant_where_another_tells_more_of_what_was_asked() -> None:
    """By its score alone a record on abnormal smears was meant, behind a question on cancers."""
    scores = {"1": 4.0, "2": 1.0}
    assert leader(told(scores, "partial", 0.3), PAIR, {"1": 0.4, "2": 0.6}, 0.45) is None
    assert leader(told(scores, "answered", 0.6), PAIR, {"1": 0.4, "2": 0.6}, 0.45) == "1"


def test_what_any_paper_is_asked_is_put_to_the_record_that_clearly_answered() -> None:
    """It was asked which of three is meant, though one answered and the others did not."""
    conversation = asked(scored(), CELLS)
    answer = conversation.ask("how many took part?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == "how many took part? · pmid:103"


def test_a_field_is_asked_of_no_record_that_was_not_named() -> None:
    """Nothing in "Published: 1986" would show that another record was meant."""
    for line in ("who wrote it?", "when was it published?"):
        assert isinstance(asked(scored(), CELLS).ask(line), Choice)


def test_a_question_goes_to_the_only_record_that_tells_of_what_it_names() -> None:
    """Of three records one tells of tumours."""
    answer = asked(settled(), CELLS).ask("how many tumours were killed?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == "how many tumours were killed? · pmid:102"


def test_how_many_trials_there_are_is_counted_on_the_topic_where_several_were_quoted() -> None:
    """One of them may lead; only with a single one before the reader it is of that."""
    answer = asked(scored(), CELLS).ask("how many trials?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == '"Clinical Trial"[pt] AND (cells AND interleukin-2)'


def test_a_preprint_and_its_paper_are_one_work() -> None:
    """At each question it was asked which of the two is meant."""
    link = Correction(kind="UpdateIn", citation="J Imag. 2022", pmid="103")
    early = RECORDS[1].model_copy(
        update={"corrections": (link,), "abstract": (Section(text="T cells make interleukin-2."),)}
    )
    assert works([early, RECORDS[2]]) == (RECORDS[2],)
    corpus = Settled(MemoryCorpus((early, RECORDS[2]), name="both"))
    conversation = Conversation(corpus)
    conversation.ask("Do T cells make interleukin-2?")
    assert {one.citation.id for one in conversation.numbered_passages} == {"102", "103"}
    answer = conversation.ask("who wrote it?")
    assert isinstance(answer, Answer)
    assert answer.passages[0].citation.id == "103"


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("does the children's age matter?", True),
        ("which remedy was the best?", True),
        ("any deaths from rabeprazole?", False),  # a drug that it does not tell of
        ("Macrophages: what activates them?", False),
        ("Does obesity in pregnancy raise the risk of asthma in children?", False),
    ],
)
def test_what_no_record_answers_is_put_to_the_open_one_where_it_tells_of_it(
    line: str, stays: bool
) -> None:
    """It was refused, since no record tells all of it; a complete question still is."""
    conversation = asked(settled(), "What stopped hiccups?")
    answer = conversation.ask(line)
    assert isinstance(answer, Answer)
    assert (conversation.turns[-1].reading.focus == "104") is stays
