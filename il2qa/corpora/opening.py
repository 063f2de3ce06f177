"""Opens what `--corpus` names: nothing (one's own, the bundled one), files, folders, addresses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from il2qa.corpora.bundled import PAGE, bundled_record
from il2qa.corpora.disk import MARK
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader, CorpusWriter
from il2qa.errors import CorpusError
from il2qa.text.analyzer import Analyzer, default_analyzer

if TYPE_CHECKING:
    from il2qa.corpora.checking import Checked
    from il2qa.corpora.cluster.address import Address
    from il2qa.corpora.codec.ledger import SourceNote
    from il2qa.readers import ReadReport

ENVIRONMENT = "IL2QA_CORPUS"
BUNDLED_NAME = "bundled"  # what --corpus calls it; "./bundled" is a folder of that name


Place = str | os.PathLike[str]


def open_reader(
    places: Sequence[Place] | None = None,
    *,
    report: ReadReport | None = None,
    strict: bool = False,
    analyzer: Analyzer | None = None,
) -> CorpusReader:
    """Open the corpus at a place; several files are one corpus, several corpora are asked as one.

    The folder of an indexed corpus is opened as it is, and so is a corpus on a cluster, named by
    the address http(s)://HOST:PORT[,HOST:PORT...]/NAME. Files, other folders and patterns are read
    into memory; `report` tells what was read, and with `strict` the first bad record is an error.
    "bundled" is the record that ships with il2qa. Without a place, IL2QA_CORPUS names it, else it
    is the user's own corpus where one was indexed, else the bundled record. Text is analysed by
    `analyzer`, else by the one that ships. Raises ReadError or CorpusError, naming the place and
    what to do next.
    """
    analyzer = analyzer or default_analyzer()
    chosen = _chosen(places)
    if not chosen:
        return _own(analyzer)
    opened = [*_each_indexed(chosen, analyzer)]
    files = _files(chosen)
    if files:
        from il2qa import readers  # loaded where anything is read

        name = Path(files[0]).name if len(files) == 1 else f"{len(files)} sources"
        found = readers.events(files, report=report, strict=strict)
        opened.append(MemoryCorpus(found, name, tuple(files), analyzer))
    if len(opened) == 1:
        return opened[0]
    from il2qa.corpora.union import UnionCorpus

    return UnionCorpus(opened)


def reads_files(places: Sequence[Place] | None = None) -> bool:
    """Whether what `open_reader` opens is read from files, of which its report then tells."""
    return bool(_files(_chosen(places)))


def _files(chosen: Sequence[str]) -> list[str]:
    """The places that are no corpus by themselves, but sources to read into memory."""
    return [place for place in chosen if not _is_corpus(place)]


def _each_indexed(chosen: Sequence[str], analyzer: Analyzer) -> Iterator[CorpusReader]:
    """The indexed corpora among some places, each once, and the bundled record."""
    for place in dict.fromkeys(chosen):
        if _is_address(place):
            yield _on_cluster(place, analyzer)
        elif place == BUNDLED_NAME:
            yield _bundled(analyzer)
        elif _is_indexed(Path(place)):
            yield _indexed(Path(place), analyzer)


def _chosen(places: Sequence[Place] | None) -> list[str]:
    """The places to open, none for the default; an empty name is a mistake, not the default."""
    if places is None:
        named = os.environ.get(ENVIRONMENT)
        return [named] if named else []
    chosen = [os.fspath(place) for place in places]
    if not all(chosen) or not chosen or not all(isinstance(place, str) for place in chosen):
        raise CorpusError("the name of the corpus is empty; name a file or folder, or leave it out")
    return chosen


def lasting_places(places: Sequence[Place] | None = None) -> tuple[str, ...]:
    """The same places as other processes find them: absolute, and named where none was given."""
    chosen = _chosen(places)
    if not chosen:
        return (str(own_corpus()),) if _is_indexed(own_corpus()) else (BUNDLED_NAME,)
    return tuple(_lasting(place) for place in chosen)


def _lasting(place: str) -> str:
    is_named = _is_address(place) or place == BUNDLED_NAME
    return place if is_named else str(Path(place).absolute())


def own_corpus() -> Path:
    """The folder of the user's own corpus, whether or not it is there."""
    from platformdirs import user_data_path

    return user_data_path("il2qa", appauthor=False) / "corpus"


