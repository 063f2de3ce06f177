"""What readers ask of the paper before them, each answered from that record alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import QuestionError
from il2qa.models import (
    Answer,
    Author,
    Correction,
    Grant,
    Journal,
    MeshHeading,
    PublicationDate,
    Record,
    Section,
)
from il2qa.paper_questions.data import rows

BACKGROUND = "Frozen shoulder is a painful condition, and little is known about its best treatment."
AIM = "The aim of this study was to determine whether warm baths relieve frozen shoulder."
PEOPLE = "We enrolled 84 adults with frozen shoulder at two hospitals in Norway."
PERIOD = "Between March 2003 and May 2005 they were randomly assigned to warm baths or to rest."
MEASURED = "The primary outcome was pain after six months, measured on a visual scale."
RESULT = "Pain was lower after warm baths than after rest (mean difference 2.1 points, p = 0.003)."
HARMS = "Mild adverse events such as dry skin occurred in 12% of those who bathed."
CONCLUSION = "Warm baths relieve the pain of frozen shoulder."
NEXT = "Larger trials are needed before they can be recommended to everyone."
ABSTRACT = " ".join((BACKGROUND, AIM, PEOPLE, PERIOD, MEASURED, RESULT, HARMS, CONCLUSION, NEXT))
RECORD = Record(
    pmid="101",
    title="Warm baths against frozen shoulder: a randomised trial.",
    abstract=(Section(text=ABSTRACT),),
    authors=(Author(last_name="Moe", fore_name="Kari"),),
    journal=Journal(abbreviation="J Warm Water"),
    date=PublicationDate(text="2006 Feb", year=2006),
    languages=("eng",),
    publication_types=("Journal Article", "Randomized Controlled Trial"),
    mesh=(MeshHeading(descriptor="Humans"), MeshHeading(descriptor="Baths")),
    references=("1", "2", "3"),
)
OTHER = Record(
    pmid="102",
    title="Ice packs after knee surgery.",
    abstract=(Section(text="Ice packs reduced swelling in 40 patients. The aim was comfort."),),
)


def ask(question: str, record: Record = RECORD) -> Answer:
    """Ask a corpus of two records, one of them in focus."""
    corpus = Corpus(MemoryCorpus([record, OTHER], "two"))
    return corpus.ask(question, focus=record.id)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what did they want to find out?", AIM),
        ("Aim?", AIM),
        ("what were the researchers hoping to learn?", AIM),
        ("how many took part?", PEOPLE),
        ("sample size", PEOPLE),
        ("where was this carried out?", PEOPLE),
        ("over which years?", PERIOD),
        ("what was measured?", MEASURED),
        ("primary endpoint?", MEASURED),
        ("what did they find?", RESULT),
        ("was the difference significant?", RESULT),
        ("main result please", RESULT),
        ("any side effects?", HARMS),
        ("what do the authors conclude?", CONCLUSION),
        ("so what's the bottom line?", CONCLUSION),
        ("what should be studied next?", NEXT),
        ("what was the background?", BACKGROUND),
    ],
)
def test_usual_questions_are_answered_by_role_and_content(question: str, sentence: str) -> None:
    """Each finds its sentence first, however it is worded, and only of the record in focus."""
    found = ask(question)
    assert found.passages[0].text == sentence
    assert {one.citation.pmid for one in found.passages} == {"101"}


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("which journal is it in?", "journal"),
        ("when did it come out?", "date"),
        ("authors?", "authors"),
        ("is it in English or German?", "language"),
        ("was this a case report?", "publication_type"),
        ("is it a trial or a review?", "publication_type"),
        ("what publication type is it listed under?", "publication_type"),
        ("how many references are there?", "references"),
    ],
)
def test_usual_questions_on_the_record_are_answered_by_its_fields(
    question: str, field: str
) -> None:
    """Where, when, by whom, of what kind: the statement of the field."""
    found = ask(question)
    assert (found.status, found.passages[0].citation.field) == ("answered", field)


@pytest.mark.parametrize("question", ["Summarise it.", "main points?", "the gist, please", "tl;dr"])
def test_a_summary_is_aim_result_and_conclusion_in_order(question: str) -> None:
    """Three sentences of the abstract, verbatim, in its order, each with its place."""
    found = ask(question)
    assert [one.text for one in found.passages] == [AIM, RESULT, CONCLUSION]
    places = [(one.citation.start, one.citation.end) for one in found.passages]
    assert [ABSTRACT[start:end] for start, end in places] == [AIM, RESULT, CONCLUSION]


@pytest.mark.parametrize("question", ["What is it about?", "what's this one about", "topic?"])
def test_what_a_paper_is_about_its_title_says_first(question: str) -> None:
    """It is no question on the journal."""
    assert ask(question).passages[0].text == RECORD.title


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("how was it funded?", "PMID 101 does not say who paid for it"),
        ("did anyone die?", "PMID 101 does not say whether anyone died"),
        ("what did it cost?", "PMID 101 does not say what it cost"),
        ("men or women?", "PMID 101 does not say of what sex anyone was"),
        ("which databases were searched?", "PMID 101 does not say where it looked"),
        ("has it been retracted?", "PMID 101 bears no notice of a retraction"),
        ("is there an erratum?", "PMID 101 bears no notice of a retraction, correction"),
    ],
)
def test_what_the_record_does_not_tell_is_said(question: str, reason: str) -> None:
    """A refusal names the record and what it does not tell."""
    found = ask(question)
    assert (found.status, found.passages) == ("no_evidence", ())
    assert (found.reason or "").startswith(reason)


@pytest.mark.parametrize(
    ("question", "refusal"),
    [
        ("was it retracted?", "PMID 101 bears no notice of a retraction"),
        ("who funded it?", "PMID 101 does not say who paid for it"),
    ],
)
def test_the_only_record_need_not_be_put_in_focus(question: str, refusal: str) -> None:
    """It said that no record tells of “retracted”, as if it were a topic."""
    found = Corpus(MemoryCorpus([RECORD], "one")).ask(question)
    assert (found.reason or "").startswith(refusal)


def test_of_several_records_one_must_be_named() -> None:
    """It said that no record tells of “retracted”, or quoted some record's side effects."""
    both = [RECORD, RECORD.model_copy(update={"pmid": "102"})]
    asked = ("was it retracted?", "who funded it?", "how many took part?", "any side effects?")
    for question in asked:
        found = Corpus(MemoryCorpus(both, "two")).ask(question)
        assert (found.reason or "").startswith("which article is meant?")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("was it significant?", "PMID 103 gives no figures on significance"),
        ("p value?", "PMID 103 gives no P value"),
        ("how many took part?", "PMID 103 does not say how many took part"),
        ("what dose?", "PMID 103 does not say what dose was given"),
    ],
)
def test_figures_that_an_abstract_lacks_are_said_to_be_lacking(question: str, reason: str) -> None:
    """It quoted some sentence where the abstract has neither counts nor statistics."""
    text = "We review warm baths. They relieve pain. IL-2 receptors may play a role."
    record = Record(pmid="103", title="Warm baths.", abstract=(Section(text=text),))
    found = ask(question, record)
    assert (found.status, found.reason) == ("no_evidence", reason)


