"""A doubt gives its reason."""

from __future__ import annotations

import pytest
from conftest import of_abstracts
from several import settled

from il2qa.answering.doubt import doubt
from il2qa.models import Answer, Citation, Passage
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
    answer = settled().ask("Do macrophages answer IL-2?")
    assert answer.status == "partial"
    assert not answer.missing
    assert answer.reason == "the first quotation does not itself mention “answer”"


@pytest.mark.parametrize(
    ("question", "first", "reason"),
    [
        ("How many children had fever?", "Children had fever.", "a number is asked for"),
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
