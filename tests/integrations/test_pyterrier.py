"""The PyTerrier transformer, over the real package; Java is not needed for it."""

from __future__ import annotations

import pytest

pytest.importorskip("pyterrier", reason="python-terrier is not installed")

import pandas
from some_records import QUESTION, some_records

from il2qa.integrations.pyterrier import Il2qaRetriever

TOPICS = pandas.DataFrame(
    [["q1", QUESTION], ["q2", "Which planets have rings?"]], columns=["qid", "query"]
)


def test_results_are_ranked_records() -> None:
    """Each record once a query, ranks from 0, scores that fall, the passage and its place."""
    found = Il2qaRetriever(some_records()).transform(TOPICS)
    assert set(found.qid) == {"q1"}
    assert sorted(found.docno) == ["1", "2", "3", "4"]
    assert [*found["rank"]] == [0, 1, 2, 3]
    assert found.score.is_monotonic_decreasing
    assert found.score.is_unique
    assert {"text", "pmid", "start", "end", "citation"} <= {*found.columns}


def test_transformer_joins_pipelines() -> None:
    """It is cut off, and queries are searched one by one."""
    retriever = Il2qaRetriever(some_records(), where="year>=2005")
    assert {*retriever.search(QUESTION).docno} == {"3", "4"}
    assert len((retriever % 1).transform(TOPICS)) == 1


def test_no_query_gives_a_frame_of_the_same_columns() -> None:
    """An empty frame too has the columns of results."""
    retriever = Il2qaRetriever(some_records())
    empty = retriever.transform(TOPICS.head(0))
    assert [*empty.columns] == [*retriever.transform(TOPICS).columns]
