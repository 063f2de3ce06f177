"""Checks a corpus on disk: the files are those that were written, and the records are whole."""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from il2qa.corpora.checking import Checked, record_faults
from il2qa.corpora.disk.folder import INDEX, open_folder
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.errors import CorpusError

_FOOTER_END = struct.Struct("<II")
_MAGIC = 1337
_KINDS = ("fast", "fieldnorm", "idx", "pos", "store", "term")


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
    for damaged in _damaged_files(folder.path / INDEX):
        yield f"{damaged}: its checksum is wrong, or it is missing"
    try:
        yield from record_faults(DiskCorpus(path), checked, tell)
    except CorpusError as error:
        yield f"the rest cannot be checked: {error}"


def _damaged_files(index: Path) -> Iterator[Path]:
    """The files of an index that are missing or have other bytes than tantivy wrote.

    Each ends with a footer (JSON with the CRC-32 of what stands before it), the footer's size and
    the number 1337, both in four bytes.
    """
    try:
        segments = json.loads((index / "meta.json").read_bytes())["segments"]
        stems = sorted(segment["segment_id"].replace("-", "") for segment in segments)
    except (OSError, ValueError, LookupError, TypeError):
        yield index / "meta.json"
        return
    for stem in stems:
        # Not all segments have deletions (.del), and those are named otherwise.
        paths = {index / f"{stem}.{kind}" for kind in _KINDS} | {*index.glob(f"{stem}.*")}
        yield from (path for path in sorted(paths) if not _is_whole(path))


def _is_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _FOOTER_END.size, 0))
            length, magic = _FOOTER_END.unpack(file.read())
            end = file.seek(size - _FOOTER_END.size - length)
            said = json.loads(file.read(length))["crc"]
            return bool(magic == _MAGIC and _crc(file, end) == said)
    except (OSError, ValueError, LookupError, TypeError, struct.error):
        return False


def _crc(file: IO[bytes], size: int) -> int:
    """The CRC-32 of the first bytes of a file."""
    file.seek(0)
    crc = 0
    while size > 0 and (block := file.read(min(size, 1 << 20))):
        crc, size = zlib.crc32(block, crc), size - len(block)
    return crc
