"""A doubt gives its reason."""

from __future__ import annotations

import pytest
from conftest import of_abstracts
from several import settled

from il2qa.answering.doubt import doubt
from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Answer, Citation, Passage, Record, Section
from il2qa.render.style import Style
from il2qa.render.text import answer_text

CORPUS = of_abstracts("Aspirin lowered fever in children.", "Fever is common.")


def partial(reason: str | None, missing: tuple[str, ...] = ()) -> str:
    citation = Citation(
        id="1", pmid="1", field="abstract", label=None, sentence=1, start=0, end=1,
        reference="R", short_reference="R", url=None,
    )  # fmt: skip
    quoted = Passage(text="A", citation=citation, score=1.0, highlights=(), notices=())
    answer = Answer(
        question="q",
        status="partial",
        confidence=0.3,
        passages=(quoted,),
        reason=reason,
        missing=missing,
    )
    return answer_text(answer, Style(width=80))


def test_words_that_only_other_sentences_mention_are_told() -> None:
    """The records mention them, the first quotation does not."""
    finding = settled().find("Do macrophages kill tumour cells by a receptor?")
    carrying = next(one for one in finding.evidence if "carry" in one.passage.text)
    told = "the first quotation does not itself mention “kill”, “tumour”, “cells”"
    assert doubt(finding, carrying) == told


def test_a_word_that_relates_things_is_not_named_as_lacking() -> None:
    """It said that a quotation does not mention “answer” or “raise”, which need not be said."""
    answer = settled().ask("Do macrophages answer IL-2?")
    assert (answer.status, answer.missing) == ("partial", ())
    assert "“" not in (answer.reason or "")
    corpus = of_abstracts("Aspirin lowered fever in children.")
    assert corpus.ask("Is aspirin linked to a raised chance of fever?").missing == ()


@pytest.mark.parametrize(
    "question",
    [
        "what is known about aspirin and fever?",
        "aspirin versus fever",
        "has anyone given aspirin for fever?",
        "how often is aspirin given for fever?",
        "how far did aspirin take fever down together with rest?",
    ],
)
def test_small_words_of_talk_are_not_missing(question: str) -> None:
    """It was said that nothing quoted mentions “known”, “versus”, “given” or “often”."""
    corpus = of_abstracts("Aspirin lowered fever in children at rest.")
    assert corpus.ask(question).missing == ()


@pytest.mark.parametrize(
    "question", ["How do vaccines work?", "What do vaccines differ by?", "Name three vaccines"]
)
def test_what_says_the_only_thing_named_stands_first(question: str) -> None:
    """A sentence on "recent work", on "all three" or with "differ" was the answer."""
    corpus = of_abstracts(
        "Analgesics and fever after shots. Recent work differs, and all three are on pathways. "
        "Analgesics weakened the response to vaccines in children.",
        "Vaccines are kept cold in general practices.",
    )
    answer = corpus.ask(question)
    assert not answer.passages or "accines" in answer.passages[0].text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Does aspirin have side effects?", "Adverse events of aspirin were rare in 12 children."),
        ("Does aspirin cause gallstones?", "Aspirin did not lead to cholelithiasis."),
        ("Did HbA1c fall?", "Mean HbA1c fell by one point in adults."),
        ("Did aspirin reduce deaths in men?", "Aspirin lowered mortality of male patients."),
        ("Do kids take aspirin?", "Aspirin was given to 40 children."),
    ],
)
def test_what_is_quoted_by_its_other_name_is_not_missing(question: str, said: str) -> None:
    """What people call things is not what abstracts call them."""
    answer = of_abstracts(said, "Rain fell.").ask(question)
    assert [one.text for one in answer.passages][:1] == [said]
    assert answer.missing == ()
    assert "mention" not in (answer.reason or "")


def test_what_is_another_thing_is_missing() -> None:
    """A part of a name of several words is not the name."""
    answer = of_abstracts("Adverse weather kept 40 children from aspirin.").ask(
        "Had aspirin side effects in children?"
    )
    assert "side" in answer.missing


