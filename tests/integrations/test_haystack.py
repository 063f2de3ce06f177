"""The Haystack component, in a pipeline of the real package."""

from __future__ import annotations

import asyncio
import os

import pytest

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"  # read when it is imported
pytest.importorskip("haystack", reason="haystack-ai is not installed")

from conftest import BUNDLED
from haystack import Pipeline
from some_records import QUESTION, some_records

import il2qa
from il2qa.integrations.haystack import Il2qaRetriever


def pipeline(retriever: Il2qaRetriever) -> Pipeline:
    made = Pipeline()
    made.add_component("retriever", retriever)
    return made


def test_pipeline_gives_documents_with_places() -> None:
    """At most top_k, best first, with PMID, offsets and citation."""
    made = pipeline(Il2qaRetriever(some_records(), top_k=2))
    found = made.run({"retriever": {"query": QUESTION}})["retriever"]["documents"]
    assert len(found) == 2
    for one in found:
        assert {"pmid", "field", "start", "end", "citation"} <= one.meta.keys()
        assert one.meta["end"] - one.meta["start"] == len(one.content or "")


def test_run_takes_its_own_limit_and_filter() -> None:
    """They count before those of the component."""
    retriever = Il2qaRetriever(some_records(), where="year<2000")
    found = retriever.run(QUESTION, top_k=1, where="year>=2015")["documents"]
    assert [one.meta["pmid"] for one in found] == ["4"]
    assert asyncio.run(retriever.run_async(QUESTION)) == retriever.run(QUESTION)


def test_pipeline_is_saved_and_loaded() -> None:
    """Its corpus is named by its place, its filter by its text."""
    where = il2qa.Where(since=1980)
    made = pipeline(Il2qaRetriever(il2qa.open_corpus(BUNDLED), top_k=1, where=where))
    loaded = Pipeline.loads(made.dumps(), allowed_modules=["il2qa.integrations.haystack"])
    asked = {"retriever": {"query": "Which cells produce interleukin-2?"}}
    assert loaded.run(asked) == made.run(asked)
    with pytest.raises(il2qa.CorpusError, match="memory"):
        Il2qaRetriever(some_records()).to_dict()


def test_no_evidence_is_no_document() -> None:
    """Nothing is made up for what no record tells."""
    assert Il2qaRetriever(some_records()).run("Which planets have rings?")["documents"] == []
