"""What a question needs in a sentence that is called its answer, and what is said without it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Answer, Author, Grant, Record, Section
from il2qa.models.record import Journal, MeshHeading, PublicationDate, Substance
from il2qa.paper_questions.data import rows
from il2qa.paper_questions.needs import shows

REVIEW = Record(
    pmid="1",
    title="Warm baths and the effect of age on frozen shoulder.",
    abstract=(
        Section(
            text="Frozen shoulder is a painful condition of the joint. "
            "The effect of gender, age and habits on frozen shoulder was analyzed. "
            "The risk of bias was low to moderate. "
            "Whether baths have clinically significant effects merits further investigation. "
            "Pain was determined by physician review of certificates."
        ),
    ),
    authors=(Author(last_name="Moe", fore_name="K", affiliations=("Bath University, Oslo",)),),
    publication_types=("Journal Article",),
    grants=(Grant(number="R01", agency="NIH"),),
)
TRIAL = Record(
    pmid="2",
    title="Warm baths against frozen shoulder.",
    abstract=(
        Section(text="We randomly assigned 48 adults aged 20 to 55 years in Bergen, Norway, to "
                "warm baths or to rest between May 2003 and June 2004.", label="METHODS"),
        Section(text="Pain was lower after baths (p = 0.003). Two participants reported "
                "heartburn. Those with fever withdrew. Baths relieve pain.", label="RESULTS"),
        Section(text="The study was small and not blinded.", label="LIMITATIONS"),
        Section(text="Norwegian Bath Board.", label="FUNDING"),
    ),
    other_ids=("pii:S1", "NCT00000419"),
    authors=(Author(last_name="Moe", fore_name="K", affiliations=("University of Bergen",)),),
)  # fmt: skip
TITLE_ONLY = Record(pmid="3", title="Peppermint oil and irritable bowel: a review")
LISTED = Record(
    pmid="7",
    title="Warm baths.",
    abstract=(Section(text="Warm baths were tried. All that came were included. Baths helped."),),
    authors=(Author(last_name="Moe", fore_name="K", affiliations=("University of Bergen",)),),
    journal=Journal(title="Journal of Baths"),
    date=PublicationDate(text="2012 May", year=2012, month=5),
    mesh=tuple(MeshHeading(descriptor=one) for one in ("Adult", "Baths", "Female")),
    substances=(Substance(name="Water"),),
)
LONG_NUMBER = Record(pmid="7000007", title="Cold baths.", doi="10.1000/7")
OTHER_NUMBER = Record(pmid="7000008", title="Mud baths.")
BOTH = MemoryCorpus([REVIEW, TRIAL, TITLE_ONLY], "three")


def ask(question: str, record: Record, focus: bool = True) -> Answer:
    """Ask a corpus of three records, one of them in focus."""
    return Corpus(BOTH).ask(question, focus=record.pmid if focus else None)


@pytest.mark.parametrize(
    "question",
    [
        "where do they work?",
        "where do the authors work?",
        "where does the first author work?",
        "which university do the authors work at?",
        "where are the researchers based?",
        "affiliations?",
    ],
)
def test_where_the_authors_work_is_told_by_their_affiliations(question: str) -> None:
    """It quoted any sentence for "where do they work?", though the record has affiliations."""
    assert ask(question, TRIAL).passages[0].text == "Affiliations: University of Bergen"
    alone = Corpus(MemoryCorpus([TRIAL], "one")).ask(question)
    assert alone.passages[0].citation.field == "affiliations"
    assert (ask(question, TRIAL, focus=False).reason or "").startswith("which article is meant?")


@pytest.mark.parametrize(
    "question",
    [
        "what did they find?",
        "what do they conclude?",
        "was it blinded?",
        "where was it done?",
        "key numbers?",
        "how was it done?",
        "any side effects?",
    ],
)
def test_a_record_without_abstract_says_so(question: str) -> None:
    """Each of these was answered by the title."""
    found = ask(question, TITLE_ONLY)
    told = (found.status, found.reason, found.passages, found.missing)
    assert told == ("no_evidence", "PMID 3 has no abstract in this corpus", (), ())


@pytest.mark.parametrize(
    "question", ["what is it about?", "what was the aim?", "what kind of study is it?", "sum it up"]
)
def test_a_title_tells_what_a_paper_is_about(question: str) -> None:
    """What a title can tell it is still quoted for."""
    assert ask(question, TITLE_ONLY).passages[0].text == TITLE_ONLY.title


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("was it blinded?", "does not say whether it was blinded"),
        ("how were patients assigned?", "does not say how anyone was assigned"),
        ("how many took part?", "does not say how many took part"),
        ("who took part?", "does not say who or how many took part"),
        ("where was it done?", "does not say where it was done"),
        ("in which country was it done?", "does not say in which country it was done"),
        ("when was it done?", "does not say when it was done"),
        ("did anyone drop out?", "does not say whether anyone dropped out"),
        ("registration number?", "does not say whether it was registered"),
        ("any conflicts of interest?", "does not say whether its authors have interests in it"),
    ],
)
def test_what_no_sentence_tells_is_said_to_be_untold(question: str, lacks: str) -> None:
    """A sentence of a review was the answer; of interests it was the grants."""
    found = ask(question, REVIEW)
    assert (found.status, found.reason) == ("no_evidence", f"PMID 1 {lacks}")


@pytest.mark.parametrize(
    "question",
    [
        "how old were they?",
        "risk factors?",
        "was it significant?",
        "key numbers?",
        "is it a trial or a review?",
    ],
)
def test_a_sentence_without_what_is_needed_is_no_answer(question: str) -> None:
    """It was one: the effect of age, the risk of bias, "clinically significant", "review of"."""
    found = ask(question, REVIEW)
    assert found.status != "answered"
    assert "PMID 1" in (found.reason or "")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("was it blinded?", "not blinded"),
        ("how were they assigned?", "randomly assigned"),
        ("how old were they?", "aged 20 to 55 years"),
        ("where was it done?", "Bergen, Norway"),
        ("which country?", "Norway"),
        ("when was it done?", "between May 2003"),
        ("did anyone drop out?", "withdrew"),
        ("was it significant?", "p = 0.003"),
        ("registration number?", "NCT00000419"),
        ("was it preregistered?", "NCT00000419"),
        ("what are the limitations?", "small and not blinded"),
        ("who paid for it?", "Norwegian Bath Board."),
        ("funding?", "Norwegian Bath Board."),
        ("any side effects?", "reported heartburn"),
    ],
)
def test_what_a_sentence_shows_is_told(question: str, told: str) -> None:
    """By its words, by its heading (FUNDING), or by the data banks of the record."""
    assert told in ask(question, TRIAL).passages[0].text


@pytest.mark.parametrize("question", ["summarise it", "did it work?", "what do they conclude?"])
def test_what_stands_under_funding_is_no_finding(question: str) -> None:
    """Who paid, told under the heading FUNDING, was part of the summary."""
    first = [one.text for one in ask(question, TRIAL).passages]
    assert first[0] != "Norwegian Bath Board."
    if question.startswith("summarise"):
        assert "Norwegian Bath Board." not in first


def test_what_stands_under_the_heading_that_is_asked_for_is_an_answer() -> None:
    """Who paid was doubted above FUNDING: "may not say"."""
    assert ask("who paid for it?", TRIAL).status == "answered"


def test_a_doubt_names_what_was_asked() -> None:
    """Of those who dropped out it said: does not say whether there were side effects."""
    found = ask("did anyone drop out?", REVIEW)
    assert "dropped out" in (found.reason or "")
    assert "side effects" not in (found.reason or "")


@pytest.mark.parametrize("question", ["should I take it?", "so should I take warm baths?"])
def test_advice_is_nothing_that_a_record_gives(question: str) -> None:
    """It said that there is no notice of a retraction."""
    found = ask(question, TRIAL)
    assert found.status == "partial"
    assert found.reason == "PMID 2 may not say what anyone should do; this comes nearest"


@pytest.mark.parametrize("question", ["can I trust you?", "can I trust this paper?"])
def test_trust_is_told_by_what_is_known_of_the_record(question: str) -> None:
    """It is quoted word for word; whether it is right cannot be told from it."""
    reason = ask(question, TRIAL).reason or ""
    assert reason.startswith("PMID 2 is quoted word for word, and bears no notice of a retraction")


def test_the_record_of_one_case_tells_who_took_part() -> None:
    """It said that the record does not say how many took part."""
    text = "We present an adolescent male with an abscess. He recovered."
    case = Record(pmid="4", title="An abscess.", abstract=(Section(text=text),))
    corpus = Corpus(MemoryCorpus([case], "one"))
    for question in ("who took part?", "how many were there?"):
        assert corpus.ask(question, focus="4").passages[0].text.startswith("We present")


def test_every_mark_that_is_needed_is_known() -> None:
    """A mark of needs.tsv stands in a table of marks; "#never" is shown by nothing."""
    known = {name for table in ("marks.tsv", "needed_marks.tsv") for name, _ in rows(table)}
    known |= {"#", "#land", "#never", "#notice"}
    needed = [row[3] for row in rows("needs.tsv")] + [row[2] for row in rows("untold.tsv")]
    asked = {one.removeprefix("!") for line in needed for one in line.split() if "#" in one}
    assert asked <= known
    assert all(re.compile(row[2]) for row in rows("needs.tsv"))


@given(st.text(max_size=80))
def test_any_text_is_looked_at_without_failing(text: str) -> None:
    """Whatever it is, it shows a need or does not."""
    for row in rows("needs.tsv"):
        assert shows(text, row[3].split()) in (True, False)


def test_a_reaction_of_cells_is_no_side_effect() -> None:
    """The bundled record: "abnormal reaction to, IL2"."""
    said = Section(text="Patients had impaired production of, or abnormal reaction to, IL2.")
    cells = Record(pmid="4", title="Interleukin-2 in disease.", abstract=(said,))
    answer = Corpus(MemoryCorpus([cells], "cells")).ask("any side effects?", focus="4")
    assert answer.status == "no_evidence"


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("how many times has it been cited?", "does not say how often or by whom it is cited"),
        ("which papers cite it?", "does not say how often or by whom it is cited"),
        ("what is the impact factor?", "does not say how its journal is rated"),
        ("was it peer reviewed?", "does not say whether it was peer reviewed"),
        ("is it open access?", "by title, abstract and what is told about it"),
        ("full text", "by title, abstract and what is told about it"),
    ],
)
def test_what_no_record_tells_is_said(question: str, lacks: str) -> None:
    """A sentence of the abstract was the answer: "what is the impact factor?" told an effect."""
    found = ask(question, TRIAL)
    assert (found.status, found.passages) == ("no_evidence", ())
    assert lacks in (found.reason or "")


def test_a_paper_on_citations_tells_of_them() -> None:
    """What it tells is not said to be told by no record."""
    text = "Open access articles were cited twice as often as others. Their impact factor rose."
    record = Record(pmid="9", title="Open access.", abstract=(Section(text=text),))
    for question in ("were open access articles cited more?", "did the impact factor rise?"):
        assert Corpus(MemoryCorpus([record], "one")).ask(question, focus="9").passages


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("was ethics approval obtained?", "does not say whether it was approved or consented to"),
        ("did they give informed consent?", "does not say whether it was approved or consented to"),
        ("what was the hazard ratio?", "gives no hazard ratio"),
        ("what was the odds ratio?", "gives no odds ratio"),
        ("number needed to treat?", "gives no number needed to treat"),
        ("what is the confidence interval?", "gives no confidence interval"),
        ("what were the secondary outcomes?", "does not say what its secondary outcomes were"),
    ],
)
def test_a_figure_is_the_one_that_is_asked_for(question: str, lacks: str) -> None:
    """Any figure was the answer: an odds ratio where a hazard ratio was asked for."""
    found = ask(question, TRIAL)
    assert (found.status, found.reason) == ("no_evidence", f"PMID 2 {lacks}")


def test_the_p_value_is_quoted_where_there_is_one() -> None:
    """What is asked for by its name is shown by its name."""
    assert "p = 0.003" in ask("what was the p value?", TRIAL).passages[0].text


@pytest.mark.parametrize(
    "question", ["can I use this in pregnant women?", "may I take it?", "what would you do?"]
)
def test_advice_is_not_given(question: str) -> None:
    """It was refused for bearing no notice of a retraction, or a conclusion was the advice."""
    found = ask(question, TRIAL)
    assert found.status == "partial"
    assert found.reason == "PMID 2 may not say what anyone should do; this comes nearest"


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("in what month did it appear?", "date"),
        ("was it published before 2015?", "date"),
        ("what country are the authors from?", "affiliations"),
        ("which substances are listed?", "substances"),
        ("keywords of PMID 7", "mesh"),
        ("year of PMID 7", "date"),
        ("DOI of 7000007", "doi"),
        ("male or female?", "mesh"),
        ("were women included?", "mesh"),
        ("what ages?", "mesh"),
    ],
)
def test_a_field_is_told_however_it_is_asked_for(question: str, field: str) -> None:
    """The journal was told for a month, a sentence for an age that only MeSH headings tell."""
    found = Corpus(MemoryCorpus([LISTED, LONG_NUMBER], "two")).ask(question, focus="7")
    assert [one.citation.field for one in found.passages] == [field]


@pytest.mark.parametrize("question", ["did it look at tea?", "did they look into tea?"])
def test_what_a_paper_does_not_look_at_is_not_told(question: str) -> None:
    """Some sentence was shown in part."""
    found = Corpus(MemoryCorpus([LISTED, LONG_NUMBER], "two")).ask(question, focus="7")
    assert (found.status, found.reason) == ("no_evidence", "the record does not tell of tea")


def test_people_who_are_nowhere_are_not_included() -> None:
    """A sentence in which others "were included" was the answer."""
    found = Corpus(MemoryCorpus([LISTED], "one")).ask("were children included?", focus="7")
    assert (found.status, found.reason) == ("no_evidence", "the record does not tell of children")


@pytest.mark.parametrize(
    "question", ["compare 7000007 and 7000008", "which is newer, PMID 7 or PMID 7000007?"]
)
def test_of_several_records_that_are_named_none_is_chosen(question: str) -> None:
    """The first alone was asked, or the numbers were searched for as words."""
    found = Corpus(MemoryCorpus([LISTED, LONG_NUMBER, OTHER_NUMBER], "three")).ask(question)
    assert (found.reason or "").endswith("are named, and one record at a time can be asked")