@pytest.mark.parametrize(
    ("question", "first", "reason"),
    [
        ("How many children had fever?", "Children had fever.", "a number is asked for"),
        ("How many children had fever?", "Children had fever of IL-2.", "a number is asked for"),
        ("Had children fever?", "Children had fever.", "neighbouring finding"),
        ("Had mice fever?", "Children had fever.", "does not itself mention “mice”"),
    ],
)
def test_each_doubt_has_its_reason(question: str, first: str, reason: str) -> None:
    """A number, another sentence's word, or only what is near."""
    corpus = of_abstracts(first)
    finding = corpus.find(question)
    (ranked,) = (one for one in finding.evidence if one.passage.text == first)
    assert reason in doubt(finding, ranked)


def test_a_method_is_no_reason_to_doubt_what_a_method_tells() -> None:
    """Of how many took part it said: it tells a method, not a finding."""
    text = "Comparative study of 21 obese children aged 10 years."
    sections = (Section(text=text, label="METHODS", category="METHODS"),)
    corpus = Corpus(MemoryCorpus([Record(pmid="1", title="A", abstract=sections)], "one"))
    for question, doubted in (("how many took part?", False), ("what did they find?", True)):
        finding = corpus.find(question, focus="1")
        (ranked,) = (one for one in finding.evidence if one.passage.text == text)
        assert ("tells a method" in doubt(finding, ranked)) == doubted


def test_doubt_is_shown_with_its_reason() -> None:
    """Never "it may not be what you asked"."""
    assert "Perhaps only in part: it tells an aim." in partial("it tells an aim")
    assert "Perhaps only in part: nothing quoted here mentions “x”." in partial(None, ("x",))
    assert "Perhaps only in part." in partial(None)


def test_words_for_a_record_are_no_topic() -> None:
    """Authors, the paper, to conclude: these are never what nothing mentions."""
    answer = CORPUS.ask("What do the authors of the paper conclude on aspirin and zyloquine?")
    assert set(answer.missing) <= {"zyloquine"}
    assert not {"authors", "paper", "conclude"} & set(
        (answer.reason or "").replace(",", "").split()
    )


def test_a_count_is_not_hedged_as_none() -> None:
    """It said that the record may not say how many took part, above a sentence that counts them."""
    text = "Of 40 children in the group 12 had fever. Doses were 2.4 mg."
    record = Record(pmid="1", title="A", abstract=(Section(text=text),))
    finding = Corpus(MemoryCorpus([record], "one")).find("how many took part?", focus="1")
    counting, other = (
        next(one for one in finding.evidence if one.passage.text.startswith(begun))
        for begun in ("Of 40", "Doses")
    )
    assert doubt(finding, counting).startswith("it tells how many took part, but perhaps")
    assert doubt(finding, other).startswith("PMID 1 may not say how many took part")


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("What is the half-life of IL-2?", "half-life"),
        ("On which chromosome is the IL-2 gene?", "chromosome"),
        ("What is the molecular weight of IL-2?", "weight"),
    ],
)
def test_of_a_record_that_has_only_the_topic_nothing_is_sure(
    corpus: Corpus, question: str, lacks: str
) -> None:
    """They were answered, by whatever the abstract says first of interleukin-2."""
    answer = corpus.ask(question)
    assert answer.status == "partial"
    assert any(lacks in one for one in answer.missing)


def test_a_count_is_answered_by_a_number_only() -> None:
    """It was answered by a sentence that says only that some were."""
    told = of_abstracts("Interferon was given to patients with hepatitis.", "Hepatitis is common.")
    asked = "How many patients with hepatitis were given interferon?"
    assert told.ask(asked).status == "partial"
    counted = of_abstracts("Interferon was given to 40 patients with hepatitis.", "Rest helps.")
    assert counted.ask(asked).status == "answered"