def writable_place(places: Sequence[Place] | None = None) -> Path | Address:
    """Where the corpus to write to is: the one named, IL2QA_CORPUS's, or the user's own."""
    named = _chosen(places)
    if len(named) > 1:
        raise CorpusError("several places; name one corpus to index into")
    if named and _is_address(named[0]):
        from il2qa.corpora.cluster.address import parse

        return parse(named[0])
    if named == [BUNDLED_NAME]:
        raise CorpusError(f"{named[0]}: this record is no indexed corpus; name a folder")
    return Path(named[0]) if named else own_corpus()


def open_writer(place: Path | Address) -> CorpusWriter:
    """The writer of the corpus at a place, made where it is new; raises CorpusError."""
    if isinstance(place, Path):
        from il2qa.corpora.disk.writer import DiskWriter

        return DiskWriter(place)
    from il2qa.corpora.cluster.writer import ClusterWriter

    return ClusterWriter(place)


def is_corpus(place: Path | Address) -> bool:
    """Whether there is a corpus to write to; one on a cluster that was never filled is none."""
    return _is_indexed(place) if isinstance(place, Path) else known_sources(place) != ({}, 0)


def known_sources(place: Path | Address) -> tuple[dict[str, SourceNote], int]:
    """The sources that the corpus at a place remembers, by digest, and the order of the last.

    There are none where there is no corpus yet; nothing is made.
    """
    if not isinstance(place, Path):
        from il2qa.corpora.cluster.reader import known_sources as on_cluster

        return on_cluster(place)
    if not _is_indexed(place):
        return {}, 0
    from il2qa.corpora.disk.reader import DiskCorpus

    corpus = DiskCorpus(place)
    return {note.digest: note for note in corpus.sources()}, corpus.totals.order


def faults(
    place: Path | Address, checked: Checked, tell: Callable[[Checked], None] = lambda _: None
) -> Iterator[str]:
    """Yield what is wrong with the corpus at a place; `checked` is counted up and told.

    Raises CorpusError where there is none that this il2qa reads.
    """
    if isinstance(place, Path):
        from il2qa.corpora.disk.checking import check as on_disk

        return on_disk(place, checked, tell)
    from il2qa.corpora.cluster.checking import check as on_cluster

    return on_cluster(place, checked, tell)


def _is_address(place: str) -> bool:
    """Whether a place is a cluster's, not a file's."""
    return "://" in place


def _is_corpus(place: str) -> bool:
    """Whether a place is a corpus by itself."""
    return _is_address(place) or place == BUNDLED_NAME or _is_indexed(Path(place))


def _is_indexed(path: Path) -> bool:
    try:
        return (path / MARK).is_file()
    except OSError:  # a name too long, a folder closed to us: whoever opens it says so
        return False


def _own(analyzer: Analyzer) -> CorpusReader:
    own = own_corpus()
    return _indexed(own, analyzer) if _is_indexed(own) else _bundled(analyzer)


def _indexed(path: Path, analyzer: Analyzer) -> CorpusReader:
    from il2qa.corpora.disk.reader import DiskCorpus  # tantivy loads only where it is used

    return DiskCorpus(path, analyzer)


def _on_cluster(place: str, analyzer: Analyzer) -> CorpusReader:
    from il2qa.corpora.cluster.address import parse
    from il2qa.corpora.cluster.reader import ClusterCorpus

    return ClusterCorpus(parse(place), analyzer=analyzer)


def _bundled(analyzer: Analyzer) -> CorpusReader:
    """The record that ships with il2qa."""
    return MemoryCorpus([bundled_record()], "bundled record", (PAGE,), analyzer)
