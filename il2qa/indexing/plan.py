"""Which sources are to be indexed, and in what order they count."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from il2qa.corpora.codec.ledger import SourceNote
from il2qa.errors import ReadError
from il2qa.patterns import lazy_pattern
from il2qa.readers import paths
from il2qa.text.safety import legible

_NLM_FILE = lazy_pattern(r"pubmed(\d\d)n(\d{4,5})\.xml(?:\.gz)?")

_SETTLED = 2_000_000_000  # ns: the coarsest clock of files in use goes by two seconds

File = tuple[str, bool]  # its name, and whether it was named: a folder's need not be PubMed's

State = Literal["new", "changed", "unfinished", "unchanged"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to index: `order` says what replaces what, `taken` how many records it gave before.

    One that was found in a folder, not named, need not hold records.
    """

    path: str
    is_named: bool
    size: int  # bytes
    digest: str
    order: int
    state: State
    taken: int = 0
    deleted: tuple[str, ...] = ()  # PMIDs that it was seen to withdraw before
    modified: int = 0  # its time of change (ns) before it was digested
    is_settled: bool = False  # that time was long enough ago to tell of any later change

    @property
    def note(self) -> SourceNote:
        """What the corpus is to remember of it so far."""
        return SourceNote(
            name=legible(self.path),
            digest=self.digest,
            order=self.order,
            records=self.taken,
            deleted=self.deleted,
            size=self.size,
            modified=self.modified if self.is_settled else 0,
        )

    @property
    def has_changed(self) -> bool:
        """Whether the file is another one by now than that which was digested."""
        try:
            found = Path(self.path).stat()
        except OSError:  # it is gone, after it was read
            return False
        return (found.st_size, found.st_mtime_ns) != (self.size, self.modified)


def plan(
    sources: Iterable[str | os.PathLike[str]], notes: Mapping[str, SourceNote], last_order: int
) -> list[Source]:
    """Plan the indexing of sources. Raises ReadError where one names no file."""
    return planned(paths(sources), notes, last_order)


def planned(
    named: Iterable[File],
    notes: Mapping[str, SourceNote],
    last_order: int,
    on_read: Callable[[int], None] = lambda _: None,
) -> list[Source]:
    """Plan the indexing of files: NLM's by their number, others after them as they are given.

    `notes` are those of the corpus, by digest; `on_read` is told after each file how many bytes
    were read for theirs. A file that has the size and the time of change that its note tells of is
    not read. Raises ReadError where a file cannot be read.
    """
    now = time.time_ns()
    files = _digested(named, notes.values(), on_read)
    numbers = {digest: nlm_number(path.name) for digest, (path, *_) in files.items()}
    following = max([last_order, *(number or 0 for number in numbers.values())])
    names = {note.name for note in notes.values()}
    found = []
    for digest, (path, is_named, stat) in files.items():
        note, order = notes.get(digest), numbers[digest]
        if note is not None:
            order = note.order
        elif order is None:
            order = following = following + 1
        name = str(path.absolute())
        taken, deleted = (note.records, note.deleted) if note else (0, ())
        state, size = _state(note, legible(name) in names), stat.st_size
        modified, is_settled = stat.st_mtime_ns, now - stat.st_mtime_ns > _SETTLED
        source = Source(
            *(name, is_named, size, digest, order, state, taken, deleted, modified, is_settled)
        )
        found.append(source)
    return sorted(found, key=lambda source: source.order)


def _digested(
    named: Iterable[File], notes: Iterable[SourceNote], on_read: Callable[[int], None]
) -> dict[str, tuple[Path, bool, os.stat_result]]:
    """Each file by its digest: whether it was named, and its size and time of change before."""
    known = {(note.name, note.size, note.modified): note for note in notes if note.modified}
    files = {}
    done = 0
    for name, is_named in named:
        path = Path(name)
        before = _stat(path)  # what changes while it is digested is seen when it has been read
        same = known.get((legible(str(path.absolute())), before.st_size, before.st_mtime_ns))
        files[same.digest if same else digest_of(path)] = path, is_named, before
        done += before.st_size
        on_read(done)
    return files


def nlm_number(name: str) -> int | None:
    """The place of a file among NLM's yearly and daily ones, by its name; None for others.

    Daily files are numbered on from the yearly ones: pubmed26n1400.xml.gz is later than
    pubmed26n1399.xml.gz, whichever of them are daily.
    """
    match = _NLM_FILE.fullmatch(name)
    return int(match[1]) * 100_000 + int(match[2]) if match else None


def _state(note: SourceNote | None, is_known_name: bool) -> State:
    if note is not None:
        return "unchanged" if note.complete else "unfinished"
    return "changed" if is_known_name else "new"


def digest_of(path: Path) -> str:
    """A digest of a file's bytes; of one that cannot be read its name, and reading it says why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError:
        return f"unreadable: {path}"


def _stat(path: Path) -> os.stat_result:
    with _reading(path):
        return path.stat()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn the operating system's errors into ReadError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"{path}: {reason}; check the name and its permissions") from error
