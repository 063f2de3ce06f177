"""`il2qa index`: builds or updates a corpus, or removes records or sources from it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from il2qa.cli.options import Options, Output
from il2qa.cli.progress import Shown, shown
from il2qa.cli.status import ANSWERED, ERROR, INTERRUPTED, NO_EVIDENCE, tell
from il2qa.corpora.cluster.address import Address
from il2qa.corpora.opening import is_corpus, known_sources, open_writer, writable_place
from il2qa.corpora.protocol import CorpusWriter
from il2qa.errors import CorpusError
from il2qa.indexing.build import Progress, build, default_workers
from il2qa.indexing.plan import File, Source, planned
from il2qa.indexing.removal import sources_under, take_back
from il2qa.readers import events, paths
from il2qa.render.counting import counted
from il2qa.text.safety import shown_name


def run(options: Options) -> int:
    """Index the sources that are named, or remove what is; the exit status."""
    place = writable_place(options.places)
    removes = bool(options.removed or options.removed_sources)
    if not options.sources and not removes:
        raise CorpusError("nothing to index; name PubMed files: il2qa index export.nbib")
    if not options.sources and not is_corpus(place):
        raise CorpusError(f"{place}: no corpus to remove anything from; il2qa info names yours")
    # A mistaken name is told before a corpus is made.
    files = list(paths(options.sources)) if options.sources else []
    if options.is_dry_run:
        return _dry_run(place, files, options)
    # A corpus without records would be asked in the place of the one that ships with il2qa.
    if files and not is_corpus(place) and next(events(options.sources), None) is None:
        raise CorpusError(f"{place}: the sources have no record to begin a corpus with")
    with open_writer(place) as writer:
        status = _index(writer, files, options) if files else ANSWERED
        if options.removed_sources and status == ANSWERED:
            status = _take_back(writer, options)
        if options.removed and status == ANSWERED:
            status = _remove(writer, options)
    return status


def _index(writer: CorpusWriter, files: Sequence[File], options: Options) -> int:
    before = writer.totals.records
    try:
        with _stopping() as is_stopping, shown(options.output) as show:
            sources = _planned(writer, files, options, show, is_stopping)
            todo = [source for source in sources if source.state != "unchanged"]
            workers = default_workers(todo) if options.workers is None else options.workers
            done = build(writer, todo, workers, show.progress, is_stopping)
    except KeyboardInterrupt:  # before anything was read, or pressed again
        tell(
            f"stopped at once; the {writer.totals.records:,} records committed to {writer.place} "
            "are safe; the same command goes on from there"
        )
        raise
    show.faults(done, whole=options.is_strict)
    status = _tell(show, writer, done, before, len(sources) - len(todo))
    return ERROR if options.is_strict and done.report.faults and not status else status


def _planned(
    writer: CorpusWriter,
    files: Sequence[File],
    options: Options,
    show: Shown,
    is_stopping: Callable[[], bool],
) -> list[Source]:
    """What is to be indexed; shown from the start, as to read all bytes for it takes a while."""

    def looked(done: int) -> None:
        if is_stopping():
            raise KeyboardInterrupt
        show.looking(size, done)

    size = sum(Path(name).stat().st_size for name, _ in files)
    show.looking(size, 0)
    sources, order = writer.sources, writer.totals.order
    found = planned(files, sources, order, looked)
    if not options.indexes_again:
        return found
    return [replace(source, state="changed", taken=0) for source in found]


def _tell(show: Shown, writer: CorpusWriter, done: Progress, before: int, unchanged: int) -> int:
    if done.stopped:
        show.stopped(done, writer.place)
        return INTERRUPTED
    show.finished(done, writer.place, writer.totals.records, before, unchanged)
    return ERROR if done.report.failed else ANSWERED


def _remove(writer: CorpusWriter, options: Options) -> int:
    """Remove records; the exit status says whether all of them were there."""
    absent = [identifier for identifier in options.removed if not writer.remove(identifier)]
    writer.commit()
    removed = len(options.removed) - len(absent)
    left = writer.totals.records
    event = {"event": "removed", "records": removed, "absent": absent, "total_records": left}
    _print(f"{removed:,} removed; {counted(left, 'record')} left", event, options.output)
    if absent:
        tell(f"not in the corpus: {', '.join(absent)}")
    return NO_EVIDENCE if absent else ANSWERED


def _take_back(writer: CorpusWriter, options: Options) -> int:
    """Remove what came from some sources; status 2 where others could not be read again."""
    done = take_back(writer, options.removed_sources)
    sources = counted(done.sources, "source")
    kept = f"{done.kept:,} stay, as other sources have them; " if done.kept else ""
    left = f"{counted(writer.totals.records, 'record')} left"
    records = counted(done.records, "record")
    counts = {"records": done.records, "sources": done.sources, "kept": done.kept}
    event = {"event": "removed", **counts, "total_records": writer.totals.records}
    _print(f"{records} of {sources} removed; {kept}{left}", event, options.output)
    for reason in done.unread:
        tell(f"{reason}; what it has of these records is removed too until then")
    return ERROR if done.unread else ANSWERED


def _dry_run(place: Path | Address, files: Sequence[File], options: Options) -> int:
    """Say what would be indexed, and touch nothing."""
    notes, last = known_sources(place)
    for source in planned(files, notes, last):
        what = {"source": source.path, "records": source.taken}
        _print_plan(source.state, f"{source.path}{_so_far(source)}", what, options.output)
    for name in options.removed_sources:
        for note in sources_under(name, notes.values()):
            what = {"source": note.name, "records": note.records}
            _print_plan(
                "take back", f"{note.name} ({note.records:,} records)", what, options.output
            )
    for identifier in options.removed:
        _print_plan("remove", identifier, {"id": identifier}, options.output)
    return ANSWERED


def _print_plan(state: str, text: str, what: Mapping[str, object], output: Output) -> None:
    event = {"event": "planned", "state": state, **what}
    _print(f"{state:<10}  {text}", event, output)


def _print(text: str, event: Mapping[str, object], output: Output) -> None:
    """Print a line, or as JSON the event that it tells of."""
    if output.is_json:
        output.write_json(json.dumps(event, ensure_ascii=False))
    else:
        output.write(shown_name(text))


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
