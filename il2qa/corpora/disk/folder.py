"""The folder of a corpus: `corpus.json` says what it is, `index/` is tantivy's."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from il2qa.corpora.disk import MARK
from il2qa.errors import CorpusError
from il2qa.text.terms import ANALYSIS_VERSION

FORMAT = 3
INDEX = "index"
_MARK_SIZE = 4096  # bytes, at the most
_SHARED_EVERY = 0.02  # seconds
_HOW_TO_BUILD = "build a corpus: il2qa index SOURCE... --corpus DIR"
_HOW_TO_REBUILD = (
    "build it again from its sources: il2qa index SOURCE... --corpus NEW_DIR, or in its place "
    "once that folder is removed"
)


class Folder(NamedTuple):
    """A folder that holds a corpus of the format and analysis of this version of il2qa."""

    path: Path

    def state(self) -> tuple[int, int, int] | None:
        """What differs after each commit; None before the first."""
        try:
            found = (self.path / INDEX / "meta.json").stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    @property
    def is_unbuilt(self) -> bool:
        """Whether its first build was stopped before there was an index."""
        return not (self.path / INDEX / "meta.json").exists()

    @property
    def begun_by(self) -> str | None:
        """The version of tantivy that began the corpus, as far as is known."""
        try:
            found = json.loads((self.path / MARK).read_text(encoding="utf-8"))
            return str(found["tantivy"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def share(self) -> None:
        """Let all who may read the mark read the index too: tantivy's files are private."""
        with suppress(OSError):
            mode = (self.path / MARK).stat().st_mode
            for name in ("meta.json", ".managed.json"):
                path = self.path / INDEX / name
                if path.stat().st_mode != mode:
                    path.chmod(mode)

    def sync(self) -> None:
        """Make the names of the corpus's files durable, not only what they hold."""
        if os.name != "nt":  # Windows opens no folder
            with reporting(self.path, "write"):
                for folder in (self.path / INDEX, self.path):
                    number = os.open(folder, os.O_RDONLY)
                    try:
                        os.fsync(number)
                    finally:
                        os.close(number)


class Sharing:
    """Keeps an index readable to others while it is written.

    tantivy renames private files into place whenever it commits, and at any moment when it has
    merged segments; a look at two modes fifty times a second costs nothing beside it.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder, self._ended = folder, threading.Event()
        self._thread = threading.Thread(target=self._run, name="il2qa-sharing", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Share a last time, and stop."""
        self._ended.set()
        self._thread.join()
        self._folder.share()

    def _run(self) -> None:
        while not self._ended.wait(_SHARED_EVERY):
            self._folder.share()


def open_folder(path: Path) -> Folder:
    """Check that a folder holds a corpus that can be read; raises CorpusError where not."""
    with reporting(path, "read"):
        if not path.is_dir():
            raise CorpusError(f"{path}: no such folder; {_HOW_TO_BUILD}")
        if not (path / MARK).is_file():
            raise CorpusError(f"{path}: not a corpus (it has no {MARK}); {_HOW_TO_BUILD}")
        with (path / MARK).open("rb") as file:
            content = file.read(_MARK_SIZE)
        _refuse_pipes(path / INDEX)
    _check_mark(path, content)
    return Folder(path)


def create_folder(path: Path) -> Folder:
    """Open a folder to write to, made into a corpus where it is new or empty.

    Raises CorpusError where it holds something else; nothing in it is touched then.
    """
    with reporting(path, "write"):
        if path.exists() and not path.is_dir():
            raise CorpusError(f"{path}: a file, not a folder; name a folder for the corpus")
        path.mkdir(parents=True, exist_ok=True)
        if not (path / MARK).exists():
            others = sorted(one.name for one in path.iterdir() if one.name != f"{MARK}.new")
            if others:
                raise CorpusError(
                    f"{path}: not a corpus, and not empty ({others[0]} is in it); "
                    "name a new or empty folder"
                )
            _write_mark(path)
        (path / INDEX).mkdir(exist_ok=True)
        if not os.access(path / INDEX, os.W_OK):
            raise CorpusError(f"{path}: this corpus may only be read; nothing was changed")
    return open_folder(path)


@contextmanager
def reporting(path: Path, doing: str) -> Iterator[None]:
    """Turn the operating system's errors into CorpusError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise CorpusError(
            f"{path}: cannot {doing} the corpus ({reason}); check the folder, its permissions "
            "and the free space"
        ) from error


def engine() -> str:
    """The version of tantivy and of its indexes."""
    import tantivy

    return str(getattr(tantivy, "__version__", "tantivy"))  # its stubs lack it


def write_whole(path: Path, content: dict[str, object]) -> None:
    """Write a file of JSON whole or not at all; a link in its place is replaced, not followed."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with new.open("x", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _write_mark(path: Path) -> None:
    versions = {"analysis": ANALYSIS_VERSION, "tantivy": engine()}
    write_whole(path / MARK, {"il2qa corpus": FORMAT, **versions})


def _refuse_pipes(index: Path) -> None:
    """Raise CorpusError where a file of an index is a pipe or device: to open it may never end."""
    with suppress(FileNotFoundError), os.scandir(index) as entries:
        for entry in entries:
            if not entry.is_file() and not entry.is_dir() and Path(entry).exists():
                raise CorpusError(f"{entry.path}: a pipe or device; {_HOW_TO_REBUILD}")


def _check_mark(path: Path, content: bytes) -> None:
    try:
        found = json.loads(content)
        form, analysis = found["il2qa corpus"], found["analysis"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorpusError(f"{path / MARK}: damaged; {_HOW_TO_REBUILD}") from error
    if form != FORMAT:
        raise CorpusError(
            f"{path}: a corpus of format {form}, and this il2qa reads format {FORMAT}; "
            + _HOW_TO_REBUILD
        )
    if analysis != ANALYSIS_VERSION:
        raise CorpusError(
            f"{path}: its text was analysed by version {analysis}, and this il2qa asks by version "
            f"{ANALYSIS_VERSION}; {_HOW_TO_REBUILD}"
        )
