"""Several corpora asked as one: one ranking, each record once, its corpus named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_records import collection, identifiers, in_memory, made, on_disk

import il2qa
from il2qa.corpora.opening import open_reader
from il2qa.corpora.union import UnionCorpus
from il2qa.fields import LISTED
from il2qa.filters.tree import Is
from il2qa.render.json import answer_json
from il2qa.render.style import Style
from il2qa.render.text import answer_text

RECORDS = collection(40)


@pytest.fixture
def union(tmp_path: Path) -> UnionCorpus:
    """Two corpora that have a third of the records in common."""
    return UnionCorpus([in_memory(RECORDS[:25]), on_disk(tmp_path / "late", RECORDS[15:])])


def test_a_record_of_two_corpora_counts_once(union: UnionCorpus) -> None:
    """In numbers, lists, names and orders."""
    whole = in_memory(RECORDS)
    assert union.info.records == union.count() == 40
    assert sorted(union.identifiers()) == identifiers(union) == identifiers(whole)
    assert [one.id for one in union.select(order="newest", limit=9)] == [
        one.id for one in whole.select(order="newest", limit=9)
    ]
    for field in LISTED:
        assert union.names(field.name) == whole.names(field.name)
        assert union.names(field.name, limit=2) == whole.names(field.name, limit=2)
    assert union.count(Is("language", "ger")) == whole.count(Is("language", "ger"))


def test_the_corpus_named_first_counts(tmp_path: Path) -> None:
    """What another one says of the same record is hidden."""
    early, late = made(7, "zinc", title="Early"), made(7, "zinc", title="Late")
    other = made(8, "zinc", title="Other")
    corpus = il2qa.Corpus(
        UnionCorpus([in_memory([early]), on_disk(tmp_path / "late", [late, other])])
    )
    answer = corpus.ask("What of zinc?", limit=9)
    assert {one.citation.corpus for one in answer.passages} == {"test", "late"}
    titles = {one.text for one in answer.passages if one.citation.field == "title"}
    assert "Late" not in titles
    assert "in late" in answer_text(answer, Style())
    told = json.loads(answer_json(answer))["passages"]
    assert {one["corpus"] for one in told} == {"test", "late"}


def test_scores_are_of_all_corpora_together() -> None:
    """A word that is rare in a small corpus and common in all weighs as a common one."""
    from il2qa.text.analyzer import default_analyzer

    query = default_analyzer().parse("insulin receptor dose")
    union = UnionCorpus([in_memory(RECORDS[:5]), in_memory(RECORDS[5:])])
    whole = in_memory(RECORDS)
    assert [(one.id, one.score) for one in union.candidates(query, None, 20)] == [
        (one.id, one.score) for one in whole.candidates(query, None, 20)
    ]


def test_places_of_every_kind_are_opened_together(tmp_path: Path) -> None:
    """An indexed folder, the bundled record and a file."""
    on_disk(tmp_path / "mine", RECORDS[:3]).close()
    file = tmp_path / "more.nbib"
    file.write_text("PMID- 900\nTI  - On zinc.\n", encoding="utf-8")
    union = open_reader([tmp_path / "mine", "bundled", file])
    assert union.info.name == "mine + bundled record + more.nbib"
    assert union.info.records == 5
    assert union.record("900")
    assert union.record("3303316")
    assert union.record("1")
    assert union.refresh() is union
    union.close()


def test_corpora_of_one_name_are_numbered() -> None:
    """So that it is told which is meant."""
    union = UnionCorpus([in_memory([made(1, "zinc")]), in_memory([made(2, "zinc")])])
    assert union.info.name == "test (1) + test (2)"
