"""The checksums that tantivy ends each file of an index with, and which files have other bytes.

Tantivy itself does not look at them: a flipped bit of the deletions or of the lengths gives other
answers without a word.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from il2qa.patterns import lazy_pattern

_STEM = lazy_pattern(r"[0-9a-f]{32}")
_FOOTER_END = struct.Struct("<II")
_MAGIC = 1337
_KINDS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
_SILENT = ("del", "fieldnorm")  # kinds whose damage nothing else shows
_QUICKLY = 1 << 22  # bytes of a file, read in 5 ms; `il2qa check` looks at all of any


def damaged_files(index: Path) -> Iterator[Path]:
    """The files of an index that are missing or have other bytes than tantivy wrote."""
    try:
        files = list(_files(index))
    except (OSError, ValueError):
        yield index / "meta.json"
        return
    yield from (path for _, path in sorted(files) if not _is_whole(path))


def quickly_damaged(index: Path) -> Iterator[Path]:
    """Those of them that would change answers in silence, as far as that is soon seen.

    Raises OSError where meta.json cannot be read, ValueError where it is damaged.
    """
    for kind, path in _files(index):
        if kind in _SILENT and not (_is_large(path) or _is_whole(path)):
            yield path


def _files(index: Path) -> Iterator[tuple[str, Path]]:
    """The files of the last commit, each with its kind.

    Those that are being written, and those that a commit has made superfluous, are not among them.
    """
    try:
        for segment in json.loads((index / "meta.json").read_bytes())["segments"]:
            stem, deletes = segment["segment_id"].replace("-", ""), segment.get("deletes")
            if not _STEM.fullmatch(stem):  # a path or a pattern, made up by someone
                raise ValueError(f"no segment is called {stem[:40]!r}")
            yield from ((kind, index / f"{stem}.{kind}") for kind in _KINDS)
            if deletes:
                yield "del", index / f"{stem}.{int(deletes['opstamp'])}.del"
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"meta.json: {error}") from error


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > _QUICKLY
    except OSError:
        return False


def _is_whole(path: Path) -> bool:
    """Whether a file has the bytes that its footer says.

    The footer is JSON with the CRC-32 of what stands before it, then its size and the number 1337,
    both in four bytes.
    """
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
