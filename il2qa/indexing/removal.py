"""Takes back what came from a source: the way out of a wrong folder.

A record that another source has too stays. Which ones these are no corpus remembers, so the other
sources are read again for them; all is committed at once, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from il2qa import readers
from il2qa.corpora.codec.ledger import SourceNote
from il2qa.corpora.codec.payload import entry, unfit
from il2qa.corpora.protocol import CorpusWriter
from il2qa.errors import CorpusError, ReadError
from il2qa.indexing.plan import digest_of
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import Analyzer
from il2qa.text.safety import legible


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many sources and records were taken back, and how many stay as others have them.

    `unread` are other sources that could not be read again, with the reason: what they have of the
    records is gone with them until they are indexed again.
    """

    sources: int
    records: int
    kept: int
    unread: tuple[str, ...] = ()


def sources_under(place: str, notes: Collection[SourceNote]) -> list[SourceNote]:
    """The sources that a file or folder names: as they were indexed, whether or not it is there."""
    path = legible(str(Path(place).absolute()))
    folder = path.rstrip("/\\") + "/"
    names = (path, place)
    under = (note for note in notes if note.name.replace("\\", "/").startswith(folder))
    return [note for note in notes if note.name in names] or list(under)


def take_back(writer: CorpusWriter, places: Collection[str]) -> TakenBack:
    """Remove what came from some files or folders, and commit.

    Raises CorpusError where nothing came from one of them; nothing is changed then.
    """
    notes = [*writer.sources.values()]
    chosen: dict[str, SourceNote] = {}
    for place in places:
        under = sources_under(place, notes)
        if not under:
            raise CorpusError(
                f"{writer.place}: nothing in it came from {place}; "
                "il2qa info --sources lists what it was made of"
            )
        chosen |= {note.digest: note for note in under}
    gone: set[str] = set()
    for note in chosen.values():
        gone |= writer.take_back(note)
    others = sorted(writer.sources.values(), key=lambda note: note.order)
    kept, unread = _restored(writer, others, gone)
    writer.commit()
    return TakenBack(len(chosen), len(gone - kept), len(kept), tuple(unread))


def _restored(
    writer: CorpusWriter, others: Collection[SourceNote], gone: Collection[str]
) -> tuple[set[str], list[str]]:
    """Add again what other sources have of some records; which, and what could not be read."""
    restored: set[str] = set()
    unread = []
    analyzer = Analyzer()
    for note in others if gone else ():
        try:
            for record in _records(note):
                if record.id in gone and not unfit(record):
                    made = entry(record, analyse(record, analyzer), note.order, writer.compression)
                    if writer.add(made):
                        restored.add(record.id)
        except ReadError as error:
            unread.append(str(error))
    return restored, unread


def _records(note: SourceNote) -> Iterator[Record]:
    """The records of a source as it was indexed; raises ReadError where it is another by now."""
    path = Path(note.name)
    if path.is_file() and digest_of(path) != note.digest:
        raise ReadError(f"{note.name}: it has changed; index it again")
    for event in readers.events([note.name]):
        if isinstance(event, Record):
            yield event
