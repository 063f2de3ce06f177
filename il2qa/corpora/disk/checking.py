"""Checks a corpus on disk: the files are those that were written, and the records are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from il2qa.corpora.checking import Checked, record_faults
from il2qa.corpora.disk.checksums import damaged_files
from il2qa.corpora.disk.folder import INDEX, Folder, open_folder
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.errors import CorpusError

_TRIES = 5


def check(
    path: Path, checked: Checked, tell: Callable[[Checked], None] = lambda _: None
) -> Iterator[str]:
    """Yield what is wrong with a corpus, each fault with its place.

    `checked` is counted up, and told after each record.

    Raises CorpusError where the folder is no corpus that this il2qa reads.
    """
    folder = open_folder(path)
    if folder.is_unbuilt:
        DiskCorpus(path)  # which says so
    for damaged in _damaged(folder):
        yield f"{damaged}: its checksum is wrong, or it is missing"
    try:
        yield from record_faults(DiskCorpus(path), checked, tell)
    except CorpusError as error:
        yield f"the rest cannot be checked: {error}"


def _damaged(folder: Folder) -> list[Path]:
    """The damaged files, looked for again where a writer has put others there meanwhile."""
    for _ in range(_TRIES):
        before = folder.state()
        found = list(damaged_files(folder.path / INDEX))
        if not found or folder.state() == before:
            break
    return found
