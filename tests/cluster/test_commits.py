"""What a corpus on a cluster promises beside the contract: whole commits, few requests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from made_records import (
    ANALYZER,
    CLUSTER,
    THREE_SHARDS,
    add,
    collection,
    identifiers,
    in_memory,
    made,
    on_cluster,
    places_on_cluster,
)

from il2qa.api import Corpus
from il2qa.corpora.checking import Checked
from il2qa.corpora.cluster import bulk, lease, reader, snapshot
from il2qa.corpora.cluster.address import Address
from il2qa.corpora.cluster.checking import check
from il2qa.corpora.cluster.lease import Lease
from il2qa.corpora.cluster.mapping import note_lines, record_lines
from il2qa.corpora.cluster.notes import seal_lines
from il2qa.corpora.cluster.reader import ClusterCorpus
from il2qa.corpora.cluster.spool import Line
from il2qa.corpora.cluster.transport import Transport
from il2qa.corpora.cluster.writer import ClusterWriter
from il2qa.corpora.codec.payload import Entry, entry
from il2qa.errors import CorpusError
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.similar import cited_by, similar
from il2qa.text.queries import Concept, Query

if not os.environ.get(CLUSTER):
    reason = f"{CLUSTER} names no cluster: python tests/cluster/server/nodes.py start FOLDER"
    pytest.skip(reason, allow_module_level=True)
pytestmark = pytest.mark.cluster

RECORDS = [
    record.model_copy(update={"references": ("1",) if int(record.id) <= 30 else ()})
    for record in collection(80)
]
New = Callable[[], Address]


@pytest.fixture
def new() -> Iterator[New]:
    """New names of corpora; what is made of them is deleted at the end."""
    with places_on_cluster() as names:
        yield names


def entered(record: Record, order: int = 1) -> Entry:
    return entry(record, analyse(record, ANALYZER), order)


def opened(place: Address) -> ClusterCorpus:
    return ClusterCorpus(place, THREE_SHARDS)


def writing(place: Address) -> ClusterWriter:
    return ClusterWriter(place, THREE_SHARDS)


def index_of(corpus: ClusterCorpus) -> snapshot.Index:
    return snapshot.named_index(corpus.transport)


def faults(place: Address) -> list[str]:
    return list(check(place, Checked()))


def ended_at(
    monkeypatch: pytest.MonkeyPatch, step: str, place: Address, records: list[Record]
) -> None:
    """A writer of some records that ends where a step of its commit would begin."""

    def end(self: ClusterWriter) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, writing(place) as writer:
        patch.setattr(ClusterWriter, step, end)
        with pytest.raises(KeyboardInterrupt):
            add(writer, records)


def test_nothing_of_a_commit_is_seen_before_all_of_it(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that ends after all was sent, and before it is shown, has changed nothing."""
    place = new()
    on_cluster(place, [made(1, "insulin")]).close()

    ended_at(monkeypatch, "_show", place, [made(1, "serum"), made(2, "serum")])
    assert opened(place).record("1") == made(1, "insulin")
    assert identifiers(opened(place)) == ["1"]
    with writing(place) as writer:
        add(writer, [made(1, "serum"), made(2, "serum")])
    assert identifiers(opened(place)) == ["1", "2"]
    assert faults(place) == []


