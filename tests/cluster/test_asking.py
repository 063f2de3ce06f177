"""What a cluster is asked: values cut alike on both sides, trees made plain, exact counts."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import ANALYZER, made
from test_filtering import RECORDS, TERMS, TREES

from il2qa.corpora.cluster import frequencies, listing
from il2qa.corpora.cluster.compiling import Compiler, plain
from il2qa.corpora.cluster.listing import listed_counts
from il2qa.corpora.cluster.mapping import beginning, document, key, note_key, within
from il2qa.corpora.codec.payload import entry
from il2qa.corpora.listing import names_of
from il2qa.filters.tree import Condition, matches
from il2qa.passages.analysis import analyse


@given(st.text(), st.text(), st.integers(40, 60))
def test_long_values_are_cut_alike_and_stay_apart(one: str, other: str, longest: int) -> None:
    """Equal ones stay equal, others different; the beginning that is kept is one of the whole."""
    for text in (one, one * 50):
        assert len(within(text, longest)) <= longest
        assert within(text, longest).startswith(beginning(text, longest))
        assert text.startswith(beginning(text, longest))
    assert (within(one * 50, longest) == within(other * 50, longest)) == (one * 50 == other * 50)


@given(st.text(max_size=300))
def test_a_record_s_document_is_never_a_note_s(identifier: str) -> None:
    """Whatever a record is called; its name is no longer than the cluster takes."""
    assert not key(identifier).startswith(note_key(""))
    assert len(key(identifier).encode()) <= 512


def test_a_document_has_no_word_that_the_cluster_would_cut() -> None:
    """One of 70,000 letters would come back as many words."""
    record = made(1, "x" * 70_000)
    written = document(entry(record, analyse(record, ANALYZER), 1))
    assert max(map(len, f"{written['terms']} {written['words']}".split(" "))) <= 255


@given(TREES)
def test_a_plain_tree_means_the_same(tree: Condition) -> None:
    """With no more levels than before."""
    for record in RECORDS:
        terms = TERMS[record.id]
        assert matches(plain(tree), record, terms) == matches(tree, record, terms)
    assert depth(plain(tree)) <= depth(tree)


@given(TREES)
def test_no_query_is_deeper_or_wider_than_a_cluster_takes(tree: Condition) -> None:
    """20 levels and 1,024 conditions, whatever is asked."""
    asked: list[Any] = []

    def verify(is_so: object, query: Any) -> list[str]:
        asked.append(query)
        return ["1"]

    asked.append(Compiler(verify).admitted(tree))
    assert all(levels(query) < 20 and conditions(query) < 1024 for query in asked)


def depth(tree: Any) -> int:
    parts = getattr(tree, "parts", None) or [getattr(tree, "part", None)]
    below = [depth(part) for part in parts if part is not None and not isinstance(part, str)]
    return 1 + max(below, default=0)


def levels(query: Any) -> int:
    if "bool" not in query:
        return 0
    return 1 + max(levels(part) for parts in query["bool"].values() for part in parts)


def conditions(query: Any) -> int:
    if "bool" not in query:
        return 1
    return sum(conditions(part) for parts in query["bool"].values() for part in parts)


class Shards:
    """Shards that each tell their most frequent values, as a cluster puts them together."""

    def __init__(self, shards: list[Counter[str]]) -> None:
        self.shards = shards
        self.now = SimpleNamespace(state=("c-1", 1))

    def search(self, body: Any, state: Any = None) -> Any:
        (about,) = body["aggs"].values()
        made = self._terms(about["terms"]) if "terms" in about else self._page(about["composite"])
        return {"aggregations": dict.fromkeys(body["aggs"], made)}

    def _terms(self, about: Any) -> Any:
        told: Counter[str] = Counter()
        error = 0
        for shard in self.shards:
            admitted = {v: n for v, n in shard.items() if self._is_in(v, about.get("include"))}
            best = heapq.nsmallest(about["shard_size"], admitted.items(), _order)
            told.update(dict(best))
            error += best[-1][1] if len(admitted) > len(best) else 0
        ordered = heapq.nsmallest(about["size"], told.items(), _order)
        buckets = [{"key": value, "doc_count": number} for value, number in ordered]
        return {"buckets": buckets, "doc_count_error_upper_bound": error}

    def _is_in(self, value: str, include: Any) -> bool:
        if isinstance(include, list):
            return value in include
        return include is None or re.fullmatch(include, value, re.DOTALL) is not None

    def _page(self, about: Any) -> Any:
        after = about.get("after", {}).get("value", "")
        whole = sum(self.shards, Counter[str]())
        page = [(v, n) for v, n in sorted(whole.items()) if v > after][: about["size"]]
        buckets = [{"key": {"value": value}, "doc_count": number} for value, number in page]
        return {"buckets": buckets} | ({"after_key": {"value": page[-1][0]}} if page else {})


def _order(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


values = st.text("abc+*", min_size=1, max_size=3).map(lambda name: f"{name}\t{name.upper()}")


@given(
    st.lists(st.dictionaries(values, st.integers(1, 9)).map(Counter), min_size=1, max_size=4),
    st.none() | st.integers(1, 6),
    st.sampled_from(["", "a", "b+", "*"]),
    st.sampled_from([(2, 4), (3, 8), (1, 1)]),
)
@settings(max_examples=300)
def test_counts_are_exact_though_shards_tell_but_their_most_frequent(
    shards: list[Counter[str]], limit: int | None, begun: str, sizes: tuple[int, int]
) -> None:
    """The same values and numbers as a count over all of them, however little shards tell."""
    whole = sum(shards, Counter[str]())
    lead = "authors "
    admitted = ((f"{lead}{v}", n) for v, n in whole.items() if v.startswith(begun))
    expected = names_of(admitted, limit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_FEWEST", sizes[0])
        patch.setattr(listing, "_MOST", sizes[1])
        patch.setattr(listing, "_PAGE", 2)
        counted = listed_counts(Shards(shards), {}, "authors", begun, limit)  # type: ignore[arg-type]
        assert names_of(counted, limit) == expected


def test_counts_are_kept_for_questions_to_come_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that runs for months remembered every word that it was ever asked."""
    monkeypatch.setattr(frequencies, "_MOST_KEPT", 10)
    asked: list[str] = []

    def ask(method: str, path: str, body: Any, **_: object) -> Any:
        words = body["docs"][0]["doc"]["terms"].split()
        asked.extend(words)
        told = {word: {"doc_freq": len(word)} for word in words}
        field = {"field_statistics": {"doc_count": 50}, "terms": told}
        return {"docs": [{"term_vectors": {"terms": field}}]}

    totals = SimpleNamespace(records=50)
    index = SimpleNamespace(name="lab-1", routings=("a",))
    now = SimpleNamespace(index=index, totals=totals, frequencies={})
    snapshots: Any = SimpleNamespace(now=now)
    transport: Any = SimpleNamespace(ask=ask, address="http://x/lab")
    for number in range(1, 30):
        terms = ["insulin", "x" * number, "a b"]
        counts = frequencies.frequencies(transport, snapshots, terms)
        assert counts == {"insulin": 7, "x" * number: number, "a b": 0}
    assert len(now.frequencies) <= 12
    assert asked.count("insulin") == 1
