"""`il2qa index`: builds or updates a corpus on disk, or removes records from it."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from il2qa.commands import ANSWERED, ERROR, NO_EVIDENCE, complain
from il2qa.commands.progress import Shown, shown
from il2qa.corpora.disk.folder import MARK
from il2qa.corpora.disk.ledger import SourceNote
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import CorpusWriter
from il2qa.corpora.opening import writable_place
from il2qa.errors import CorpusError
from il2qa.indexing.building import Progress, build, default_workers
from il2qa.indexing.planning import Source, plan
from il2qa.readers import paths

INTERRUPTED = 130


def run(options: argparse.Namespace) -> int:
    """Index the sources that are named, or remove the records that are; the exit status."""
    place = writable_place(options.corpus)
    if not options.sources and not options.remove:
        raise CorpusError("nothing to index; name PubMed files: il2qa index export.nbib")
    if options.dry_run:
        return _dry_run(place, options)
    if options.sources:
        list(paths(options.sources))  # a mistaken name is told before a corpus is made
    with CorpusWriter(place) as writer:
        status = _index(writer, options) if options.sources else ANSWERED
        if options.remove and status == ANSWERED:
            status = _remove(writer, options.remove)
    return status


def _index(writer: CorpusWriter, options: argparse.Namespace) -> int:
    sources = plan(options.sources, writer.sources, writer.totals.order)
    if options.again:
        sources = [replace(source, state="changed", taken=0) for source in sources]
    todo = [source for source in sources if source.state != "unchanged"]
    before = writer.totals.records
    try:
        with _stopping() as is_stopping, shown(options.json) as show:
            workers = default_workers(todo) if options.workers is None else options.workers
            done = build(writer, todo, workers, show.progress, is_stopping)
    except KeyboardInterrupt:  # pressed again
        complain(
            f"stopped at once; the {writer.totals.records:,} records committed to {writer.path} "
            "are safe; the same command goes on from there"
        )
        raise
    show.told(done, options.strict)
    status = _tell(show, writer, done, before, len(sources) - len(todo))
    return ERROR if options.strict and done.report.faults and not status else status


def _tell(show: Shown, writer: CorpusWriter, done: Progress, before: int, unchanged: int) -> int:
    if done.stopped:
        show.stopped(done, writer.path)
        return INTERRUPTED
    show.finished(done, writer.path, writer.totals.records, before, unchanged)
    return ERROR if done.report.failed else ANSWERED


def _remove(writer: CorpusWriter, identifiers: list[str]) -> int:
    """Remove records; the exit status says whether all of them were there."""
    absent = [identifier for identifier in identifiers if not writer.remove(identifier)]
    writer.commit()
    print(f"{len(identifiers) - len(absent):,} removed; {writer.totals.records:,} records left")
    if absent:
        print(f"not in the corpus: {', '.join(absent)}", file=sys.stderr)
    return NO_EVIDENCE if absent else ANSWERED


def _dry_run(place: Path, options: argparse.Namespace) -> int:
    """Say what would be indexed, and touch nothing."""
    notes, last = _known(place)
    for source in plan(options.sources, notes, last) if options.sources else ():
        print(f"{source.state:<10}  {source.path}{_so_far(source)}")
    for identifier in options.remove or ():
        print(f"remove      {identifier}")
    return ANSWERED


def _known(place: Path) -> tuple[dict[str, SourceNote], int]:
    if not (place / MARK).exists():
        return {}, 0
    corpus = DiskCorpus(place)
    return {note.digest: note for note in corpus.source_notes()}, corpus.totals.order


def _so_far(source: Source) -> str:
    return f" ({source.taken:,} records so far)" if source.state == "unfinished" else ""


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether Ctrl-C was pressed; pressed again, it interrupts."""
    pressed = []

    def press(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
