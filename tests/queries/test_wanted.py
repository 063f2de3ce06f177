"""Requests in plain words: what is a list, what a number, what stays a question."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import il2qa
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Author, Journal, PublicationDate, Record
from il2qa.queries.telling import query_text
from il2qa.queries.wanted import wanted
from il2qa.render.json import answer_json
from il2qa.render.markdown import answer_markdown
from il2qa.render.style import Style
from il2qa.render.text import answer_text


@pytest.mark.parametrize(
    ("text", "tree", "sort", "by"),
    [
        ("papers by Bydon", '"Bydon"[au]', None, None),
        ("Papers by bydon m", "bydon m*[au]", None, None),
        ("reviews on IL-2 since 2010", '"Review"[pt] AND IL-2 AND 2010:3000[dp]', None, None),
        ("which articles are in Radiology?", '"Radiology"[ta]', None, None),
        ("newest on HPV", "HPV", "newest", None),
        ("the oldest articles about gout", "gout", "oldest", None),
        ("list papers in German by Doe", '"German"[la] AND "Doe"[au]', None, None),
        ("papers by Smith J on gout in 1999", "Smith J*[au] AND gout AND 1999[dp]", None, None),
        ("articles published between 2001 and 2005", "2001:2005[dp]", None, None),
        ("papers on gout with an abstract", "gout AND has:abstract", None, None),
        ("how many papers on diabetes per year?", "diabetes", None, "year"),
        ("How many reviews are there?", '"Review"[pt]', None, None),
        ("how many papers mention aspirin?", "aspirin", None, None),
        ("which journals are covered?", "all records", None, "journal"),
        ("who publishes most on HPV?", "HPV", None, "author"),
        (
            "which journals publish most on HPV since 2010?",
            "HPV AND 2010:3000[dp]",
            None,
            "journal",
        ),
        ("what has Smith J published?", "Smith J*[au]", None, None),
        ("which papers did Doe write on gout?", '"Doe"[au] AND gout', None, None),
        ("which paper did Doe write?", '"Doe"[au]', None, None),
        ("which review did Doe write on gout?", '"Review"[pt] AND "Doe"[au] AND gout', None, None),
        ("how many papers did Doe write since 2010?", '"Doe"[au] AND 2010:3000[dp]', None, None),
        ("papers by Doe and Roe", '"Doe"[au] AND "Roe"[au]', None, None),
        ("reviews by Doe or Roe", '"Review"[pt] AND ("Doe"[au] OR "Roe"[au])', None, None),
        ("papers by Doe J in Gut", 'Doe J*[au] AND "Gut"[ta]', None, None),
        ("latest paper by Doe", '"Doe"[au]', "newest", None),
        ("English reviews on gout", '"Review"[pt] AND "English"[la] AND gout', None, None),
        ("what was published in 2015?", "2015[dp]", None, None),
        ("give me everything on gout", "gout", None, None),
        ("do you have anything on gout since 2010?", "gout AND 2010:3000[dp]", None, None),
        ("do you have articles about gout?", "gout", None, None),
        ("what papers do you have on gout?", "gout", None, None),
        ("I'm looking for reviews on gout", '"Review"[pt] AND gout', None, None),
        ("how many papers have no abstract?", "NOT has:abstract", None, None),
        (
            "how many papers did Doe publish in 2021 on gout?",
            '"Doe"[au] AND 2021[dp] AND gout',
            None,
            None,
        ),
        ("papers from 2010 on gout", "2010[dp] AND gout", None, None),
        ("papers from 2010 on", "2010:3000[dp]", None, None),
        ("papers from the nineties on gout", "1990:1999[dp] AND gout", None, None),
        ("papers published in May 2015", "2015/05[dp]", None, None),
        ("papers since Sept 2015", "2015/09:3000[dp]", None, None),
        ("which is the newest study on obesity?", "obesity", "newest", None),
        ("what is the latest review on gout?", '"Review"[pt] AND gout', "newest", None),
        ("papers from the 1980s", "1980:1989[dp]", None, None),
        ("papers on gout since the 1990s", "gout AND 1990:3000[dp]", None, None),
        ("how many papers on gout in the 1990s?", "gout AND 1990:1999[dp]", None, None),
        ("papers before June 2015", "0000:2015/05[dp]", None, None),
        ("papers with the MeSH term Sepsis", '"Sepsis"[mh]', None, None),
        ("papers indexed under Sepsis in 2010", '"Sepsis"[mh] AND 2010[dp]', None, None),
        ("which journals published on gout?", "gout", None, "journal"),
        ("who has written about gout?", "gout", None, "author"),
        ("who are the most prolific authors?", "all records", None, "author"),
        ("which MeSH headings are most common?", "all records", None, "mesh"),
        ("reviews on obesity without Mexico", '"Review"[pt] AND obesity NOT Mexico', None, None),
        ("papers on obesity not in Mexico", "obesity NOT Mexico", None, None),
        ("reviews on flu but not in Peru", '"Review"[pt] AND flu NOT Peru', None, None),
        ("papers about bats without coronavirus", "bats NOT coronavirus", None, None),
        ("papers on gout except reviews", 'gout NOT "Review"[pt]', None, None),
        ("papers on gout, not in German", 'gout NOT "German"[la]', None, None),
        ("papers on gout not by Doe", 'gout NOT "Doe"[au]', None, None),
        (
            "papers on flu without reviews, letters or bats since 2010",
            'flu NOT ("Review"[pt] OR "Letter"[pt] OR bats) AND 2010:3000[dp]',
            None,
            None,
        ),
        ("papers that do not mention children", "NOT children", None, None),
        ("how many papers on gout without abstracts?", "gout NOT has:abstract", None, None),
        ("papers on migraine without aura", "migraine AND aura", None, None),
        ("papers on flu with or without fever", "flu AND fever", None, None),
        ("obesity papers without Mexico", "obesity NOT Mexico", None, None),
        ("gout reviews since 2010", '"Review"[pt] AND gout AND 2010:3000[dp]', None, None),
        ("which papers on flu are not from Peru?", 'flu NOT "peru"[ad]', None, None),
        ("papers on flu in adults, not children", "(flu AND adults) NOT children", None, None),
        ("papers on flu that aren't about bats", "flu NOT bats", None, None),
        ("papers on gout that are not reviews", 'gout NOT "Review"[pt]', None, None),
        ("retracted papers", '"Retracted Publication"[pt]', None, None),
        ("which papers are retracted?", '"Retracted Publication"[pt]', None, None),
        ("how many retracted papers are there?", '"Retracted Publication"[pt]', None, None),
        ("how many papers were retracted?", '"Retracted Publication"[pt]', None, None),
        ("papers from Mexico", '"mexico"[ad]', None, None),
        ("papers from mexico on obesity", '"mexico"[ad] AND obesity', None, None),
        ("papers on gout not from Mexico", 'gout NOT "mexico"[ad]', None, None),
        ("only trials", '"Clinical Trial"[pt]', None, None),
        ("trials", '"Clinical Trial"[pt]', None, None),
        ("observational studies on gout", '"Observational Study"[pt] AND gout', None, None),
        ("papers from 2020", "2020[dp]", None, None),
        ("papers from 2020 on", "2020:3000[dp]", None, None),
    ],
)
def test_requests_are_understood_whole(
    text: str, tree: str, sort: str | None, by: str | None
) -> None:
    """As filters, with an order, or what numbers are of."""
    found = wanted(text)
    assert found is not None
    assert (query_text(found.tree), found.sort, found.by) == (tree, sort, by)
    assert found.is_counted == text.lower().startswith(("how many", "which j", "which m", "who"))


@pytest.mark.parametrize(
    "text",
    [
        "papers",
        "Which studies show that IL-2 works?",
        "IL-2 studies in mice",
        "previous studies",
        "Do patients in trials by industry live longer?",
        "Which trials on aspirin show benefit?",
        "studies on mice show what?",
        "How many patients took part?",
        "How many trials were included?",
        "Who wrote it?",
        "recent advances in HPV",
        "list the authors",
        "what are the most common types of cancer?",
        "top papers",
        "who wrote the paper on gout?",
        "what did the authors write about gout?",
        "which language are the papers in?",
        "which journal",
        "Studies of the effect of the drug on the joint should use several scales and visits.",
        "",
    ],
)
def test_questions_stay_questions(text: str) -> None:
    """A word that is neither an opening nor a condition makes it one."""
    assert wanted(text) is None


@given(st.text(alphabet="papers byonDJ AND,.()[]2015 indexed under", max_size=40))
def test_no_text_fails(text: str) -> None:
    """It is a request or none."""
    wanted(f"papers by {text}")
    wanted(text)


def made(pmid: int, title: str, year: int, last: str, journal: str) -> Record:
    return Record(
        pmid=str(pmid),
        title=title,
        date=PublicationDate(text=str(year), year=year),
        authors=(Author(last_name=last, initials="J"),),
        journal=Journal(title=journal),
    )


CORPUS = il2qa.Corpus(
    MemoryCorpus(
        [
            made(1, "Gout in adults", 2001, "Doe", "Gut"),
            made(2, "Gout in children", 2003, "Doe", "Radiology"),
            made(3, "Flu in women", 2003, "Roe", "Gut | Liver"),
        ],
        "library",
    )
)


def test_records_that_are_wanted_are_told_by_their_titles() -> None:
    """With how many there are, in the order that is wanted."""
    answer = CORPUS.ask("newest papers by Doe", limit=1)
    assert [one.text for one in answer.passages] == ["Gout in children"]
    assert answer.counts == il2qa.Counts(records=2)
    assert "2 records." in answer_text(answer, Style())
    assert answer.interpreted_as == '"Doe"[au]'


def test_numbers_are_told_in_every_form() -> None:
    """As a table in text and Markdown, as an object in JSON; of nothing else is quoted."""
    answer = CORPUS.ask("how many papers per journal?")
    assert answer.counts is not None
    assert dict(answer.counts.values) == {"Gut": 1, "Radiology": 1, "Gut | Liver": 1}
    assert answer_text(answer, Style()).splitlines()[-1].split()[-1] == "1"
    assert r"| Gut \| Liver | 1 |" in answer_markdown(answer)
    content = json.loads(answer_json(answer))["counts"]
    assert content == {"records": 3, "by": "journal", "values": dict(answer.counts.values)}
    assert "counts" not in json.loads(answer_json(CORPUS.ask("Is gout seen in children?")))


def test_nothing_is_guessed_where_no_record_has_a_value() -> None:
    """An author of nearly that name is named, and not taken."""
    answer = CORPUS.ask("papers by Dow")
    assert answer.status == "no_evidence"
    assert "no record has the author 'Dow'; near it: Doe J (2)" in (answer.reason or "")


def test_a_listing_by_year_is_a_count() -> None:
    """Papers "by year" are numbers, though nobody says how many."""
    answer = CORPUS.ask("papers on gout by year")
    assert answer.counts == il2qa.Counts(records=2, by="year", values=(("2001", 1), ("2003", 1)))


TYPED = il2qa.Corpus(
    MemoryCorpus(
        [
            Record(
                pmid="1", title="Gout trial", publication_types=("Randomized Controlled Trial",)
            ),
            Record(pmid="2", title="Gout pilot", publication_types=("Clinical Trial, Phase II",)),
            Record(pmid="3", title="Gout in bats", publication_types=("Systematic Review",)),
            Record(pmid="4", title="Gout and flu", publication_types=("Retracted Publication",)),
        ],
        "library",
    )
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("trials on gout", ["1", "2"]),
        ('"clinical trial"[pt]', ["1", "2"]),
        ("RCTs on gout", ["1"]),
        ("reviews on gout", ["3"]),
        ("papers on gout except trials", ["3", "4"]),
        ("papers on gout without bats and flu", ["1", "2"]),
        ("retracted papers", ["4"]),
        ("only trials", ["1", "2"]),
    ],
)
def test_kinds_of_records_are_found_and_left_out(question: str, found: list[str]) -> None:
    """The randomised trials were no trials, and what was excepted was looked for."""
    answer = TYPED.ask(question, limit=9)
    assert sorted(one.citation.pmid or "" for one in answer.passages) == found


def test_narrower_types_are_found_by_filters_too() -> None:
    """By name, by query and left out; what is told names the type that was asked for."""
    trials = il2qa.Where(publication_types=("clinical trial",))
    assert TYPED.count(trials) == TYPED.count("type:trials") == 2
    assert TYPED.count("-type:trials") == 2
    assert TYPED.ask("trials on gout").interpreted_as == '"Clinical Trial"[pt] AND gout'
    refused = TYPED.ask("guidelines on gout").reason or ""
    assert "'Guideline'" in refused
    assert "Practice" not in refused


def test_guidelines_are_told_by_their_titles_too() -> None:
    """NLM types few of them so: "guidelines for glaucoma" was refused beside one on glaucoma."""
    records = [
        Record(pmid="1", title="Practice guidelines for gout."),
        Record(pmid="2", title="Gout care.", publication_types=("Practice Guideline",)),
        Record(pmid="3", title="Gout in bats."),
    ]
    found = il2qa.Corpus(MemoryCorpus(records, "three")).ask("guidelines for gout")
    assert sorted(one.citation.pmid or "" for one in found.passages) == ["1", "2"]


@pytest.mark.parametrize("question", ["who wrote about gout?", "how many papers on gout per year?"])
def test_what_no_record_tells_is_not_counted(question: str) -> None:
    """It was answered by a number of records and nothing beside it."""
    found = TYPED.ask(question)
    assert found.status == "no_evidence"
    assert (found.reason or "").startswith("of 4 such records none tells its ")


def test_a_language_alone_asks_for_its_records() -> None:
    """It was asked which article was meant."""
    records = [Record(pmid="1", title="A"), Record(pmid="2", title="B", languages=("fre",))]
    found = il2qa.Corpus(MemoryCorpus(records, "two")).ask("French papers")
    assert [one.citation.pmid for one in found.passages] == ["2"]


@pytest.mark.parametrize("question", ["papers recommended by experts", "which papers are best?"])
def test_requests_that_are_not_understood_are_no_field_of_one_record(question: str) -> None:
    """Papers from Mexico were answered by the journal of one record."""
    assert "Journal" not in "".join(one.text for one in CORPUS.ask(question).passages)


def test_why_is_told_of_lists_and_queries() -> None:
    """Explanations know of them."""
    assert "records or their number" in CORPUS.explain("papers by Doe").because
    assert "selects records" in CORPUS.explain("2003[dp]").because
