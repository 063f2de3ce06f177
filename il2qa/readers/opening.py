"""Opens sources (files, folders, patterns), chooses each file's form and reads its records."""

from __future__ import annotations

import glob
import gzip
import io
import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from il2qa.errors import FormatError, ReadError
from il2qa.models import Record
from il2qa.readers.event import Deletion, Doubt, Event, Problem
from il2qa.readers.report import ReadReport
from il2qa.readers.source import Source
from il2qa.readers.text import shown

FORMS = {
    "xml": "PubMed XML",
    "jsonl": "JSON Lines of il2qa",
    "ris": "RIS",
    "medline": "MEDLINE text (nbib)",
    "csv": "PubMed CSV",
    "page": "saved PubMed page",
    "abstract_text": "PubMed abstract text",
    "summary_text": "PubMed summary text",
}
"""The forms in the order in which a file is tried: module, and name for people."""

_GZIP = b"\x1f\x8b"
_ADVICE = "save a PubMed page as text, or an export as XML, MEDLINE, abstract text, CSV or RIS"


class Form(Protocol):
    """A module that reads one form."""

    def recognises(self, head: str) -> bool:
        """Say whether text that begins so is of this form."""

    def read(self, source: Source) -> Iterator[Event]:
        """Yield the records, deletions, problems and doubts of a source, in order."""


def read(
    sources: Iterable[str | os.PathLike[str]],
    *,
    report: ReadReport | None = None,
    strict: bool = False,
) -> Iterator[Record]:
    """Yield the records of files, folders and patterns, in order, as they are read.

    A bad record, or a file among several that cannot be read, is told to `report` and passed
    over; with `strict` the first one is an error. A record read in part is given and told, also
    with `strict`. Raises ReadError (FormatError for content) for
    a source that does not exist and where no source gave any record; it names the file and what
    to do next. Deletions of update files stand in the report; `events` gives them in their place.
    """
    for event in events(sources, report=report, strict=strict):
        if isinstance(event, Record):
            yield event


def events(
    sources: Iterable[str | os.PathLike[str]],
    *,
    report: ReadReport | None = None,
    strict: bool = False,
) -> Iterator[Record | Deletion]:
    """Yield records and deletions in the order of the sources; otherwise as `read`."""
    report = ReadReport() if report is None else report
    found, failure = False, None
    for path, is_named in paths(sources):
        try:
            for event in _file_events(path, report, strict):
                found = True
                yield event
        except FormatError as error:
            if strict and is_named:
                raise
            _note(report, path, error, is_named)
        except ReadError as error:
            if strict:
                raise
            failure = error
            report.fail(path, str(error))
    if not found:
        raise failure if failure and len(report.failed) == 1 else _nothing(report)


def _note(report: ReadReport, path: str, error: FormatError, is_named: bool) -> None:
    if is_named:
        report.fail(path, str(error))
    else:
        report.ignored.append(path)


def _nothing(report: ReadReport) -> ReadError:
    messages = list(report.failed.values())
    if len(messages) == 1:
        return FormatError(messages[0])
    if messages:
        return FormatError(f"{messages[0]} (and {len(messages) - 1} more files like it)")
    return FormatError(f"no file with PubMed records was found; {_ADVICE}")


def paths(sources: Iterable[str | os.PathLike[str]]) -> Iterator[tuple[str, bool]]:
    """Yield each file of sources, and whether it was named: a folder's need not be PubMed's.

    Raises ReadError where a source names no file.
    """
    # All are checked before any is read.
    found = [(name, _expanded(name)) for source in sources for name in (os.fspath(source),)]
    if not found:
        raise ReadError(f"no source was named; {_ADVICE}")
    for source, files in found:
        is_folder = Path(source).is_dir()
        for file in files:
            yield file, not is_folder


def _expanded(source: str) -> list[str]:
    """The files that a source names."""
    if Path(source).is_dir():
        return _folder(source)
    if Path(source).exists():
        if not Path(source).is_file():  # to open a pipe would wait for who writes to it
            raise ReadError(f"{shown(source)}: a pipe or device; save what it gives as a file")
        return [source]
    matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - patterns may be absolute
    files = [path for path in matches if Path(path).is_file()]
    if files:
        return files
    if glob.has_magic(source):
        raise ReadError(f"{shown(source)}: no file matches this pattern; check it and quote it")
    raise ReadError(f"{shown(source)}: No such file or folder; check the name")


