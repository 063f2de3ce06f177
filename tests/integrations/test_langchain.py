"""The LangChain retriever, by LangChain's own tests and ours."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("langchain_tests", reason="langchain-tests is not installed")

from langchain_tests.integration_tests import RetrieversIntegrationTests
from some_records import QUESTION, some_records

import il2qa
from il2qa.integrations.langchain import Il2qaRetriever


class TestStandard(RetrieversIntegrationTests):
    """LangChain's tests for every retriever."""

    @property
    def retriever_constructor(self) -> type[Il2qaRetriever]:
        return Il2qaRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"corpus": some_records()}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


def test_documents_say_where_their_text_stands() -> None:
    """Its offsets slice the text back out of the record."""
    corpus = some_records()
    found = Il2qaRetriever(corpus=corpus, k=2).invoke(QUESTION)
    assert len(found) == 2
    for document in found:
        told = document.metadata
        record = corpus.record(told["pmid"])
        assert record is not None
        whole = il2qa.field_texts(record)[told["field"]]
        assert whole[told["start"] : told["end"]] == document.page_content
        assert told["pmid"] in told["citation"]


@pytest.mark.parametrize("where", [il2qa.Where(since=2015), "year>=2015"])
def test_filter_counts_at_construction_and_at_call(where: il2qa.Where | str) -> None:
    """Only records that it lets through are quoted."""
    filtered = Il2qaRetriever(corpus=some_records(), where=where).invoke(QUESTION)
    called = Il2qaRetriever(corpus=some_records()).invoke(QUESTION, where=where)
    assert {one.metadata["pmid"] for one in filtered + called} == {"4"}


@pytest.mark.parametrize("query", ["Which planets have rings?", "???", ""])
def test_no_evidence_is_no_document(query: str) -> None:
    """Nothing is made up for what no record tells."""
    assert Il2qaRetriever(corpus=some_records()).invoke(query) == []


def test_async_gives_the_same() -> None:
    """`ainvoke` in an event loop."""
    retriever = Il2qaRetriever(corpus=some_records())
    assert asyncio.run(retriever.ainvoke(QUESTION)) == retriever.invoke(QUESTION)


def test_mistaken_filter_is_told() -> None:
    """It must not be taken for no evidence."""
    with pytest.raises(il2qa.QuestionError, match="no filter"):
        Il2qaRetriever(corpus=some_records(), where="yaer>1990").invoke(QUESTION)
