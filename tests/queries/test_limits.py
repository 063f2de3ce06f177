"""Filters as people type them: conditions, a query, or both; read back, narrowed, stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from several import RECORDS, several

import il2qa
from il2qa.conversation.reading import Reading, read_back
from il2qa.conversation.saving import as_text, moments_of
from il2qa.corpora.memory import MemoryCorpus
from il2qa.filters.text import narrowed, read_filter
from il2qa.filters.tree import Filter
from il2qa.queries.grammar import parse
from il2qa.queries.limits import Limits, limits_text, read_limits, typed_limits
from il2qa.queries.telling import query_text

MADE = [
    "interleukin-4 OR 1986[dp]",
    '"interleukin-2"[ti] NOT review[pt]',
    "hiccups[tiab]",
    "alzheimer's[tiab]",
    'year>=1990 query:"macrophages OR hiccups"',
    'query:"\\"T cells\\"[tiab]" query:"1991[dp]"',
    "type:review -author:doe",
]


def ids(where: Filter | str | None) -> set[str]:
    return {record.id for record in several().records(where)}  # type: ignore[arg-type]


def test_a_query_is_a_filter() -> None:
    """By itself and beside conditions by name, all of which must hold."""
    assert ids("interleukin-4 OR 1986[dp]") == {"103", "104"}
    assert ids('year>=1990 query:"interleukin-4 OR 1986[dp]"') == {"104"}
    assert ids("year>=1990 type:review") == {"102"}
    assert ids(parse("interleukin-4 OR 1986[dp]").tree) == {"103", "104"}
    assert ids("") == ids(None) == {record.id for record in RECORDS}


@pytest.mark.parametrize("text", MADE)
def test_a_filter_that_is_told_is_read_back(text: str) -> None:
    """As the chat shows its readings, and as a query that lets the same records through."""
    limits = typed_limits(text)
    assert read_limits(limits_text(limits)) == limits
    reading = Reading("which cells?", limits, skip=2)
    assert read_back(reading.shown) == reading
    if not text.startswith("type:"):  # "-" and alternatives of one name are the filters' own
        assert ids(parse(query_text(limits)).tree) == ids(limits)


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_a_clear_error(text: str) -> None:
    """Nothing else is raised; what is read can be told and read back."""
    try:
        limits = typed_limits(text)
    except il2qa.QuestionError:
        return
    assert read_limits(limits_text(limits)) == limits


@pytest.mark.parametrize(
    "text", ["yaer>=1990", "colour:red", "year>=", "since 1990", "gout", 'query:"gout AND"']
)
def test_words_by_themselves_are_no_filter(text: str) -> None:
    """A slip is told, not looked for."""
    with pytest.raises(il2qa.QuestionError):
        typed_limits(text)


def test_a_condition_narrows_a_query() -> None:
    """The query stays; whichever of the two comes first."""
    query, years = Limits(query="interleukin-2"), read_filter("year>=1990")
    both = narrowed(query, years)
    assert both == narrowed(years, query) == Limits(query="interleukin-2", since=1990)
    assert narrowed(both, read_filter("year>=1980")) == both


def test_everything_that_takes_a_filter_takes_its_text() -> None:
    """Questions, lists, numbers, surveys."""
    corpus = several()
    where = "macrophages[ti] OR hiccups[ti]"
    assert corpus.count(where) == corpus.select(where=where).number == 2
    assert {hit.record.id for hit in corpus.search("interleukin", where=where)} == {"102", "104"}
    answer = corpus.ask("What stopped hiccups?", where=where)
    assert {one.citation.pmid for one in answer} <= {"102", "104"}
    assert next(corpus.ask_many(["What stopped hiccups?"], where=where)).passages
    assert corpus.survey("interleukins", where=where).survey is not None
    assert corpus.explain("What stopped hiccups?", where=where).passages
    refused = corpus.ask("What stopped hiccups?", where="reviw[pt] AND 1991[dp]")
    assert "near it: Review (1)" in str(refused.reason)
    with pytest.raises(il2qa.QuerySyntaxError):
        corpus.count("gout AND")


def test_words_of_a_filter_are_analysed_by_the_engine() -> None:
    """As those of a question are: a plural finds the singular."""
    corpus = il2qa.Corpus(MemoryCorpus(RECORDS, "several"))
    assert corpus.count("hiccup AND trial") == corpus.count("hiccups AND trials") == 1


def test_a_conversation_keeps_a_query_as_its_filter() -> None:
    """Follow-ups narrow it, saving keeps it."""
    talk = several().conversation()
    talk.filter("macrophages[ti] OR hiccups[ti]")
    talk.ask("What stopped hiccups?")
    answer = talk.ask("only since 2000")
    assert answer.interpreted_as == (
        'What stopped hiccups? · year>=2000 query:"macrophages[ti] OR hiccups[ti]"'
    )
    assert {one.citation.pmid for one in answer} == {"104"}
    moments = talk.moments
    kept = moments_of(as_text(moments, datetime.now(UTC), None))
    assert kept[-1] == moments[-1]
    assert isinstance(kept[-1].talk.where, Limits)
