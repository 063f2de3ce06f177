"""Which sources are to be indexed, and in what order they count."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from il2qa.corpora.disk.ledger import SourceNote
from il2qa.readers import paths

_NLM_FILE = re.compile(r"pubmed(\d\d)n(\d{4,5})\.xml(?:\.gz)?")

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

    @property
    def note(self) -> SourceNote:
        """What the corpus is to remember of it so far."""
        return SourceNote(
            name=_noted(self.path), digest=self.digest, order=self.order, records=self.taken
        )


def plan(
    sources: Iterable[str | os.PathLike[str]], notes: Mapping[str, SourceNote], last_order: int
) -> list[Source]:
    """Plan the indexing of files: NLM's by their number, others after them as they are given.

    `notes` are those of the corpus, by digest. Raises ReadError where a source names no file.
    """
    files = {_digest(Path(path)): (Path(path), is_named) for path, is_named in paths(sources)}
    numbers = {digest: nlm_number(path.name) for digest, (path, _) in files.items()}
    following = max([last_order, *(number or 0 for number in numbers.values())])
    names = {note.name for note in notes.values()}
    found = []
    for digest, (path, is_named) in files.items():
        note, order = notes.get(digest), numbers[digest]
        if note is not None:
            order = note.order
        elif order is None:
            order = following = following + 1
        name = str(path.absolute())
        taken = note.records if note else 0
        size = path.stat().st_size if path.exists() else 0
        state = _state(note, _noted(name) in names)
        found.append(Source(name, is_named, size, digest, order, state, taken))
    return sorted(found, key=lambda source: source.order)


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


def _noted(path: str) -> str:
    """A path as the corpus remembers it: text, whatever bytes the file's name has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _digest(path: Path) -> str:
    """A digest of a file's bytes; of one that cannot be read its name, and reading it says why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError:
        return f"unreadable: {path}"
