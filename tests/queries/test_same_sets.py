"""A query selects the same records in every kind of corpus: those of a look at each record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.data.queries import ANALYZER, Made, looked, queries
from il2qa.corpora.codec.payload import entry
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import CorpusReader
from il2qa.corpora.union import UnionCorpus
from il2qa.models import Author, MeshHeading, PublicationDate, Record, Section
from il2qa.passages.analysis import analyse
from il2qa.queries.grammar import parse

SUBJECTS = ["aspirin", "statins", "interleukin", "receptors", "placebo"]
DISEASES = ["stroke", "migraine", "diabetes", "sepsis"]
PEOPLE = ["adults", "children", "women"]


def made(number: int) -> Record:
    """A record about one of each, by one of four authors."""
    what, of, who = SUBJECTS[number % 5], DISEASES[number % 4], PEOPLE[number % 3]
    told = f"The effect of {what} on {of} was seen in {who}. Some {who} had early {of} again."
    return Record(
        pmid=str(100 + number),
        title=f"{what.capitalize()} for {of} in {who}",
        abstract=(Section(text=told),) if number % 7 else (),
        authors=(Author(last_name=["Doe", "Roe", "Van Poe", "Low"][number % 4], initials="JA"),),
        date=PublicationDate(text="", year=1990 + number % 12) if number % 10 else None,
        publication_types=("Review",) if number % 6 == 0 else ("Journal Article",),
        mesh=(MeshHeading(descriptor=of.capitalize()),) if number % 2 else (),
    )


RECORDS = [looked(made(number)) for number in range(60)]


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[CorpusReader]]:
    """One corpus of each kind, of the same records, and two as one that share some of them."""
    records = [one.record for one in RECORDS]
    folder = tmp_path_factory.mktemp("queries") / "corpus"
    with DiskWriter(folder) as writer:
        for record in records:
            writer.add(entry(record, analyse(record, ANALYZER), 1))
        writer.commit()
    disk = DiskCorpus(folder)
    halves = UnionCorpus([MemoryCorpus(records[:40], "half"), MemoryCorpus(records[20:], "other")])
    yield [MemoryCorpus(records, "test"), disk, halves]
    disk.close()


@pytest.mark.parametrize("query", queries(RECORDS, 150), ids=lambda query: query.text)
def test_kinds_select_what_a_look_at_each_record_selects(
    kinds: list[CorpusReader], query: Made
) -> None:
    """Whatever is nested in whatever; `python -m bench queries` asks a thousand of real records."""
    expected = {one.record.id for one in RECORDS if query.holds(one)}
    for corpus in kinds:
        tree = parse(query.text).tree
        assert {record.id for record in corpus.select(tree)} == expected
        assert corpus.count(tree) == len(expected)
