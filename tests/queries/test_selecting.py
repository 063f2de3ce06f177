"""Lists and counts: which records, in which order, how many by what; what nothing has is told."""

from __future__ import annotations

import pytest
from several import RECORDS

import il2qa
from il2qa.corpora.memory import MemoryCorpus
from il2qa.models import Author, Journal, PublicationDate, Record, Section
from il2qa.selecting import COUNTED, selected


def made(pmid: int, title: str, year: int, **fields: object) -> Record:
    date = PublicationDate(text=str(year), year=year, month=pmid % 12 + 1)
    return Record.model_validate({"pmid": str(pmid), "title": title, "date": date, **fields})


DOE, ROE = Author(last_name="Doe", initials="JQ"), Author(last_name="Roe", initials="R")
LIBRARY = [
    made(1, "Aspirin for gout", 2001, authors=(DOE,), publication_types=("Review",)),
    made(2, "Aspirin, aspirin and aspirin", 2003, authors=(ROE, DOE)),
    made(3, "Zinc for colds", 2003, authors=(ROE,), journal=Journal(title="Radiology")),
    made(4, "Flu", 2004, abstract=(Section(text="Aspirin was not given to children."),)),
]
CORPUS = il2qa.Corpus(MemoryCorpus(LIBRARY, "library"))


def pmids(records: list[Record]) -> list[str]:
    return [record.id for record in records]


def test_records_are_listed_by_relevance_or_date() -> None:
    """Those that say it oftener first; or by day; skipped and limited."""
    found = CORPUS.select("aspirin")
    assert pmids(found.records())[0] == "2"
    assert pmids(found.records("newest")) == ["4", "2", "1"]
    assert pmids(found.records("oldest", limit=1, skip=1)) == ["2"]
    assert pmids(CORPUS.select().records("newest")) == ["4", "3", "2", "1"]
    assert set(pmids(CORPUS.select("aspi* NOT flu").records(limit=9))) == {"1", "2"}


def test_search_understands_queries() -> None:
    """Plain words as before; a query selects, best first, or the newest where it has no words."""
    assert {hit.record.id for hit in CORPUS.search("aspirin zinc")} == {"1", "2", "3", "4"}
    assert {hit.record.id for hit in CORPUS.search("aspirin[ti] NOT doe[au]", limit=9)} == set()
    assert [hit.record.id for hit in CORPUS.search("doe[au]")] == ["2", "1"]
    assert CORPUS.search("aspirin AND roe[au]")[0].score > 0


def test_numbers_are_exact_by_every_field() -> None:
    """Years in order, other values by how many records have them."""
    assert CORPUS.select("aspirin").number == 3
    every = CORPUS.select()
    assert every.number == CORPUS.select("", il2qa.Where()).number == 4
    assert every.counts("year") == {"2001": 1, "2003": 2, "2004": 1}
    assert CORPUS.select("aspirin").counts("author") == {"Doe JQ": 2, "Roe R": 1}
    assert list(every.counts("author", limit=1).values()) == [2]
    recent = CORPUS.select(where=il2qa.Where(since=2003))
    assert recent.counts("journal") == {"Radiology": 1}
    with pytest.raises(il2qa.QuestionError, match="count by"):
        every.counts("colour")


def test_every_count_adds_up() -> None:
    """A record of one author counts once; all are counted whatever they are counted by."""
    corpus = il2qa.Corpus(MemoryCorpus(RECORDS, "several"))
    for by in COUNTED:
        expected = max(corpus.select().counts(by).values(), default=0)
        assert 0 <= expected <= len(RECORDS)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("reviw[pt]", ["no record has the type 'reviw'; near it: Review (1)"]),
        ("aspirin OR doe x[au]", ["no record has the author 'doe x'; near it: Doe JQ (2)"]),
        ("aspirin NOT radiolgy[ta]", ["no record has the journal 'radiolgy'; near it: Radiology"]),
        ("xyzzy[la]", ["no record has the language 'xyzzy'"]),
        ("doe[au] AND review[pt] AND 1900[dp]", []),
    ],
)
def test_values_that_no_record_has_are_told_with_near_ones(query: str, told: list[str]) -> None:
    """Nothing is guessed: what is near is named with its number."""
    found = selected(CORPUS.reader, query).unknown()
    assert [one.startswith(wanted) for one, wanted in zip(found, told, strict=True)] == [
        True for _ in told
    ]


def test_a_query_is_answered_from_the_records_it_selects() -> None:
    """Its own words are ranked by; a question beside it counts alone; the reading is told."""
    answer = CORPUS.ask("aspirin AND doe j[au] NOT review[pt]")
    assert {one.citation.pmid for one in answer.passages} == {"2"}
    assert answer.interpreted_as == 'aspirin AND doe j*[au] NOT "review"[pt]'
    beside = CORPUS.ask("2004[dp] : was aspirin given to children?")
    assert beside.passages[0].citation.pmid == "4"
    assert beside.interpreted_as == "2004[dp] : was aspirin given to children?"


def test_a_query_without_words_quotes_titles_newest_first() -> None:
    """What else is there to say of "2003[dp]"?"""
    answer = CORPUS.ask("2003[dp]")
    assert [one.text for one in answer.passages] == [
        "Zinc for colds",
        "Aspirin, aspirin and aspirin",
    ]


def test_a_query_that_selects_nothing_says_why() -> None:
    """The filter as it was read, and the value that no record has."""
    answer = CORPUS.ask("aspirin AND reviw[pt]")
    assert answer.status == "no_evidence"
    assert answer.reason == (
        'no record passes the filter aspirin AND "reviw"[pt]; '
        "no record has the type 'reviw'; near it: Review (1)"
    )


def test_a_query_of_one_pmid_is_about_that_record() -> None:
    """As `--pmid` is."""
    answer = CORPUS.ask("4[pmid] : was aspirin given?")
    assert {one.citation.pmid for one in answer.passages} == {"4"}
    assert CORPUS.ask("4[pmid]").passages[0].text == "Flu"
