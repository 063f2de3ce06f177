"""Answers: what is quoted, and when nothing is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from several import several

import il2qa
from il2qa.answering import ROUTES, Request, answer, answer_of, find, read
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Author, MeshHeading, PublicationDate, Record, Section
from il2qa.passages.spans import field_texts
from il2qa.ranking.confidence import shipped
from il2qa.ranking.shortlist import Shortlist


def first(answer: il2qa.Answer) -> tuple[str, int | None]:
    citation = answer.passages[0].citation
    return citation.field, citation.sentence


@pytest.mark.parametrize(
    ("question", "field", "sentence"),
    [
        ("Which cells produce interleukin-2?", "abstract", 1),
        ("What does IL‑2 do in regulation of the immune response?", "abstract", 2),
        ("Was interleukin 2 assessed in animal models?", "abstract", 4),
        ("Who wrote this article?", "authors", None),
        ("Is the paper in English?", "language", None),
        ("When was it published?", "date", None),
        ("Which journal is this from?", "journal", None),
        ("On what pages is the article?", "pages", None),
        ("What is PMID 3303316 about?", "title", None),
    ],
)
def test_question_gets_its_passage_first(
    corpus: il2qa.Corpus, question: str, field: str, sentence: int | None
) -> None:
    """Content and metadata are asked the same way and quoted the same way."""
    answer = corpus.ask(question)
    assert answer.status == "answered"
    assert first(answer) == (field, sentence)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "Which statins lower LDL cholesterol?",
        "Does IL-4 activate B lymphocytes?",
        "What is the DOI?",
        "Who funded the study?",
    ],
)
def test_question_without_evidence_is_told_so(corpus: il2qa.Corpus, question: str) -> None:
    """Nothing is quoted where the corpus has nothing, and a reason is given."""
    answer = corpus.ask(question)
    assert answer.status == "no_evidence"
    assert answer.passages == ()
    assert answer.reason


@pytest.mark.parametrize("question", ["", "   ", "\t\n"])
def test_empty_question_is_an_error(corpus: il2qa.Corpus, question: str) -> None:
    """An empty question cannot be asked."""
    with pytest.raises(il2qa.QuestionError, match="empty"):
        corpus.ask(question)


@pytest.mark.parametrize("question", ["the", "What is this?", "?!", "And then who?"])
def test_question_of_stop_words_is_an_error(corpus: il2qa.Corpus, question: str) -> None:
    """A question that names nothing says what is missing."""
    with pytest.raises(il2qa.QuestionError, match="function words"):
        corpus.ask(question)


def test_every_quotation_is_verbatim(corpus: il2qa.Corpus, record: il2qa.Record) -> None:
    """Text, offsets and highlights of each passage agree with the record's fields."""
    texts = field_texts(record)
    for question in ("Which cells need IL-2?", "cancer", "Who wrote it, and when?", "language"):
        for passage in corpus.ask(question, limit=10).passages:
            place = passage.citation
            assert texts[place.field][place.start : place.end] == passage.text
            assert all(0 <= start < end <= len(passage.text) for start, end in passage.highlights)


def test_limit_bounds_the_passages(corpus: il2qa.Corpus) -> None:
    """No more passages are shown than were asked for."""
    assert len(corpus.ask("IL-2", limit=2).passages) == 2
    assert len(corpus.ask("IL-2", limit=1).passages) == 1


def test_same_question_gives_the_same_answer() -> None:
    """Two corpora of the same record answer to the byte alike."""
    answers = {il2qa.open_corpus().ask("IL2 in HIV patients?").model_dump_json() for _ in range(2)}
    assert len(answers) == 1


def test_retracted_record_is_never_quoted_without_notice() -> None:
    """Each quotation of a retracted record carries the notice."""
    from il2qa.corpora.memory import MemoryCorpus

    found = il2qa.Record(
        pmid="1",
        title="Tea stops hiccups",
        abstract=(il2qa.Section(text="Tea stopped hiccups in 20 adults."),),
        publication_types=("Retracted Publication",),
    )
    answer = il2qa.Corpus(MemoryCorpus([found], "test")).ask("Does tea stop hiccups?")
    assert answer.passages
    assert {passage.notices for passage in answer.passages} == {("RETRACTED",)}


def test_filter_leaves_other_records_out(corpus: il2qa.Corpus) -> None:
    """A record that a filter shuts out is not quoted."""
    asked = "Which cells produce interleukin-2?"
    assert corpus.ask(asked, where=il2qa.Where(until=1986)).status == "no_evidence"
    assert corpus.ask(asked, where=il2qa.Where(since=1987, authors=("Borradori",))).passages