def _folder(source: str) -> list[str]:
    """The files below a folder, in order, without hidden ones.

    A folder in it that may not be looked into is among them: reading it says why.
    """
    closed: list[OSError] = []
    files: list[Path] = []
    for folder, inner, names in os.walk(source, onerror=closed.append):
        inner[:] = [name for name in inner if not name.startswith(".")]
        paths = (Path(folder, name) for name in names if not name.startswith("."))
        files += [path for path in paths if path.is_file()]
    for error in closed:
        if os.fspath(error.filename) == source:
            reason = error.strerror or str(error)
            raise ReadError(
                f"{shown(source)}: {reason}; check the folder and its permissions"
            ) from error
        files.append(Path(error.filename))
    if not files:
        raise ReadError(f"{shown(source)}: no file in this folder; {_ADVICE}")
    return [str(path) for path in sorted(files)]


def _file_events(path: str, report: ReadReport, strict: bool) -> Iterator[Record | Deletion]:
    """Yield one file's records and deletions; raise where it has none at all."""
    name = shown(path)
    seen, first = False, None
    try:
        with Path(path).open("rb") as file:
            before = _state(file)
            source = Source(path, _unzipped(file))
            form = _form(source)
            report.files += 1
            for event in _with_problems(form.read(source), source):
                report.add(event, name)
                report.position = file.tell()
                if isinstance(event, Doubt):
                    continue
                if not isinstance(event, Problem):
                    seen = True
                    yield event
                elif strict:
                    raise FormatError(
                        f"{name}: {event.place}: {event.reason}; mend it, or read without strict"
                    )
                else:
                    first = first or event
            if seen and _state(file) != before:
                raise ReadError(f"{name}: it changed while it was read; read it again")
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"{name}: {reason}; check the file and its permissions") from error
    if not seen:
        why = f" ({first.place}: {first.reason})" if first else ""
        raise FormatError(f"{name}: no PubMed record in it{why}; {_ADVICE}")


def form_of(path: str | os.PathLike[str]) -> str | None:
    """Return the name in FORMS of the form that a file's content has; None for none."""
    with Path(path).open("rb") as file:
        source = Source(os.fspath(path), _unzipped(file))
    return next((name for name in FORMS if _module(name).recognises(source.head)), None)


def _module(name: str) -> Form:
    return cast("Form", import_module(f"il2qa.readers.{name}"))


def _state(file: io.BufferedReader) -> tuple[int, int]:
    """Return the size and the time of the last change, by which another's writing shows."""
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def _unzipped(file: io.BufferedReader) -> io.BufferedReader | gzip.GzipFile:
    return gzip.GzipFile(fileobj=file) if file.peek(2)[:2] == _GZIP else file


def _with_problems(events: Iterator[Event], source: Source) -> Iterator[Event]:
    """Add what was wrong with the source's bytes, as soon as it is known."""
    for event in events:
        yield from _drained(source)
        yield event
    yield from _drained(source)


def _drained(source: Source) -> list[Problem]:
    problems, source.problems = source.problems, []
    return problems


def _form(source: Source) -> Form:
    """Choose the form by the beginning of the text; raise where there is none that fits."""
    name = shown(source.name)
    if not source.head.strip():
        why = f" ({source.problems[0].reason})" if source.problems else ""
        raise FormatError(f"{name}: the file is empty{why}; export it again")
    for module in FORMS:
        if _module(module).recognises(source.head):
            return _module(module)
    what = "not text but binary data" if source.is_binary else _described(source.head)
    raise FormatError(f"{name}: {what}; {_ADVICE}")


def _described(head: str) -> str:
    """Say what unknown text looks like, for the message."""
    start = head.lstrip()[:2000].lower()
    if start.startswith(("<!doctype html", "<html")):
        return "an HTML page, not a record (perhaps an error page saved in place of the export)"
    if start.startswith("<"):
        return "XML, but not PubMed's"
    return "not a PubMed record in a form that il2qa reads"
