"""Records made up for tests of corpora, and ways to make a corpus of each kind of them."""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from il2qa.corpora.cluster.access import Access
from il2qa.corpora.cluster.address import Address, parse
from il2qa.corpora.cluster.reader import ClusterCorpus
from il2qa.corpora.cluster.transport import Transport
from il2qa.corpora.cluster.writer import ClusterWriter
from il2qa.corpora.codec.payload import entry
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.corpora.memory import MemoryCorpus, merged
from il2qa.corpora.protocol import CorpusReader, CorpusWriter
from il2qa.corpora.union import UnionCorpus
from il2qa.models import Author, Journal, MeshHeading, PublicationDate, Record, Section
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()

CLUSTER = "IL2QA_TEST_CLUSTER"
ON_CLUSTER = [pytest.param("cluster", marks=pytest.mark.cluster)] if os.environ.get(CLUSTER) else []
"""The kind of corpus that only a cluster can show: tests/cluster skips, and says why."""
THREE_SHARDS = Access(shards=3, replicas=0)

WORDS = [
    *["interleukin", "receptor", "lymphocyte", "antigen", "macrophage", "kinase", "mutation"],
    *["patient", "trial", "dose", "therapy", "tumour", "serum", "antibody", "cohort"],
    *["survival", "expression", "pathway", "inhibitor", "insulin"],
]

Make = Callable[[Iterable[Record]], CorpusReader]


def made(pmid: int, words: str = "", **fields: object) -> Record:
    """A record whose title and abstract say `words`, if any."""
    told = {"title": f"On {words}." if words else "", **fields}
    if words and "abstract" not in told:
        told["abstract"] = (Section(text=f"We studied {words}. It is {words}."),)
    return Record.model_validate({"pmid": str(pmid), **told})


def collection(number: int = 80) -> list[Record]:
    """Records of several authors, years, journals and languages; some without an abstract."""
    chance = random.Random(7)  # noqa: S311
    found = []
    for pmid in range(1, number + 1):
        sentences = [" ".join(chance.choices(WORDS, k=7)).capitalize() + "." for _ in range(6)]
        label = "RESULTS" if pmid % 3 == 0 else None
        abstract = (
            Section(text=" ".join(sentences[1:4]), label="METHODS" if label else None),
            Section(text=" ".join(sentences[4:]), label=label),
        )
        name = ["Doe", "Müller", "O'Neil"][pmid % 3]
        found.append(
            Record(
                pmid=str(pmid),
                title=sentences[0],
                abstract=abstract if pmid % 7 else (),
                authors=(Author(last_name=name, fore_name="Ann", initials="A"),),
                journal=Journal(title=f"Journal {pmid % 5}", abbreviation=f"J. {pmid % 5}"),
                date=PublicationDate(text=str(1980 + pmid), year=1980 + pmid)
                if pmid % 11
                else None,
                languages=("ger",) if pmid % 4 == 0 else ("eng",),
                publication_types=("Review",) if pmid % 6 == 0 else ("Journal Article",),
                mesh=(MeshHeading(descriptor="Interleukin-2"),) if pmid % 9 == 0 else (),
            )
        )
    return found


def in_memory(records: Iterable[Record]) -> CorpusReader:
    """A corpus in memory."""
    return MemoryCorpus(records, "test")


def on_disk(folder: Path, records: Iterable[Record]) -> DiskCorpus:
    """A corpus on disk, opened."""
    write(folder, records)
    return DiskCorpus(folder)


def in_several(folder: Path, records: Iterable[Record]) -> UnionCorpus:
    """A corpus in memory and one on disk, asked as one; every other record in each."""
    given = merged(records)  # between corpora the first counts; within one, the rank
    return UnionCorpus([in_memory(given[::2]), on_disk(folder, given[1::2])])


@contextmanager
def places_on_cluster() -> Iterator[Callable[[], Address]]:
    """New names of corpora on the cluster; what is made of them is deleted at the end."""
    lead = f"test-{uuid.uuid4().hex[:8]}"
    made: list[Address] = []

    def new() -> Address:
        made.append(parse(f"{os.environ[CLUSTER]}/{lead}-{len(made)}x"))
        return made[-1]

    yield new
    if made:
        transport = Transport(made[0], THREE_SHARDS)
        transport.ask("DELETE", f"/{lead}-*")
        transport.close()


def on_cluster(place: Address, records: Iterable[Record]) -> ClusterCorpus:
    """A corpus on a cluster, of three shards, opened."""
    with ClusterWriter(place, THREE_SHARDS) as writer:
        add(writer, records)
    return ClusterCorpus(place, THREE_SHARDS)


@contextmanager
def every_kind(folder: Path, records: Sequence[Record]) -> Iterator[dict[str, CorpusReader]]:
    """One corpus of each kind that can be had here, of the same records; closed at the end."""
    found: dict[str, CorpusReader] = {
        "memory": in_memory(records),
        "disk": on_disk(folder / "disk", records),
        "several": in_several(folder / "several", records),
    }
    with places_on_cluster() as new:
        if os.environ.get(CLUSTER):
            found["cluster"] = on_cluster(new(), records)
        yield found
        for corpus in found.values():
            corpus.close()


def add(writer: CorpusWriter, records: Iterable[Record], order: int = 1) -> None:
    """Add records to a corpus, and commit them."""
    given = list(records)
    writer.expect(record.id for record in given)
    for record in given:
        writer.add(entry(record, analyse(record, ANALYZER), order))
    writer.commit()


def write(folder: Path, records: Iterable[Record], order: int = 1) -> None:
    """Add records to a corpus on disk."""
    with DiskWriter(folder) as writer:
        add(writer, records, order)


def identifiers(corpus: CorpusReader) -> list[str]:
    """The identifiers of all records of a small corpus."""
    return sorted(found.id for found in corpus.select())
