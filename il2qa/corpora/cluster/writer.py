"""Writes a corpus on a cluster: one writer at a time, by commits that are shown whole.

What is added waits here until it is committed. A commit sends it, then the notes, then a seal to
each shard, and only then lets any of it be seen: see `notes`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice

from il2qa.corpora.cluster import bulk
from il2qa.corpora.cluster.access import Access, access
from il2qa.corpora.cluster.address import Address
from il2qa.corpora.cluster.creating import opened_index
from il2qa.corpora.cluster.lease import Lease
from il2qa.corpora.cluster.mapping import (
    Body,
    key,
    note_key,
    note_lines,
    note_removal,
    noted,
    record_lines,
    removal_lines,
)
from il2qa.corpora.cluster.notes import (
    KINDS,
    SEAL,
    Counted,
    Notes,
    payload_of,
    read,
    seal_lines,
    source_notes,
)
from il2qa.corpora.cluster.snapshot import COUNTING, held, hits, understanding
from il2qa.corpora.cluster.spool import Line, Spool, parts
from il2qa.corpora.cluster.transport import Json, Transport
from il2qa.corpora.codec import ledger
from il2qa.corpora.codec.compression import Compression
from il2qa.corpora.codec.payload import Entry, order_of
from il2qa.errors import CorpusError
from il2qa.identifiers import normal_id

_SLOW = 300.0  # seconds: to show or to count a large commit
_TRIES, _PAUSE = 5, 0.5  # seconds; doubled
_LOOKED_UP = 500  # records of one request
_SOURCES = 1_000  # notes of one answer


class ClusterWriter:
    """The one writer of a corpus on a cluster; use it in a `with` statement.

    Raises CorpusError where the name is no corpus's, another process writes, or the cluster takes
    no more. A record replaces the one of its identifier where its precedence is not lower.
    """

    def __init__(self, address: Address, right: Access | None = None) -> None:
        self.place, self._address = str(address), address
        self._access = right or access()
        self._transport = Transport(address, self._access)
        self._index = opened_index(self._transport)
        self._lease = Lease(self._transport, self._index.name)
        self._spool = Spool()
        # The precedence of what the corpus has of a record, or will have; None for nothing.
        self._versions: dict[str, int | None] = {}
        self._committed: dict[str, int | None] = {}
        self._removed: dict[str, int] = {}  # which the cluster may still know by: see `add`
        self._dropped: list[str] = []
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        """Read what the corpus says of itself."""
        last = self._noted()
        if len(last.commits) > 1:  # the last commit was cut short when it was being shown
            self._show()
            last = self._noted()
        self._commit = max(last.commits, default=0)
        self.totals: ledger.Totals = last.totals
        if last.commits and last.totals.commit != self._commit:
            self.totals = last.totals.model_copy(update=self._held())
        self.compression = self._learnt()
        sources = source_notes(self._source_documents())
        self.sources = {note.digest: note for note in sources}
        self._withdrawn = ledger.Withdrawals(sources)

    def __enter__(self) -> ClusterWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def expect(self, identifiers: Iterable[str]) -> None:
        """Look up together what the corpus has of records that will be added or removed."""
        new = (one for one in dict.fromkeys(identifiers) if one not in self._versions)
        while some := list(islice(new, _LOOKED_UP)):
            self._look_up(some)

    def add(self, entry: Entry) -> bool:
        """Add a record; False where the corpus has, or had withdrawn, what is newer."""
        # For some tenths of a second the cluster holds what was removed for newer, also where that
        # was committed: what this writer removed it tells to be of no higher version.
        header = entry.header
        if self._withdrawn.has_later(header.id, header.order):
            return False
        before = self._version(header.id)
        if before is not None and before > header.precedence:
            return False
        self._spool.put(header.id, record_lines(entry, self._removed.get(header.id)))
        self._versions[header.id] = header.precedence
        return True

    def remove(self, identifier: str, order: int | None = None) -> bool:
        """Remove a record; with an order, only where its source is not later than that.

        Returns whether there was one to remove.
        """
        identifier = normal_id(identifier)
        if order is not None:
            self._withdrawn.add(identifier, order)
        before = self._version(identifier)
        if before is None or (order is not None and order_of(before) > order):
            return False
        version = max(before, self._committed.get(identifier) or 0)
        self._spool.put(identifier, removal_lines(identifier, version))
        self._versions[identifier], self._removed[identifier] = None, version
        return True

    def learn(self, compression: Compression) -> None:
        """Keep what payloads may be packed with from now on.

        Raises ValueError where the corpus has learnt before: what is packed already needs that.
        """
        if self.compression is not None:
            raise ValueError("a corpus learns once")
        lines = note_lines(ledger.DICTIONARY, ledger.DICTIONARY, compression.dictionary)
        self._send([Line(ledger.DICTIONARY, lines)])
        self.compression = compression

    def take_back(self, note: ledger.SourceNote) -> frozenset[str]:
        """Remove what came from a source, and forget it; what others may have too."""
        identifiers = frozenset(self._of_sources({note.order, *note.former}))
        self.expect(identifiers)
        for identifier in identifiers:
            self.remove(identifier)
        self.drop_note(note.digest)
        self._withdrawn = ledger.Withdrawals(self.sources.values())
        return identifiers | frozenset(note.deleted)

    def drop_note(self, digest: str) -> None:
        """Forget a source (not its records), at the next commit."""
        if self.sources.pop(digest, None):
            self._dropped.append(digest)

    def commit(self, notes: Iterable[ledger.SourceNote] = ()) -> None:
        """Make all of it durable at once, with the notes on the sources that it came from."""
        given = list(notes)
        self._lease.check()
        self._send(self._spool.lines())
        self.sources |= {note.digest: note for note in given}
        self._send(self._noting(given))
        self._lease.check()
        self._commit += 1
        self._send(Line(SEAL, seal) for seal in seal_lines(self._commit, self._index.routings))
        self._show()
        self.totals = self._counted()
        self._spool.clear()
        self._versions.clear()
        self._committed.clear()
        self._dropped.clear()

    def close(self) -> None:
        """Let others write; what was not committed is dropped."""
        self._lease.release()
        self._spool.close()
        self._transport.close()

    def _of_sources(self, orders: Set[int]) -> Iterator[str]:
        """The identifiers of the records that came from sources of some orders.

        What they are packed with says so; of a record that was removed and came back, its version
        does not.
        """
        from il2qa.corpora.cluster.reader import ClusterCorpus

        with closing(ClusterCorpus(self._address, self._access)) as corpus:
            headers = (corpus.stored(payload).header for payload in corpus.each_payload())
            yield from (header.id for header in headers if header.order in orders)

    def _noting(self, given: Iterable[ledger.SourceNote]) -> Iterator[Line]:
        for digest in self._dropped:
            name = ledger.source_name(digest)
            yield Line(name, note_removal(name))
        for note in given:
            name, content = ledger.source_name(note.digest), note.model_dump_json().encode()
            yield Line(name, note_lines(name, ledger.SOURCE, content))

    def _send(self, lines: Iterable[Line]) -> None:
        bulk.send(self._transport, self._index.name, parts(lines, bulk.SIZE))

    def _show(self) -> None:
        """Let what was sent be seen, in all copies of all shards."""
        path = f"/{self._index.name}/_refresh"
        for turn in range(_TRIES):
            answer = self._transport.ask("POST", path, timeout=_SLOW)
            with understanding(self._transport):
                if not answer["_shards"]["failed"]:
                    return
            time.sleep(_PAUSE * 2**turn)
        raise CorpusError(
            f"{self.place}: a node was lost while a commit was being shown; run the same command "
            "again when the cluster is whole"
        )

    def _counted(self) -> Counted:
        """Note what the corpus now really holds; readers count for themselves until it is seen."""
        totals = Counted(
            **self._held(),
            order=max([self.totals.order, *(note.order for note in self.sources.values())]),
            updated=datetime.now(UTC).isoformat(timespec="seconds"),
            commit=self._commit,
        )
        lines = note_lines(ledger.TOTALS, ledger.TOTALS, totals.model_dump_json().encode())
        self._send([Line(ledger.TOTALS, lines)])
        self._show()
        return totals

    def _held(self) -> dict[str, int]:
        answer = self._searched(COUNTING)
        with understanding(self._transport):
            return held(answer)

    def _searched(self, body: Body) -> Json:
        path = f"/{self._index.name}/_search?allow_partial_search_results=false"
        fields = {"_source": False, "stored_fields": ["payload"]}
        return self._transport.ask("POST", path, fields | body, timeout=_SLOW)

    def _source_documents(self) -> Iterator[Body]:
        """The notes on sources, however many: nobody else writes meanwhile."""
        body: Body = {"query": noted([ledger.SOURCE]), "size": _SOURCES, "sort": ["id"]}
        while page := hits(self._searched(body)):
            yield from page
            body["search_after"] = page[-1]["sort"]

    def _noted(self) -> Notes:
        size = self._index.shards + len(KINDS)
        return read(hits(self._searched({"query": noted(KINDS), "size": size})))

    def _learnt(self) -> Compression | None:
        """What was learnt, though it be in no commit: records may be packed with it."""
        (note,) = self._got([note_key(ledger.DICTIONARY)])
        return Compression(payload_of(note)) if note.get("found") else None

    def _version(self, identifier: str) -> int | None:
        if identifier not in self._versions:
            self._look_up([identifier])
        return self._versions[identifier]

    def _look_up(self, identifiers: Sequence[str]) -> None:
        documents = self._got([key(identifier) for identifier in identifiers])
        with understanding(self._transport):
            for identifier, one in zip(identifiers, documents, strict=True):
                version = int(one["_version"]) if one.get("found") else None
                self._versions[identifier] = self._committed[identifier] = version

    def _got(self, keys: Sequence[str]) -> list[Body]:
        """Documents as they were last written, though nobody can find them yet."""
        path = f"/{self._index.name}/_mget?_source=false&stored_fields=payload"
        docs: list[Body] = self._transport.ask("POST", path, {"ids": [*keys]}).get("docs", [])
        for error in (one["error"] for one in docs if "error" in one):
            raise CorpusError(
                f"{self.place}: a part of the corpus cannot be reached "
                f"({error.get('reason')}); run the same command again when the cluster is whole"
            )
        return docs
