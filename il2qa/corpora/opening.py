"""Opens what `--corpus` names: nothing (the bundled record), files, folders, patterns."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from il2qa import readers
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.errors import CorpusError
from il2qa.readers import ReadReport

ENVIRONMENT = "IL2QA_CORPUS"
BUNDLED = "3303316.txt"


Place = str | os.PathLike[str]


def open_reader(
    places: Sequence[Place] = (), *, report: ReadReport | None = None, strict: bool = False
) -> CorpusReader:
    """Open the corpus at a place; several files are one corpus.

    Files, folders of files and patterns are read into memory; `report` tells what was read, and
    with `strict` the first bad record is an error. Without a place, IL2QA_CORPUS names it, else it
    is the bundled record. Raises ReadError or CorpusError, naming the place and what to do next.
    """
    chosen = [os.fspath(place) for place in places] or [os.environ.get(ENVIRONMENT, "")]
    if not chosen[0]:
        return _bundled()
    for place in chosen:
        if "://" in place:
            raise CorpusError(f"{place}: search clusters are not supported yet; name a file")
    name = Path(chosen[0]).name if len(chosen) == 1 else f"{len(chosen)} sources"
    records = readers.read(chosen, report=report, strict=strict)
    return MemoryCorpus(records, name=name, sources=tuple(chosen))


def _bundled() -> CorpusReader:
    """The record that ships with il2qa: from the wheel, or from the checkout's corpus folder."""
    installed = Path(str(resources.files("il2qa"))) / "bundled" / BUNDLED
    path = installed if installed.is_file() else installed.parents[2] / "corpus" / BUNDLED
    if not path.is_file():
        raise CorpusError(f"{path}: the bundled record is missing; install il2qa again")
    return MemoryCorpus(readers.read([path]), name="bundled record", sources=(BUNDLED,))