@pytest.mark.parametrize("label", ["BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS"])
def test_how_many_took_part_is_found_under_any_heading(label: str) -> None:
    """Reports of 39,849 11- to 18-year-olds stood under BACKGROUND, and were not told."""
    told = "To test the effects of culture we analysed reports of 39,849 11- to 18-year-old youths."
    sections = (
        Section(label="INTRODUCTION", category="BACKGROUND", text="Youths differ by society."),
        Section(label=label, category=label, text=told),
        Section(label="RESULTS", category="RESULTS", text="Culture explained 1.5% of it."),
    )
    record = RECORD.model_copy(update={"abstract": sections, "title": "Culture and youths."})
    for question in ("how many youths?", "sample size?", "how many people took part?"):
        assert ask(question, record).passages[0].text == told


@pytest.mark.parametrize(
    "told",
    [
        "We included 413 (258 unvaccinated and 155 vaccinated) patients with hepatitis.",
        "Of 52, 24 were women.",
        "Forty ewes were sheared.",
    ],
)
def test_a_count_is_not_said_to_be_lacking(told: str) -> None:
    """Of 413 (258 and 155) patients it said that the record does not say how many took part."""
    record = Record(pmid="104", title="Hepatitis.", abstract=(Section(text=told),))
    assert ask("how many took part?", record).passages[0].text == told


