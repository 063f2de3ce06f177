"""Reads sources and analyses their records, in as many processes as there are cores.

Each source is read by one process, or, where there are fewer sources than processes, by all: then
each of them reads the whole and analyses every n-th batch, for reading is the smaller part.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from il2qa.corpora.disk.payload import Entry, entry
from il2qa.corpora.protocol import analyse
from il2qa.errors import CorpusError, ReadError
from il2qa.indexing.planning import Source
from il2qa.models import Record

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

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
    """Records of a source, ready to be indexed; `place` counts its batches from 0."""

    number: int
    place: int
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Read:
    """A share of a source was read to its end."""

    task: Task
    records: int  # of the whole source
    deleted: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    failed: bool = False


@dataclass
class _Reading:
    """What is known of a source while it is read."""

    records: int = 0
    deleted: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    failed: bool = False


def tasks(sources: Sequence[Source], workers: int) -> list[Task]:
    """Share sources out: one a process, the last ones among all."""
    shared = len(sources) % workers if workers else 0
    found = []
    for number, source in enumerate(sources):
        shares = workers if number >= len(sources) - shared else 1
        found += [Task(number, source, share, shares) for share in range(shares)]
    return found


def prepare(task: Task) -> Iterator[Batch | Read]:
    """Read a share of a source, and analyse its records."""
    reading = _Reading()
    entries: list[Entry] = []
    place = task.share
    try:
        for record in _records(task.source.path, reading):
            at = reading.records - task.source.taken
            reading.records += 1
            if at < 0 or at // BATCH % task.shares != task.share:
                continue
            if at // BATCH != place:
                yield Batch(task.number, place, entries)
                entries, place = [], at // BATCH
            entries.append(entry(record, analyse(record), task.source.order))
    except ReadError as error:
        reading.failed = True
        reading.messages.append(str(error))
    if entries:
        yield Batch(task.number, place, entries)
    yield Read(
        task, reading.records, tuple(reading.deleted), tuple(reading.messages), reading.failed
    )


def _records(path: str, reading: _Reading) -> Iterator[Record]:
    from il2qa import readers

    yield from readers.read([path])


def prepared(
    todo: Sequence[Task], workers: int, is_stopping: Callable[[], bool]
) -> Iterator[Batch | Read]:
    """Prepare all tasks, in worker processes or (with none) here, until all is done or stopping.

    Raises CorpusError where a worker is lost.
    """
    if workers:
        with _Workers(workers) as pool:
            yield from pool.run(todo, is_stopping)
        return
    for task in todo:
        for item in prepare(task):
            if is_stopping():
                return
            yield item


class _Workers:
    """Processes that prepare tasks; they end with this one, however it ends."""

    def __init__(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")  # tantivy's threads do not outlive a fork
        self._processes: dict[Connection, SpawnProcess] = {}
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(there,), daemon=True)
            process.start()
            there.close()
            self._processes[here] = process

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for connection, process in self._processes.items():
            connection.close()
            process.terminate()
        for process in self._processes.values():
            process.join()

    def run(self, todo: Sequence[Task], is_stopping: Callable[[], bool]) -> Iterator[Batch | Read]:
        """Give tasks out in order, and what they give as it comes."""
        waiting = deque(todo)
        busy: list[Connection] = []
        for connection in self._processes:
            if waiting:
                connection.send(waiting.popleft())
                busy.append(connection)
        while busy and not is_stopping():
            for connection in wait(busy, timeout=0.2):
                item = self._received(connection)
                if isinstance(item, Read):
                    if waiting:
                        connection.send(waiting.popleft())
                    else:
                        busy.remove(connection)
                yield item

    def _received(self, connection: object) -> Batch | Read:
        try:
            item: Batch | Read | BaseException = connection.recv()  # type: ignore[attr-defined]
        except EOFError as error:
            raise CorpusError(
                "a worker process was lost (out of memory?); what was committed is kept: run the "
                "same command again, with fewer --workers"
            ) from error
        if isinstance(item, BaseException):
            raise item
        return item


def _work(connection: Connection) -> None:
    """Prepare the tasks that come, until there are no more or nobody takes the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us says when to stop
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            try:
                for item in prepare(connection.recv()):
                    connection.send(item)
            except (EOFError, OSError):
                raise
            except Exception as error:
                connection.send(error)
                return
