"""Many documents in one request: what becomes of each, and in which portions they are sent."""

from __future__ import annotations

import json
from itertools import chain

import pytest

pytest.importorskip("urllib3")

from fake_server import Reply, serving
from hypothesis import given
from hypothesis import strategies as st

from il2qa.corpora.cluster import bulk
from il2qa.corpora.cluster.access import Access
from il2qa.corpora.cluster.address import parse
from il2qa.corpora.cluster.spool import Line, Spool, parts
from il2qa.corpora.cluster.transport import Transport
from il2qa.errors import CorpusError

BLOCK = {"type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage watermark"}
FULL = {"type": "rejected_execution_exception", "reason": "queue"}


class Index:
    """Takes documents of one line each, as far as it is told to."""

    def __init__(self, largest: int = 1000) -> None:
        self.largest, self.taken = largest, list[str]()
        self.refusals: dict[str, list[tuple[int, dict[str, str]]]] = {}

    def reply(self, method: str, path: str, body: bytes) -> Reply:
        names = [json.loads(line)["name"] for line in body.splitlines()]
        if len(names) > self.largest:
            return 413, "<html>Request Entity Too Large</html>"
        items = [{"index": self._one(name)} for name in names]
        return 200, {"errors": any("error" in one["index"] for one in items), "items": items}

    def _one(self, name: str) -> dict[str, object]:
        if refusals := self.refusals.get(name):
            status, error = refusals.pop(0)
            return {"status": status, "error": error}
        self.taken.append(name)
        return {"status": 201}

    def send(self, *named: list[str]) -> int:
        """Send documents of these names; the number of requests."""
        with serving(self.reply) as server:
            asked = Transport(parse(f"{server.address}/c"), Access())
            try:
                bulk.send(asked, "c-1", ([line(name) for name in part] for part in named))
            finally:
                asked.close()
            return len(server.requests)


def line(name: str) -> Line:
    return Line(name, json.dumps({"name": name}).encode() + b"\n")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits."""
    monkeypatch.setattr(bulk, "_PAUSE", 0)


def test_all_parts_are_sent() -> None:
    """In whatever order they arrive."""
    index = Index()
    names = [[f"{part}-{n}" for n in range(3)] for part in range(7)]
    assert index.send(*names) == 7
    assert sorted(index.taken) == sorted(chain(*names))


def test_what_is_too_large_is_halved() -> None:
    """Until a proxy lets it through; a single record that is too large is told."""
    index = Index(largest=3)
    index.send([str(n) for n in range(10)])
    assert sorted(index.taken, key=int) == [str(n) for n in range(10)]
    with pytest.raises(CorpusError, match="takes no request of this size"):
        Index(largest=0).send(["a", "b"])


def test_what_is_not_taken_for_now_is_sent_again_and_nothing_else() -> None:
    """One that the index has newer is left as it is."""
    index = Index()
    index.refusals = {"b": [(429, FULL), (503, FULL)], "c": [(409, {"type": "conflict"})]}
    assert index.send(["a", "b", "c", "d"]) == 3
    assert index.taken == ["a", "d", "b"]


def test_what_is_never_taken_is_told() -> None:
    """A block at once; a record that cannot be indexed by its name; what is refused for ever."""
    index = Index()
    index.refusals = {"b": [(429, BLOCK)]}
    with pytest.raises(CorpusError, match=r"takes no more records .*what was committed is kept"):
        index.send(["a", "b"])
    index.refusals = {"b": [(400, {"type": "mapper_parsing_exception", "reason": "no number"})]}
    with pytest.raises(CorpusError, match=r"record b was refused \(status 400, no number"):
        index.send(["a", "b"])
    index.refusals = {"b": [(429, FULL)] * 100}
    with pytest.raises(CorpusError, match="would not take 1 records for now; run the same command"):
        index.send(["a", "b"])


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.binary(max_size=9))), st.integers(1, 20))
def test_of_each_document_the_last_lines_are_kept(
    lines: list[tuple[str, bytes]], size: int
) -> None:
    """In parts of about the size; again and again."""
    spool = Spool()
    for _ in range(2):
        for name, content in lines:
            spool.put(name, content)
        sent = list(parts(spool.lines(), size))
        assert dict(chain(*sent)) == dict(lines)
        assert all(sum(len(one.content) for one in part[:-1]) < size for part in sent)
        spool.clear()
        assert list(spool.lines()) == []
    spool.close()
