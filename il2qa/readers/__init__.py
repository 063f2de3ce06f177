"""Readers: one module a form in which people have PubMed records, chosen by the content."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from il2qa.errors import FormatError, ReadError
from il2qa.models import Record


def read(sources: Iterable[str | os.PathLike[str]]) -> Iterator[Record]:
    """Yield the records of files, in order.

    Raises ReadError for a file that cannot be read, FormatError for one that holds no PubMed
    record; both name the file and what to do next.
    """
    from il2qa.readers import page

    for source in sources:
        text = _text(Path(source))
        if not page.recognises(text):
            raise FormatError(
                f"{os.fspath(source)}: not a PubMed record in a form that il2qa reads; "
                "save a PubMed page as text"
            )
        yield from page.read(text, os.fspath(source))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"{path}: {reason}; check the name and its permissions") from error
