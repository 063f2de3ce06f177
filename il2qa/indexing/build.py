"""Builds or updates a corpus from sources: what was prepared goes to the one writer."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from il2qa.corpora.codec.ledger import SourceNote
from il2qa.corpora.codec.payload import Entry
from il2qa.corpora.protocol import CorpusWriter
from il2qa.indexing.dictionary import learn
from il2qa.indexing.plan import Source
from il2qa.indexing.prepare import Batch, Read, prepared, tasks
from il2qa.readers import Deletion, ReadReport
from il2qa.text.analyzer import Analyzer

COMMIT_EVERY = 20_000  # records: some ten seconds' work is the most that a crash can lose
_LEARN = 1 << 20  # bytes of sources that are worth learning from what recurs
_SHARE = 1 << 18  # bytes of sources that are worth starting processes for


@dataclass
class Progress:
    """How far a build is."""

    sources: int
    bytes: int
    records: int = 0  # taken from the sources in this run
    refused: int = 0  # of them, older than what the corpus has
    withdrawn: int = 0  # records that update files deleted
    sources_done: int = 0
    bytes_done: int = 0
    committed: int = 0  # records safe on disk
    stopped: bool = False
    report: ReadReport = field(default_factory=ReadReport)  # of the sources that are done


@dataclass
class _Taking:
    """A source while its batches come in, perhaps not in their order."""

    source: Source
    shares_left: int
    next_index: int = 0
    ahead: dict[int, Batch] = field(default_factory=dict)
    taken: int = 0
    deleted: dict[str, None] = field(default_factory=dict)  # PMIDs that it withdraws
    position: int = 0
    report: ReadReport | None = None

    @property
    def is_done(self) -> bool:
        return not self.shares_left and not self.ahead

    @property
    def note(self) -> SourceNote:
        """What an interrupted run must remember of it: a deletion is not read a second time."""
        deleted = dict.fromkeys([*self.source.deleted, *self.deleted])
        records = self.source.taken + self.taken
        return self.source.note.model_copy(update={"records": records, "deleted": tuple(deleted)})


def default_workers(sources: Sequence[Source]) -> int:
    """One process a core; none for what is read in a moment."""
    if _size(sources) < _SHARE:
        return 0
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def build(
    writer: CorpusWriter,
    sources: Sequence[Source],
    workers: int,
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Progress:
    """Index sources, committing every COMMIT_EVERY records and at the end.

    When `is_stopping` turns true, what has come in is committed and the rest left for another
    run. Raises CorpusError where the corpus cannot be written or a worker is lost.
    """
    return _Build(writer, sources, on_progress).run(workers, is_stopping)


class _Build:
    def __init__(
        self,
        writer: CorpusWriter,
        sources: Sequence[Source],
        on_progress: Callable[[Progress], None],
    ) -> None:
        self._writer = writer
        self._analyzer = Analyzer()
        self._sources = sources
        self._on_progress = on_progress
        self._progress = Progress(len(sources), sum(source.size for source in sources))
        self._open: dict[int, _Taking] = {}
        self._finished: list[SourceNote] = []

    def run(self, workers: int, is_stopping: Callable[[], bool]) -> Progress:
        self._learn()
        todo = tasks(self._sources, workers)
        for task in todo:
            self._open.setdefault(task.number, _Taking(task.source, task.shares))
        for item in prepared(todo, workers, is_stopping, self._analyzer, self._writer.compression):
            if isinstance(item, Batch):
                self._take(item)
            else:
                self._end(item)
            if self._progress.records - self._progress.committed >= COMMIT_EVERY:
                self._commit()
            self._on_progress(self._progress)
        self._progress.stopped = bool(self._open)
        self._commit()
        self._on_progress(self._progress)
        return self._progress

    def _learn(self) -> None:
        """Let a corpus that is to grow learn what to pack its records with."""
        if self._writer.compression is None and _size(self._sources) >= _LEARN:
            compression = learn(self._sources, self._analyzer)
            if compression is not None:
                self._writer.learn(compression)

    def _take(self, batch: Batch) -> None:
        """Add a batch, or keep it until those before it have come: a source's order counts."""
        taking = self._open[batch.number]
        taking.ahead[batch.index] = batch
        while (following := taking.ahead.pop(taking.next_index, None)) is not None:
            self._writer.expect(map(_identifier, following.events))
            for event in following.events:
                if isinstance(event, Deletion):
                    taking.deleted[event.pmid] = None
                    gone = self._writer.remove(event.pmid, taking.source.order)
                    self._progress.withdrawn += gone
                else:
                    self._progress.refused += not self._writer.add(event)
                    self._progress.records += 1
                    taking.taken += 1
            taking.next_index += 1
            self._move(taking, following.position)
        if taking.is_done:
            self._close(batch.number)

    def _end(self, read: Read) -> None:
        taking = self._open[read.task.number]
        taking.shares_left -= 1
        if read.task.share == 0:
            taking.report = read.report
        if taking.is_done:
            self._close(read.task.number)

    def _close(self, number: int) -> None:
        """A source is in: remember it."""
        taking = self._open.pop(number)
        source, report = taking.source, taking.report or ReadReport()
        self._move(taking, source.size)
        if source.has_changed:
            report.fail(source.path, f"{source.path}: changed while it was read; index it again")
        self._progress.sources_done += 1
        if report.ignored:  # a file of a folder that holds no records: no fault, but told
            self._progress.report.ignored += report.ignored
        else:
            self._progress.report.take(report)
        if (report.records or report.deleted) and not source.has_changed:
            seen = {
                "records": report.records,
                "complete": not report.failed,
                "deleted": tuple(report.deleted),
            }
            self._finished.append(source.note.model_copy(update=seen))

    def _move(self, taking: _Taking, position: int) -> None:
        self._progress.bytes_done += position - taking.position
        taking.position = position

    def _commit(self) -> None:
        underway = [one.note for one in self._open.values() if one.taken or one.deleted]
        self._writer.commit([*underway, *map(self._following, self._finished)])
        self._finished.clear()
        self._progress.committed = self._progress.records

    def _following(self, note: SourceNote) -> SourceNote:
        """The note on a source in the place of those on what the file was before."""
        former = set(note.former)
        for old in [*self._writer.sources.values()]:
            if old.name == note.name and old.digest != note.digest:
                self._writer.drop_note(old.digest)
                former |= {old.order, *old.former}
        return note.model_copy(update={"former": tuple(sorted(former - {note.order}))})


def _identifier(event: Entry | Deletion) -> str:
    return event.pmid if isinstance(event, Deletion) else event.header.id


def _size(sources: Sequence[Source]) -> int:
    """The bytes of all sources."""
    return sum(source.size for source in sources)
