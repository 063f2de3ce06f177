"""Keeps what is to be committed in a file without a name: of each document what was said last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import NamedTuple


class Line(NamedTuple):
    """The lines of a bulk request about one document, and whose they are."""

    name: str
    content: bytes


class Spool:
    """Lines of bulk requests, in the order in which their documents first came."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as the writer
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __len__(self) -> int:
        return len(self._places)

    def put(self, name: str, content: bytes) -> None:
        """Keep what is to be said of a document, instead of what was to be said before."""
        self._file.seek(self._end)
        self._file.write(content)
        self._places[name] = self._end, len(content)
        self._end += len(content)

    def lines(self) -> Iterator[Line]:
        """All of it, read as it is taken."""
        for name, (place, length) in self._places.items():
            self._file.seek(place)
            yield Line(name, self._file.read(length))

    def clear(self) -> None:
        """Forget all of it."""
        self._file.seek(0)
        self._file.truncate()
        self._places.clear()
        self._end = 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def parts(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """Lines in parts of about so many bytes."""
    part: list[Line] = []
    weight = 0
    for line in lines:
        part.append(line)
        weight += len(line.content)
        if weight >= size:
            yield part
            part, weight = [], 0
    if part:
        yield part