def test_totals_that_were_not_noted_are_counted(new: New, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that ends when the commit is shown, before it noted what there is."""
    place = new()
    on_cluster(place, [made(1, "insulin")]).close()

    ended_at(monkeypatch, "_counted", place, [made(2, "serum"), made(3, "dose")])
    corpus = opened(place)
    assert (corpus.info.records, corpus.count()) == (3, 3)
    with writing(place) as writer:
        assert writer.totals.records == 3
        writer.commit()
    assert faults(place) == []


def test_half_a_commit_is_shown_whole_or_not_at_all(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One shard shows it, its writer is gone: a reader shows the rest, for all of it was sent."""
    place = new()
    corpus = on_cluster(place, [made(1, "insulin")])
    index = index_of(corpus)
    seals = [Line("seal", seal) for seal in seal_lines(2, index.routings)]
    one, *others = seals
    bulk.send(corpus.transport, index.name, [[one]])
    corpus.transport.ask("POST", f"/{index.name}/_refresh")
    monkeypatch.setattr(snapshot, "_PAUSE", 0)
    with pytest.raises(CorpusError, match="a commit to it was cut short; run the same il2qa index"):
        opened(place)
    assert corpus.refresh() is corpus
    bulk.send(corpus.transport, index.name, [others])
    assert opened(place).info.records == 1
    with writing(place) as writer:
        writer.commit()
    assert opened(place).info.records == 1


def test_replay_and_older_records_change_nothing(new: New) -> None:
    """Sent again by whatever way, as a request whose answer was lost."""
    place = new()
    old, now = entered(made(1, "insulin"), 1), entered(made(1, "serum"), 2)
    with writing(place) as writer:
        writer.add(now)
        writer.commit()
        before = writer.totals
        lines = [Line("1", record_lines(one)) for one in (now, old, now)]
        index = snapshot.named_index(writer._transport)
        bulk.send(writer._transport, index.name, [[line] for line in lines])
        writer.commit()
        assert writer.totals.records == before.records
    assert opened(place).record("1") == made(1, "serum")
    assert faults(place) == []


def test_a_removed_record_may_come_back_older_in_the_same_commit(new: New) -> None:
    """The cluster would keep the place of the newer one."""
    place = new()
    with writing(place) as writer:
        writer.add(entered(made(1, "insulin"), 9))
        writer.commit()
        assert writer.remove("1")
        assert writer.add(entered(made(1, "serum"), 3))
        writer.commit()
    assert opened(place).record("1") == made(1, "serum")


def test_a_removed_record_may_come_back_older_at_once_after_a_commit(new: New) -> None:
    """For some tenths of a second the cluster took it for older, and dropped it without a word."""
    place = new()
    with writing(place) as writer:
        for order in range(9, 1, -1):
            assert writer.add(entered(made(1, f"dose{order}"), order))
            writer.commit()
            assert writer.remove("1")
            writer.commit()
        assert writer.add(entered(made(1, "dose"), 1))
        writer.commit()
    assert opened(place).record("1") == made(1, "dose")


def test_a_record_that_came_back_older_may_be_replaced_in_the_same_commit(new: New) -> None:
    """By one that is newer than it, though older than what was removed."""
    place = new()
    with writing(place) as writer:
        writer.add(entered(made(1, "insulin"), 9))
        writer.commit()
        assert writer.remove("1")
        assert writer.add(entered(made(1, "serum"), 3))
        assert writer.add(entered(made(1, "dose"), 5))
        writer.commit()
    assert opened(place).record("1") == made(1, "dose")


def test_a_writer_that_is_not_heard_of_is_followed(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From another host its time must pass; the one that was too slow learns of it, and stops."""
    monkeypatch.setattr(lease, "TOUCHED_EVERY", 1000.0)
    monkeypatch.setattr(lease, "_WATCHED", 0.2)
    monkeypatch.setattr(lease, "_LOOK_EVERY", 0.05)
    place = new()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("platform.node", lambda: "elsewhere")
        slow = writing(place)
        slow.add(entered(made(1, "insulin")))
    with writing(place) as writer:
        with pytest.raises(CorpusError, match="another process writes to it"):
            slow.commit()
        add(writer, [made(2, "serum")])
        slow.close()
        add(writer, [made(3, "serum")])
    assert identifiers(opened(place)) == ["2", "3"]


def test_a_writer_that_is_heard_of_is_not_followed(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It touches its document while the other one looks."""
    monkeypatch.setattr(lease, "TOUCHED_EVERY", 0.05)
    monkeypatch.setattr(lease, "_WATCHED", 2.0)
    monkeypatch.setattr(lease, "_LOOK_EVERY", 0.1)
    place = new()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("platform.node", lambda: "elsewhere")
        writer = writing(place)
    with pytest.raises(CorpusError, match=r"process \d+ on elsewhere, since 20.* is writing to it"):
        writing(place)
    writer.close()


def test_a_writer_s_own_process_that_ended_is_followed_at_once(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for a build on this host that was killed."""
    monkeypatch.setattr(lease, "_WATCHED", 1e9)
    monkeypatch.setattr(Lease, "release", lambda self: self._ended.set())
    place = new()
    with monkeypatch.context() as killed:
        killed.setattr("os.getpid", lambda: 1 << 22)
        writing(place).close()
    writing(place).close()


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ({"il2qa corpus": 99, "analysis": "1"}, r"of format 99.* il2qa index SOURCE"),
        ({"il2qa corpus": 1, "analysis": "0"}, r"analysed by version 0.* il2qa index SOURCE"),
        ({}, "an index of something else, not a corpus of il2qa"),
    ],
)
def test_corpus_of_another_version_is_refused(
    new: New, meta: dict[str, object], message: str
) -> None:
    """Reading and writing are refused, naming what to do, and nothing is touched."""
    place = new()
    corpus = on_cluster(place, [made(1, "insulin")])
    name = index_of(corpus).name
    corpus.transport.ask("PUT", f"/{name}/_mapping", {"_meta": meta})
    before = corpus.transport.ask("GET", f"/{name}/_stats/indexing?filter_path=_all.total.indexing")
    for open_ in (opened, writing):
        with pytest.raises(CorpusError, match=message):
            open_(place)
    path = f"/{name}/_stats/indexing?filter_path=_all.total.indexing"
    assert corpus.transport.ask("GET", path) == before


def test_a_foreign_index_is_left_alone(new: New) -> None:
    """An index of that name itself, and a name that stands for two."""
    place = new()
    asked = Transport(place, THREE_SHARDS)
    asked.ask("PUT", f"/{place.name}", {"settings": {"number_of_replicas": 0}})
    for open_ in (opened, writing):
        with pytest.raises(CorpusError, match="an index of something else"):
            open_(place)
    other = new()
    for number in (1, 2):
        body = {"settings": {"number_of_replicas": 0}, "aliases": {other.name: {}}}
        asked.ask("PUT", f"/{other.name}-{number}", body)
    with pytest.raises(CorpusError, match="stands for 2 indices"):
        opened(other)
    asked.close()


def test_a_corpus_never_filled_or_not_there_is_told_as_such(new: New) -> None:
    """As on disk, with the command that fills it."""
    place = new()
    with pytest.raises(CorpusError, match=r"has no corpus .* build it: il2qa index SOURCE"):
        opened(place)
    writing(place).close()
    with pytest.raises(CorpusError, match=r"empty: its first build was stopped .* il2qa index"):
        opened(place)


def test_a_full_disk_ends_a_build_and_nothing_is_lost(new: New) -> None:
    """The block is told with what to do; when it is lifted the same records go in."""
    place = new()
    corpus = on_cluster(place, [made(1, "insulin")])
    name = index_of(corpus).name
    flood = "index.blocks.read_only_allow_delete"  # what the cluster sets at the flood stage
    corpus.transport.ask("PUT", f"/{name}/_settings", {flood: True})
    with pytest.raises(CorpusError, match=r"takes no more records \(.*flood-stage"):
        writing(place)
    assert opened(place).record("1") == made(1, "insulin")
    corpus.transport.ask("PUT", f"/{name}/_settings", {flood: None})
    with writing(place) as writer:
        writer.add(entered(made(2, "serum")))
        corpus.transport.ask("PUT", f"/{name}/_settings", {flood: True})
        with pytest.raises(CorpusError, match="what was committed is kept"):
            writer.commit()
        corpus.transport.ask("PUT", f"/{name}/_settings", {flood: None})
        writer.commit()
    assert identifiers(opened(place)) == ["1", "2"]


def test_a_name_that_moves_on_leaves_its_readers_whole(new: New) -> None:
    """Until they look for what is newer; with the old index deleted they follow by themselves."""
    place, other = new(), new()
    before = on_cluster(place, [made(1, "insulin"), made(2, "insulin")])
    after = on_cluster(other, [made(3, "insulin")])
    old, now = index_of(before).name, index_of(after).name
    actions = [
        {"remove": {"index": old, "alias": place.name}},
        {"add": {"index": now, "alias": place.name}},
    ]
    before.transport.ask("POST", "/_aliases", {"actions": actions})
    assert identifiers(before) == ["1", "2"]
    assert identifiers(before.refresh()) == ["3"]
    before.transport.ask("DELETE", f"/{old}")
    assert identifiers(before) == ["3"]
    assert before.info.records == 1


def test_a_lost_point_in_time_is_taken_again(new: New) -> None:
    """As where nobody asked for long: of the same commit nothing is noticed, else the last is."""
    place = new()
    corpus = on_cluster(place, collection(30))

    def lose() -> None:
        snapshot.release(corpus.transport, corpus._snapshots.now.point)

    lose()
    assert len(identifiers(corpus)) == 30
    with writing(place) as writer:
        add(writer, [made(99, "insulin")])
    assert corpus.count() == 30
    lose()
    assert corpus.count() == 31
    assert corpus.info.records == 31


def test_records_that_are_being_read_are_of_one_commit(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where that is lost, and there is another, the reader is told rather than given a mixture."""
    monkeypatch.setattr(snapshot, "PAGE", 10)
    place = new()
    corpus = on_cluster(place, collection(30))
    reading = corpus.select()
    assert next(reading).id == "1"
    with writing(place) as writer:
        add(writer, [made(99, "insulin")])
    snapshot.release(corpus.transport, corpus._snapshots.now.point)
    with pytest.raises(CorpusError, match=r"the corpus has changed, .* run it again"):
        list(reading)


def test_damage_is_told_by_record(new: New) -> None:
    """A payload whose bytes changed is named, and so is a wrong count."""
    place = new()
    corpus = on_cluster(place, collection(12))
    index = index_of(corpus)
    one = entered(collection(12)[4])
    broken = one._replace(payload=one.payload[:-9])
    bulk.send(corpus.transport, index.name, [[Line("5", record_lines(broken))]])
    wrong = corpus.totals.model_copy(update={"records": 7}).model_dump_json()
    lines = note_lines("totals", "totals", wrong.encode())
    bulk.send(corpus.transport, index.name, [[Line("totals", lines)]])
    corpus.transport.ask("POST", f"/{index.name}/_refresh")
    told = "\n".join(faults(place))
    assert "5: damaged in the corpus" in told
    assert "says that it has 7 records, and has 12" in told


def test_replaced_records_do_not_count(new: New) -> None:
    """Terms are counted as on disk, though the cluster has not merged the old ones away."""
    place = new()
    with writing(place) as writer:
        add(writer, collection(30))
        add(writer, [made(n, "zinc") for n in range(1, 11)], order=2)
    corpus, fresh = (
        opened(place),
        in_memory([*(made(n, "zinc") for n in range(1, 11)), *collection(30)[10:]]),
    )
    terms = ["zinc", "insulin", "serum", "nowhere", "doe"]
    assert corpus.document_frequencies(terms) == fresh.document_frequencies(terms)
    query = ANALYZER.parse("insulin receptor zinc")
    expected = [(one.id, one.score) for one in fresh.candidates(query, None, 30)]
    assert [(one.id, one.score) for one in corpus.candidates(query, None, 30)] == expected


def test_a_question_is_two_requests(new: New) -> None:
    """Three with a misspelt word, four for records like one; none is repeated for known words."""
    place = new()
    corpus = on_cluster(place, collection(80))
    asked = Corpus(corpus)

    def requests(act: Callable[[], object]) -> int:
        before = corpus.transport.requests
        act()
        return corpus.transport.requests - before

    assert requests(lambda: asked.ask("Which inhibitor lowers serum insulin?")) <= 2
    assert requests(lambda: asked.ask("Which inhibitor lowers serum insulin?")) <= 1
    assert requests(lambda: asked.ask("Does survivla depend on the antgen?")) <= 3
    assert requests(lambda: similar(asked, "12")) <= 4


def test_a_question_of_two_thousand_words_is_asked(new: New) -> None:
    """The cluster takes 1,024 conditions."""
    words = [f"word{number}" for number in range(2000)]
    records = [made(n, " ".join(words[n * 20 : n * 20 + 40])) for n in range(90)]
    corpus = on_cluster(new(), records)
    asked = Query("", tuple(Concept(word, {word: 1.0}) for word in words), frozenset())
    found = corpus.candidates(asked, None, 20)
    assert len(found) == 20
    assert all(one.score > 0 for one in found)


def test_more_records_than_one_answer_holds_are_given(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page by page, whatever is asked: all that match, all that cite, all there are."""
    monkeypatch.setattr(snapshot, "PAGE", 7)
    monkeypatch.setattr(reader, "_WINDOW", 20)
    monkeypatch.setattr(reader, "_SMALL", 10)
    corpus, memory = on_cluster(new(), RECORDS), in_memory(RECORDS)
    query = ANALYZER.parse("insulin receptor")
    expected = [(one.id, one.score) for one in memory.candidates(query, None, 60)]
    assert [(one.id, one.score) for one in corpus.candidates(query, None, 60)] == expected
    assert sorted(corpus.identifiers()) == sorted(memory.identifiers())
    citing = [record.id for record in cited_by(Corpus(corpus), "1")]
    assert citing == [record.id for record in cited_by(Corpus(memory), "1")]
    assert len(citing) == 30
