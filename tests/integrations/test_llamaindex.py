"""The LlamaIndex retriever, over the real package."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("llama_index.core", reason="llama-index-core is not installed")

from llama_index.core.schema import MetadataMode
from some_records import QUESTION, some_records

from il2qa.integrations.llamaindex import Il2qaRetriever


def test_nodes_carry_scores_and_places() -> None:
    """At most k, best first, with PMID, offsets and citation; the text is verbatim."""
    found = Il2qaRetriever(some_records(), k=2).retrieve(QUESTION)
    assert len(found) == 2
    for one in found:
        assert one.score is not None
        assert {"pmid", "field", "start", "end", "citation"} <= one.node.metadata.keys()
        assert one.node.end_char_idx - one.node.start_char_idx == len(one.node.get_content())


def test_model_is_told_pmid_and_citation_only() -> None:
    """What is embedded is the text alone."""
    (first, *_) = Il2qaRetriever(some_records()).retrieve(QUESTION)
    assert first.node.get_content(MetadataMode.EMBED) == first.node.get_content()
    told = first.node.get_content(MetadataMode.LLM)
    assert "pmid" in told
    assert "confidence" not in told


def test_filter_and_async() -> None:
    """The filter holds; `aretrieve` gives the same."""
    retriever = Il2qaRetriever(some_records(), where="year>=2015")
    found = retriever.retrieve(QUESTION)
    assert {one.node.metadata["pmid"] for one in found} == {"4"}
    later = asyncio.run(retriever.aretrieve(QUESTION))
    assert [one.node.node_id for one in later] == [one.node.node_id for one in found]


def test_no_evidence_is_no_node() -> None:
    """Nothing is made up for what no record tells."""
    assert Il2qaRetriever(some_records()).retrieve("Which planets have rings?") == []
