"""What every kind of corpus that can be written promises: the same tests over each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_records import (
    ON_CLUSTER,
    THREE_SHARDS,
    collection,
    identifiers,
    made,
    places_on_cluster,
)

from il2qa.corpora.cluster.reader import ClusterCorpus
from il2qa.corpora.cluster.writer import ClusterWriter
from il2qa.corpora.codec.compression import LEAST_LEARNT_FROM, learnt
from il2qa.corpora.codec.ledger import SourceNote
from il2qa.corpora.codec.payload import Entry, content, entry
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.corpora.protocol import CorpusReader, CorpusWriter
from il2qa.errors import CorpusError
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.passages.spans import spans
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()

Place = tuple[Callable[[], CorpusWriter], Callable[[], CorpusReader]]


@pytest.fixture(params=["disk", *ON_CLUSTER])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Ways to write and to read one corpus of this kind."""
    if request.param == "disk":
        folder = tmp_path / "corpus"
        yield lambda: DiskWriter(folder), lambda: DiskCorpus(folder)
        return
    with places_on_cluster() as new:
        there = new()
        yield lambda: ClusterWriter(there, THREE_SHARDS), lambda: ClusterCorpus(there, THREE_SHARDS)


def entered(record: Record, order: int = 1) -> Entry:
    return entry(record, analyse(record, ANALYZER), order)


def note(digest: str, order: int = 1, **more: object) -> SourceNote:
    return SourceNote.model_validate(
        {"name": f"{digest}.xml", "digest": digest, "order": order, **more}
    )


def test_what_is_committed_is_read_and_what_is_not_is_dropped(place: Place) -> None:
    """A reader keeps what it was opened on; refreshed, it has what was committed since."""
    write, read = place
    with write() as writer:
        assert writer.add(entered(made(1, "insulin")))
        writer.commit()
        before = read()
        writer.add(entered(made(2, "serum")))
        assert writer.remove("PMID 01")
        writer.commit()
        writer.add(entered(made(3, "dose")))
    assert identifiers(before) == ["1"]
    after = before.refresh()
    assert identifiers(after) == ["2"]
    assert identifiers(before) == ["1"]
    assert after.refresh() is after


def test_totals_are_what_is_there(place: Place) -> None:
    """After adding, replacing, refusing and removing, within one commit and over several."""
    write, read = place
    with write() as writer:
        for record in collection(20):
            writer.add(entered(record))
        writer.commit()
    with write() as writer:
        assert writer.add(entered(made(1, "serum dose"), 2))
        assert writer.add(entered(made(1, "serum"), 3))
        assert not writer.add(entered(made(1, "insulin"), 2))
        assert writer.remove("2")
        assert not writer.remove("2")
        assert writer.add(entered(made(99, "dose"), 2))
        assert writer.remove("99")
        writer.commit()
        told = writer.totals
    kept = [made(1, "serum"), *collection(20)[2:]]
    assert told.records == len(kept) == read().info.records
    assert (
        told.passages
        == sum(len(spans(record, ANALYZER)) for record in kept)
        == read().info.passages
    )
    assert told.terms == sum(len(analyse(record, ANALYZER).terms) for record in kept)


def test_sources_are_remembered_and_forgotten(place: Place) -> None:
    """With the records that came from them, in the order in which they count."""
    write, read = place
    with write() as writer:
        writer.commit([note("b", 2), note("a", 1, complete=True)])
        assert sorted(writer.sources) == ["a", "b"]
    assert [source.name for source in read().sources()] == ["a.xml", "b.xml"]
    with write() as writer:
        assert writer.sources["a"].complete
        writer.drop_note("a")
        writer.commit([note("b", 2, records=7)])
    assert [source.records for source in read().sources()] == [7]


def test_a_source_is_taken_back(place: Place) -> None:
    """Its records, also of what it was before it changed, and what it withdrew; no other's."""
    write, read = place
    with write() as writer:
        for pmid, order in ((1, 1), (2, 2), (3, 3)):
            writer.add(entered(made(pmid, "insulin"), order))
        writer.remove("4", order=3)
        notes = (note("a", 1), note("b", 3, deleted=("4",), former=(2,)))
        writer.commit(notes)
    with write() as writer:
        assert writer.take_back(writer.sources["b"]) == {"2", "3", "4"}
        assert writer.add(entered(made(4, "insulin"), 1))
        writer.commit()
        assert writer.totals.records == 2
    assert [record.id for record in read().select()] == ["1", "4"]
    assert [source.name for source in read().sources()] == ["a.xml"]


def test_removal_holds_against_what_is_older(place: Place) -> None:
    """A withdrawn record does not come back from an earlier source, also in a later run."""
    write, read = place
    with write() as writer:
        writer.add(entered(made(1, "insulin"), 5))
        assert not writer.remove("1", order=4)
        assert writer.remove("1", order=5)
        assert not writer.add(entered(made(1, "insulin"), 4))
        writer.commit([note("a", 5, deleted=("1",))])
    with write() as writer:
        assert not writer.add(entered(made(1, "insulin"), 4))
        assert writer.add(entered(made(1, "serum"), 6))
        writer.commit()
    assert read().record("1") == made(1, "serum")


def test_one_writes_at_a_time(place: Place) -> None:
    """A second one is told who does; when the first is done it may."""
    write, _ = place
    with write() as writer, pytest.raises(CorpusError, match="is writing to it"):
        write()
    assert writer.place
    write().close()


def test_a_corpus_learns_once(place: Place) -> None:
    """What is packed with the dictionary is read again; a second one is refused."""
    write, read = place
    records = collection(LEAST_LEARNT_FROM)
    compression = learnt([content(record, analyse(record, ANALYZER)) for record in records])
    with write() as writer:
        assert writer.compression is None
        writer.learn(compression)
        writer.add(entry(records[0], analyse(records[0], ANALYZER), 1, compression))
        writer.commit()
        with pytest.raises(ValueError, match="learns once"):
            writer.learn(compression)
    assert read().record(records[0].id) == records[0]
