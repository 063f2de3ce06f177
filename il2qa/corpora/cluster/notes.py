"""The corpus's notes on itself, as documents of its index: how they are written and read.

Every commit leaves a seal of its number in each shard, written after the commit's records. A shard
shows seal and records together: where all shards show one number, the commit is whole.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from il2qa.corpora.cluster.mapping import Body, note_lines
from il2qa.corpora.codec import ledger
from il2qa.corpora.codec.compression import Compression
from il2qa.errors import CorpusError

SEAL = "seal"


class Counted(ledger.Totals):
    """The totals, and the number of the commit that they are of."""

    commit: int = 0


@dataclass(frozen=True, slots=True)
class Notes:
    """What a look at an index tells of its last commit."""

    index: str  # of the hits; "" where there is none
    commits: frozenset[int]  # by the shards' seals; a single one where a commit is whole
    seals: int
    totals: Counted
    compression: Compression | None

    @property
    def commit(self) -> int | None:
        """The number of the last commit; None where it is not whole, or there is none."""
        return next(iter(self.commits)) if len(self.commits) == 1 else None


KINDS = (SEAL, ledger.TOTALS, ledger.DICTIONARY)
"""The notes that are read to open a corpus."""


def seal_lines(commit: int, routings: Iterable[str]) -> Iterator[bytes]:
    """The lines of a bulk request that seal a commit in every shard."""
    content = str(commit).encode()
    return (note_lines(SEAL, SEAL, content, routing) for routing in routings)


def read(hits: Iterable[Body]) -> Notes:
    """The notes that a search for KINDS found; raises CorpusError where one is damaged."""
    commits: list[int] = []
    totals, compression, index = Counted(), None, ""
    for hit in hits:
        index, name, content = hit["_index"], hit["_id"][1:], payload_of(hit)
        try:
            if name == SEAL:
                commits.append(int(content))
            elif name == ledger.TOTALS:
                totals = Counted.model_validate_json(content)
            elif name == ledger.DICTIONARY:
                compression = Compression(content)
        except ValueError as error:
            raise CorpusError(f"{index}: its note {name} is damaged; build it again") from error
    return Notes(index, frozenset(commits), len(commits), totals, compression)


def source_notes(hits: Iterable[Body]) -> list[ledger.SourceNote]:
    """The notes on sources, in the order in which they count."""
    try:
        notes = [ledger.SourceNote.model_validate_json(payload_of(hit)) for hit in hits]
    except ValueError as error:
        raise CorpusError("a note of the corpus on a source is damaged; build it again") from error
    return sorted(notes, key=lambda note: (note.order, note.name))


def payloads_of(hits: Iterable[Body]) -> Iterator[bytes]:
    """The payloads of what a search found."""
    return map(payload_of, hits)


def payload_of(hit: Body) -> bytes:
    """The payload of a document; raises CorpusError where it has none."""
    try:
        return b64decode(hit["fields"]["payload"][0], validate=True)
    except (LookupError, TypeError, binascii.Error) as error:
        raise CorpusError(f"{hit.get('_id')}: damaged; il2qa check tells more") from error
