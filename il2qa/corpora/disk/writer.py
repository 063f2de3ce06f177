"""Writes a corpus on disk: one writer at a time, by commits that hold whole or not at all."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import tantivy

from il2qa.corpora.codec import ledger
from il2qa.corpora.codec.compression import Compression
from il2qa.corpora.codec.payload import EVERY, Entry, header_of, order_of
from il2qa.corpora.disk import schema
from il2qa.corpora.disk.folder import Sharing, create_folder, reporting, write_whole
from il2qa.corpora.disk.reader import learnt_compression, noted_totals, source_notes
from il2qa.errors import CorpusError
from il2qa.identifiers import normal_id

_HEAP = 200_000_000  # bytes; tantivy's own bound on what it holds before it writes a segment
_HOLDER = "writer.json"


class DiskWriter:
    """The one writer of a corpus on disk; use it in a `with` statement.

    Raises CorpusError where the folder is no corpus, another process writes, or the disk is full.
    A record replaces the one of its identifier where its precedence is not lower.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.place = path, str(path)
        self._folder = create_folder(path)
        self._index = schema.create_index(self._folder)
        self._folder.share()
        self._schema = self._index.schema
        self._writer = self._locked_writer()
        self._tell_who()
        with _writing(path):
            # What a killed commit left is in the way of the next one, which has the same names.
            self._writer.garbage_collect_files()
        self._index.reload()
        self._searcher = self._index.searcher()
        with schema.engine_errors(path):
            noted = noted_totals(self._searcher, self._schema)
            self.totals = noted.model_copy(update=dict(self._held()))
            self.sources = {
                note.digest: note for note in source_notes(self._searcher, self._schema)
            }
            self.compression = learnt_compression(self._searcher, self._schema)
        # What was added (what it weighs) or removed (None) since the last commit.
        self._pending: dict[str, _Weight | None] = {}
        self._change = Counter[str]()
        self._withdrawn = ledger.Withdrawals(self.sources.values())
        self._sharing = Sharing(self._folder)

    def __enter__(self) -> DiskWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def expect(self, identifiers: Iterable[str]) -> None:
        """Nothing: what is there is looked up at no cost, record by record."""

    def add(self, entry: Entry) -> bool:
        """Add a record; False where the corpus has, or had withdrawn, what is newer."""
        header, own = entry.header, _Weight(*schema.weights(entry.header))
        if self._withdrawn.has_later(header.id, header.order):
            return False
        before = self._weight(header.id)
        if before is not None:
            if before.precedence > own.precedence:
                return False
            self._forget(header.id, before)
        with _writing(self.path):
            self._writer.add_document(schema.document(entry))
        self._pending[header.id] = own
        self._count(own, 1)
        return True

    def remove(self, identifier: str, order: int | None = None) -> bool:
        """Remove a record; with an order, only where its source is not later than that.

        Returns whether there was one to remove.
        """
        identifier = normal_id(identifier)
        if order is not None:
            self._withdrawn.add(identifier, order)
        before = self._weight(identifier)
        if before is None or (order is not None and before.order > order):
            return False
        self._forget(identifier, before)
        self._pending[identifier] = None
        return True

    def commit(self, notes: Iterable[ledger.SourceNote] = ()) -> None:
        """Make all of it durable at once, with the notes on the sources that it came from."""
        for found in notes:
            self._note(ledger.source_name(found.digest), found, ledger.SOURCE)
            self.sources[found.digest] = found
        held = self._held()
        self.totals = ledger.Totals(
            **{name: number + self._change[name] for name, number in held.items()},
            order=max([self.totals.order, *(note.order for note in self.sources.values())]),
            updated=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        self._note(ledger.TOTALS, self.totals)
        with _writing(self.path):
            self._writer.commit()
            self._index.reload()
        self._folder.share()
        self._folder.sync()
        self._searcher = self._index.searcher()
        self._pending.clear()
        self._change.clear()

    def learn(self, compression: Compression) -> None:
        """Keep what payloads may be packed with from now on.

        Raises ValueError where the corpus has learnt before: what is packed already needs that.
        """
        if self.compression is not None:
            raise ValueError("a corpus learns once")
        with _writing(self.path):
            self._writer.add_document(schema.note((ledger.DICTIONARY,), compression.dictionary))
        self.compression = compression

    def take_back(self, note: ledger.SourceNote) -> frozenset[str]:
        """Remove what came from a source, and forget it; what others may have too."""
        identifiers = frozenset(self._of_sources({note.order, *note.former}))
        for identifier in identifiers:
            self.remove(identifier)
        self.drop_note(note.digest)
        self._withdrawn = ledger.Withdrawals(self.sources.values())
        return identifiers | frozenset(note.deleted)

    def drop_note(self, digest: str) -> None:
        """Forget a source (not its records), at the next commit."""
        with _writing(self.path):
            self._writer.delete_documents_by_term("ledger", ledger.source_name(digest))
        self.sources.pop(digest, None)

    def close(self) -> None:
        """Let merges finish and give the lock back; what was not committed is dropped."""
        try:
            with _writing(self.path):
                self._writer.wait_merging_threads()
        finally:
            self._sharing.end()
        self._folder.sync()  # merges have renamed files since the last commit
        (self.path / _HOLDER).unlink(missing_ok=True)

    def _locked_writer(self) -> tantivy.IndexWriter:
        try:
            # One thread: analysis, not tantivy, is what takes the time.
            return self._index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise CorpusError(
                    f"{self.path}: {_holder(self.path)} is writing to it; wait until it is done"
                ) from error
            raise CorpusError(f"{self.path}: cannot write to the corpus ({error})") from error

    def _tell_who(self) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        content = {"process": os.getpid(), "host": platform.node(), "since": now}
        with reporting(self.path, "write"):
            write_whole(self.path / _HOLDER, content)

    def _held(self) -> dict[str, int]:
        """What the last commit really holds, counted by its columns: no damage falsifies it."""
        with schema.engine_errors(self.path):
            return schema.held(self._searcher, self._schema)

    def _weight(self, identifier: str) -> _Weight | None:
        """What the record of an identifier weighs; its columns tell, though it be damaged."""
        if identifier in self._pending:
            return self._pending[identifier]
        with schema.engine_errors(self.path):
            query = self._having("id", identifier)
            found = [address for _, address in self._searcher.search(query, 1, count=False).hits]
            if not found:
                return None
            columns = [self._searcher.fast_field_values(name, found) for name in schema.WEIGHED]
        return _Weight(*(int(column[0] or 0) for column in columns))

    def _of_sources(self, orders: Set[int]) -> Iterator[str]:
        """The identifiers of the records that came from sources of some orders."""
        with schema.engine_errors(self.path):
            every = self._having("filters", EVERY)
            hits = self._searcher.search(every, max(self.totals.records, 1), count=False).hits
            addresses = [address for _, address in hits]
            precedences = self._searcher.fast_field_values(schema.WEIGHED[0], addresses)
            for address, precedence in zip(addresses, precedences, strict=True):
                if order_of(int(precedence or 0)) in orders:
                    payload = self._searcher.doc(address).get_first("payload")
                    yield header_of(payload or b"").id

    def _forget(self, identifier: str, weight: _Weight) -> None:
        with _writing(self.path):
            self._writer.delete_documents_by_term("id", identifier)
        self._count(weight, -1)

    def _count(self, weight: _Weight, sign: int) -> None:
        self._change["records"] += sign
        self._change["passages"] += sign * weight.passages
        self._change["terms"] += sign * weight.terms

    def _note(self, name: str, content: ledger.Totals | ledger.SourceNote, *kinds: str) -> None:
        with _writing(self.path):
            self._writer.delete_documents_by_term("ledger", name)
            made = schema.note((name, *kinds), content.model_dump_json().encode())
            self._writer.add_document(made)

    def _having(self, field: str, term: str) -> tantivy.Query:
        return schema.having(self._schema, field, term)


class _Weight(NamedTuple):
    """What a record weighs in the corpus, as the columns of the index have it."""

    precedence: int
    passages: int
    terms: int

    @property
    def order(self) -> int:
        """That of its source."""
        return order_of(self.precedence)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn tantivy's errors while writing into CorpusError."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise CorpusError(
            f"{path}: could not be written to ({error}); what was committed is kept: see that the "
            "disk has room, then run the same command again"
        ) from error


def _holder(path: Path) -> str:
    """Who writes to a corpus, as far as is known."""
    try:
        if not (path / _HOLDER).is_file():  # a pipe in its place would never end
            return "another process"
        found = json.loads((path / _HOLDER).read_text(encoding="utf-8"))
        return f"process {found['process']} on {found['host']}, since {found['since']},"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