@given(st.text(max_size=200))
@example("HOW MANY PAPERS")  # which a count answers
def test_any_question_is_answered_or_refused(corpus: il2qa.Corpus, question: str) -> None:
    """Whatever is typed ends in a quotation, a count, a refusal or our own error."""
    try:
        answer = corpus.ask(question)
    except il2qa.QuestionError:
        return
    assert (answer.status == "no_evidence") == (not answer.passages and answer.counts is None)


def test_heading_in_common_is_no_question_on_headings() -> None:
    """A question on content was answered by the list of MeSH terms that has its words."""
    record = Record(
        pmid="1",
        title="Carcinoma of the nasopharynx.",
        abstract=(Section(text="Smoking is a risk factor of nasopharyngeal carcinoma."),),
        mesh=tuple(
            MeshHeading(descriptor=name) for name in ("Smoking", "Risk Factors", "Carcinoma")
        ),
    )
    corpus = MemoryCorpus([record], "one")
    assert answer(corpus, "Is smoking a risk factor of carcinoma?").passages[0].citation.field in (
        "abstract",
        "title",
    )
    assert answer(corpus, "What are its MeSH terms?").passages[0].citation.field == "mesh"


def test_identifier_alone_gives_the_title() -> None:
    """Not the identifier again."""
    record = Record(pmid="12345678", doi="10.1000/abc.7", title="On hiccups.")
    corpus = MemoryCorpus([record], "one")
    for question in ("12345678", "10.1000/abc.7"):
        assert answer(corpus, question).passages[0].text == "On hiccups."
    assert answer(corpus, "What is its DOI?").passages[0].citation.field == "doi"


def test_question_without_a_topic_is_one_on_the_record() -> None:
    """Asked of one record it is not refused as off its topic."""
    text = "We asked 64 patients with hiccups for three weeks. Rinsing with salt water helped."
    record = Record(pmid="1", title="Rinsing against hiccups.", abstract=(Section(text=text),))
    found = answer(MemoryCorpus([record], "one"), "How long were the patients followed?")
    assert found.passages[0].text.startswith("We asked 64 patients")


def test_named_record_that_does_not_tell_says_so() -> None:
    """The reason is about the record that the question names, not about the corpus."""
    record = Record(pmid="7", title="On hiccups.", abstract=(Section(text="Salt helped."),))
    found = answer(MemoryCorpus([record], "one"), "Does PMID 7 mention interleukin-12?")
    assert (found.status, (found.reason or "").split(" of ")[0]) == (
        "no_evidence",
        "the record does not tell",
    )


TEA = Record(
    pmid="1",
    title="Tea against hiccups.",
    abstract=(Section(text="Tea stopped hiccups in 20 adults. Milk did not."),),
    date=PublicationDate(text="1980", year=1980),
)
SALT = Record(
    pmid="2",
    title="Salt water against hiccups.",
    abstract=(Section(text="Salt water stopped hiccups in 9 adults. Tea was not tried."),),
    authors=(Author(last_name="Poe", initials="E"),),
)
HICCUPS = il2qa.Corpus(MemoryCorpus([TEA, SALT], "hiccups"))


def quoted(found: il2qa.Answer) -> set[str]:
    """The records that an answer quotes."""
    return {passage.citation.id for passage in found.passages}


@pytest.mark.parametrize(
    ("question", "route"),
    [
        ("PMID 3303316", "record"),
        ("What is the DOI?", "metadata"),
        ("What does LAK stand for?", "definition"),
        ("Which cells produce interleukin-2?", "content"),
    ],
)
def test_one_route_answers(corpus: il2qa.Corpus, question: str, route: str) -> None:
    """And the answer says what that route found."""
    found = corpus.find(question)
    assert found.route == route
    assert answer_of(found).status == found.judgement.status
    assert answer_of(found) == corpus.ask(question)


def test_route_may_be_added(corpus: il2qa.Corpus) -> None:
    """The first that finds counts; one that gives nothing leaves the question to the next."""
    asked: list[str] = []

    def passed(request: Request) -> None:
        asked.append(request.question)

    request = read(corpus.reader, "Which cells need IL-2?", None, None, corpus.engine)
    assert find(request, (passed, *ROUTES)).route == "content"
    assert asked == ["Which cells need IL-2?"]


@pytest.mark.parametrize("focus", ["2", "PMID 2", "PMID: 0002"])
def test_record_in_focus_alone_is_asked(focus: str) -> None:
    """On content too, also where another record has more of the question."""
    assert quoted(HICCUPS.ask("Does tea stop hiccups?")) >= {"1"}
    assert quoted(HICCUPS.ask("Does tea stop hiccups?", focus=focus)) == {"2"}
    assert HICCUPS.ask("Who wrote it?", focus=focus).passages[0].text == "Authors: E Poe"
    refused = HICCUPS.ask("Does milk stop hiccups like whisky?", focus=focus)
    assert refused.reason in (None, "the record does not tell of milk, whisky")