@pytest.mark.parametrize(
    "last",
    [
        "(Funded by Bath and Co; WARM ClinicalTrials.gov number, NCT01234567.).",
        "Clinicaltrials.gov: NCT01234567.",
        "(Registered on June 4, 2020).",
        "Financial support for this research was provided by the National Institutes of Health.",
        "This study was funded by the Norwegian Bath Foundation.",
    ],
)
def test_who_paid_and_where_it_is_registered_is_no_conclusion(last: str) -> None:
    """The last line of many abstracts was quoted as the conclusion, and called an answer."""
    text = ABSTRACT.removesuffix(NEXT) + last
    record = RECORD.model_copy(update={"abstract": (Section(text=text),)})
    for question in (
        "conclusion?",
        "what did they conclude?",
        "bottom line?",
        "why does it matter?",
    ):
        assert ask(question, record).passages[0].text != last
    asked = "who funded it?" if "und" in last or "support" in last else "where is it registered?"
    assert ask(asked, record).passages[0].text == last


def test_who_paid_is_told_by_the_grants() -> None:
    """Where the record names grants, they answer."""
    record = RECORD.model_copy(update={"grants": (Grant(number="R01", agency="NIH"),)})
    assert ask("who paid for it?", record).passages[0].text == "Grants: R01 NIH"


def test_a_retraction_is_told() -> None:
    """The notice is quoted, and stands beside the quotation."""
    record = RECORD.model_copy(update={"corrections": (Correction(kind="RetractionIn"),)})
    found = ask("was it retracted?", record)
    assert found.passages[0].text == "Notices: RETRACTED"
    assert found.passages[0].notices == ("RETRACTED",)


def test_a_label_decides_what_the_conclusion_is() -> None:
    """What stands under CONCLUSIONS answers, however it is worded."""
    sections = (
        Section(text=RESULT, label="RESULTS", category="RESULTS"),
        Section(text=MEASURED, label="CONCLUSIONS", category="CONCLUSIONS"),
    )
    record = RECORD.model_copy(update={"abstract": sections})
    assert ask("what did they conclude?", record).passages[0].text == MEASURED


def test_a_question_of_function_words_alone_is_put_to_the_record() -> None:
    """With a record in focus it is no error that a question names nothing."""
    assert ask("and what if there is too much of it?").passages


def test_a_record_without_abstract_has_a_title_to_tell() -> None:
    """A summary of it is its title."""
    record = RECORD.model_copy(update={"abstract": ()})
    assert [one.text for one in ask("sum it up", record).passages] == [RECORD.title]


def test_the_only_record_of_a_corpus_needs_no_focus() -> None:
    """What names no topic is asked of it."""
    corpus = Corpus(MemoryCorpus([RECORD], "one"))
    assert corpus.ask("what did they conclude?").passages[0].text == CONCLUSION


@pytest.mark.parametrize(
    "question",
    [
        "How many took part in the study of warm baths against frozen shoulder?",
        "What did the trial of warm baths against frozen shoulder conclude?",
        "When was the paper on warm baths and frozen shoulder published?",
    ],
)
def test_words_that_only_name_the_record_change_nothing(question: str) -> None:
    """Asked in full it gets the same as asked by one who has the paper before him."""
    bare = {
        "How": "How many took part?",
        "What": "What did it conclude?",
        "When": "When published?",
    }
    found, wanted = ask(question), ask(bare[question.split()[0]])
    assert found.passages[0].citation == wanted.passages[0].citation


def test_function_words_alone_are_no_question_on_the_only_record() -> None:
    """Without a focus "Of the?" is refused; it was answered by the likeliest of all kinds."""
    with pytest.raises(QuestionError):
        Corpus(MemoryCorpus([RECORD], "one")).ask("Of the?")


def test_a_small_word_misspelt_is_still_no_topic() -> None:
    """What is left of "whats it about?" names nothing; it was refused as no question."""
    assert ask("whats it about?").passages[0].text == RECORD.title


@pytest.mark.parametrize(("kind", "parts", "pattern"), rows("decided.tsv"))
@settings(max_examples=25, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_what_decides_has_one_of_its_parts(
    kind: str, parts: str, pattern: str, data: st.DataObject
) -> None:
    """Whatever a pattern finds: where none of the parts stands it is not looked for."""
    found = data.draw(st.from_regex(pattern))
    assert any(part in found for part in parts.split()), kind


@pytest.mark.parametrize(
    "line",
    [
        "who did they send it to?",
        "who did they invite?",
        "to whom did they give it?",
        "whom did they enrol?",
    ],
)
def test_whom_something_was_done_to_are_no_authors(line: str) -> None:
    """It was refused: the record "does not say who wrote it"."""
    assert ask(line).passages[0].text == PEOPLE
