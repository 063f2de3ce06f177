"""Opens what `--corpus` names: nothing (the bundled record), a file."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from il2qa import readers
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.errors import CorpusError

ENVIRONMENT = "IL2QA_CORPUS"
BUNDLED = "3303316.txt"


def open_reader(place: str | os.PathLike[str] | None = None) -> CorpusReader:
    """Open the corpus at a place.

    A file is read into memory; without a place, IL2QA_CORPUS names it, else it is the bundled
    record. Raises ReadError or CorpusError, naming the place and what to do next.
    """
    place = place or os.environ.get(ENVIRONMENT) or None
    if place is None:
        return _bundled()
    if "://" in os.fspath(place):
        raise CorpusError(f"{place}: search clusters are not supported yet; name a file")
    path = Path(place)
    if path.is_dir():
        raise CorpusError(f"{path}: a folder is not supported yet; name a PubMed file")
    return MemoryCorpus(readers.read([path]), name=path.name, sources=(os.fspath(path),))


def _bundled() -> CorpusReader:
    """The record that ships with il2qa: from the wheel, or from the checkout's corpus folder."""
    installed = Path(str(resources.files("il2qa"))) / "bundled" / BUNDLED
    path = installed if installed.is_file() else installed.parents[2] / "corpus" / BUNDLED
    if not path.is_file():
        raise CorpusError(f"{path}: the bundled record is missing; install il2qa again")
    return MemoryCorpus(readers.read([path]), name="bundled record", sources=(BUNDLED,))