@pytest.mark.parametrize(
    "question",
    [
        "Does PMID 2 say that tea stops hiccups?",
        "Does tea stop hiccups (pmid: 02)?",
        "Does tea stop hiccups in https://pubmed.ncbi.nlm.nih.gov/2/?",
    ],
)
def test_record_named_in_the_question_alone_is_asked(question: str) -> None:
    """However its PMID is written."""
    assert quoted(HICCUPS.ask(question)) == {"2"}


def test_filter_for_one_record_puts_it_in_focus() -> None:
    """The same question gets the same answer, whichever way the record was named."""
    question = "Does tea stop hiccups?"
    by_filter = HICCUPS.ask(question, where=il2qa.Where(pmids=("2",)))
    assert by_filter == HICCUPS.ask(question, focus="2")


def test_unknown_focus_is_an_error() -> None:
    """It names the record and the corpus."""
    with pytest.raises(il2qa.RecordNotFound, match=r"9: no such record in hiccups"):
        HICCUPS.ask("Does tea stop hiccups?", focus="9")


def test_unknown_pmid_in_a_question_is_not_answered_by_another_record() -> None:
    """The refusal names it."""
    found = HICCUPS.ask("Does PMID 9 say that tea stops hiccups?")
    assert (found.status, found.passages) == ("no_evidence", ())
    assert found.reason == "there is no record PMID 9 in hiccups"
    assert HICCUPS.ask("PMID 9").reason == found.reason


def test_filter_counts_for_a_record_that_is_named() -> None:
    """What the filter does not let through is not quoted, and the reason says so."""
    found = HICCUPS.ask("Who wrote PMID 1?", where=il2qa.Where(since=1990))
    assert (found.status, found.passages) == ("no_evidence", ())
    assert found.reason == "PMID 1 does not pass the filter year>=1990"


def test_corrected_word_is_told_on_every_route() -> None:
    """A request for records says how it was read, as a question on content does."""
    corpus = il2qa.Corpus(MemoryCorpus([SALT], "one"))
    assert corpus.ask("What stops hicups?").interpreted_as == "What stops hiccups?"
    assert corpus.ask("Who wrote about hicups?").interpreted_as == "hiccups"
    assert corpus.ask("wich papers are about hicups?").interpreted_as == "hiccups"


class Backwards:
    """Ranks what stands last first."""

    def scores(self, shortlist: Shortlist) -> np.ndarray:
        return shortlist.rows.astype(float)

    def contributions(self, shortlist: Shortlist) -> dict[str, np.ndarray]:
        return {"row": self.scores(shortlist)}


def test_other_ranker_ranks_and_explains(corpus: il2qa.Corpus) -> None:
    """One argument replaces the model; what is explained is what it did."""
    engine = corpus.engine._replace(ranker=Backwards())
    other = il2qa.Corpus(corpus.reader, engine)
    question = "Which cells produce interleukin-2?"
    places = [passage.citation.sentence or 0 for passage in other.ask(question, 9).passages]
    assert places == sorted(places, reverse=True)
    (first, *_) = other.explain(question).passages
    assert first.rank is not None
    assert list(first.rank.contributions) == ["row"]
    assert first.rank.contributions["row"] == first.rank.score


def test_other_judge_judges(corpus: il2qa.Corpus) -> None:
    """Its thresholds count, and are those that the explanation gives."""
    judge = shipped()._replace(answered=0.999)
    other = il2qa.Corpus(corpus.reader, corpus.engine._replace(judge=judge))
    question = "Which cells produce interleukin-2?"
    assert corpus.ask(question).status == "answered"
    assert other.ask(question).status == "partial"
    thresholds = other.explain(question).thresholds
    assert thresholds is not None
    assert thresholds.answered == 0.999


def test_a_question_word_within_a_question_asks_for_no_field() -> None:
    """The journal was told, since a title said all else."""
    told = several().ask("Does interleukin-4 change where hiccups go?")
    assert all(one.citation.field in ("title", "abstract") for one in told.passages)


def test_the_number_of_a_journal_is_told() -> None:
    """A sentence of the abstract was quoted."""
    (told,) = several().ask("PMID 101: what is its ISSN?").passages
    assert (told.citation.field, told.text) == ("issn", "ISSN: 0000-0001")


@pytest.mark.parametrize(
    "question", ["who wrote it?", "when was it published?", "in which journal did it appear?"]
)
def test_question_on_no_record_asks_which(question: str) -> None:
    """Of many records; one form was answered from whatever record ranked first."""
    answer = several().ask(question)
    assert answer.status == "no_evidence"
    assert "which article is meant?" in (answer.reason or "")
