"""Reads sources and analyses their records, in as many processes as there are cores.

Each source is read by one process, or, where there are fewer sources than processes, by all: then
each of them reads the whole and analyses every n-th batch, for reading is the smaller part.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from il2qa import readers
from il2qa.corpora.codec.compression import Compression
from il2qa.corpora.codec.payload import Entry, entry, unfit
from il2qa.errors import CorpusError, FormatError, ReadError
from il2qa.indexing.plan import Source
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.readers import Deletion, ReadReport
from il2qa.readers.event import Problem
from il2qa.text.analyzer import Analyzer
from il2qa.text.safety import one_line

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    _Channel = Connection[Any, Any]

BATCH = 250  # records


@dataclass(frozen=True, slots=True)
class Task:
    """Share number `share` of `shares` of a source, `number` in the plan."""

    number: int
    source: Source
    share: int = 0
    shares: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of a source, ready to be indexed; `index` counts its batches from 0."""

    number: int
    index: int
    events: list[Entry | Deletion]
    position: int  # bytes of the source read so far


@dataclass(frozen=True, slots=True)
class Read:
    """A share of a source was read to its end; the report is of the whole source."""

    task: Task
    report: ReadReport


def tasks(sources: Sequence[Source], workers: int) -> list[Task]:
    """Share sources out: one a process, the last ones among all."""
    shared = len(sources) % workers if workers else 0
    found = []
    for number, source in enumerate(sources):
        shares = workers if number >= len(sources) - shared else 1
        found += [Task(number, source, share, shares) for share in range(shares)]
    return found


def prepare(
    task: Task, compression: Compression | None, analyzer: Analyzer
) -> Iterator[Batch | Read]:
    """Read a share of a source, and analyse its records."""
    source, report = task.source, ReadReport()
    events: list[Entry | Deletion] = []
    index, at = task.share, -source.taken  # of the records that were not taken before
    for event in _events(source, report):
        if at >= 0 and at // BATCH % task.shares == task.share:
            if at // BATCH != index:
                yield Batch(task.number, index, events, report.position)
                events, index = [], at // BATCH
            events.append(_prepared(event, source.order, compression, analyzer))
        at += isinstance(event, Record)
    if events:
        yield Batch(task.number, index, events, report.position)
    yield Read(task, report)


def _prepared(
    event: Record | Deletion,
    order: int,
    compression: Compression | None,
    analyzer: Analyzer,
) -> Entry | Deletion:
    if isinstance(event, Deletion):
        return event
    return entry(event, analyse(event, analyzer), order, compression)


def _events(source: Source, report: ReadReport) -> Iterator[Record | Deletion]:
    """The records and deletions of a source; that it cannot be read stands in the report."""
    try:
        for event in readers.events([source.path], report=report):
            if isinstance(event, Record) and (reason := unfit(event)):
                report.records -= 1
                report.add(_left_out(event, reason), source.path)
            else:
                yield event
    except ReadError as error:
        if source.path not in report.failed:
            report.fail(source.path, str(error))
        if not source.is_named and isinstance(error, FormatError):
            report.ignored.append(source.path)


def _left_out(record: Record, reason: str) -> Problem:
    place = f"record {one_line(record.id)[:60]}"
    return Problem("skipped", reason, place, "skipped; the records around it are kept")


def prepared(
    todo: Sequence[Task],
    workers: int,
    is_stopping: Callable[[], bool],
    analyzer: Analyzer,
    compression: Compression | None = None,
) -> Iterator[Batch | Read]:
    """Prepare all tasks, in worker processes or (with none) here, until all is done or stopping.

    `analyzer` is used here; each process makes its own. `compression` is the corpus's own, if it
    has learnt one. Raises CorpusError where a worker is lost.
    """
    if workers:
        with _Workers(workers, compression) as pool:
            yield from pool.run(todo, is_stopping)
        return
    for task in todo:
        for item in prepare(task, compression, analyzer):
            if is_stopping():
                return
            yield item


class _Workers:
    """Processes that prepare tasks; they end with this one, however it ends."""

    def __init__(self, count: int, compression: Compression | None) -> None:
        dictionary = compression.dictionary if compression else None
        context = multiprocessing.get_context("spawn")  # tantivy's threads do not outlive a fork
        self._processes: dict[_Channel, SpawnProcess] = {}
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(there, dictionary), daemon=True)
            with _interrupts_ignored(), _safe_path():
                process.start()
            there.close()
            self._processes[here] = process

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.terminate()
        for connection, process in self._processes.items():
            process.join()
            connection.close()  # not before: one that is loading would complain

    def run(self, todo: Sequence[Task], is_stopping: Callable[[], bool]) -> Iterator[Batch | Read]:
        """Give tasks out in order, and what they give as it comes."""
        waiting = deque(todo)
        busy: list[_Channel] = []
        for connection in self._processes:
            if waiting:
                connection.send(waiting.popleft())
                busy.append(connection)
        while busy and not is_stopping():
            ready = wait(busy, timeout=0.2)
            for connection in [one for one in busy if one in ready]:
                item = self._received(connection)
                if isinstance(item, Read):
                    if waiting:
                        connection.send(waiting.popleft())
                    else:
                        busy.remove(connection)
                yield item

    def _received(self, connection: _Channel) -> Batch | Read:
        try:
            item: Batch | Read | BaseException = connection.recv()
        except (EOFError, ConnectionResetError) as error:
            raise CorpusError(
                "a worker process was lost (out of memory?); what was committed is kept: run the "
                "same command again, with fewer --workers"
            ) from error
        if isinstance(item, BaseException):
            raise item
        return item


@contextmanager
def _safe_path() -> Iterator[None]:
    """Start processes that import nothing from the current folder, whatever lies there.

    A new interpreter looks there first, before it is told the paths of this one.
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach, not even while they load: they inherit this."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(connection: _Channel, dictionary: bytes | None) -> None:
    """Prepare the tasks that come, until there are no more or nobody takes the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us says when to stop
    compression = Compression(dictionary) if dictionary else None
    analyzer = Analyzer()
    gc.freeze()
    gc.set_threshold(100_000)  # records have no cycles: seeking them oftener takes a tenth
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            try:
                for item in prepare(connection.recv(), compression, analyzer):
                    connection.send(item)
            except (EOFError, OSError):
                raise
            except Exception as error:
                connection.send(error)
                return
