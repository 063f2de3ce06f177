"""What every kind of corpus gives beside candidates: records in order, counts, names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_records import (
    ON_CLUSTER,
    Make,
    collection,
    every_kind,
    in_memory,
    made,
    on_cluster,
    on_disk,
    places_on_cluster,
)

import il2qa
from il2qa.corpora.cluster import snapshot
from il2qa.corpora.disk import selecting
from il2qa.corpora.ordering import Order
from il2qa.corpora.protocol import CorpusReader
from il2qa.filters.tree import Is
from il2qa.filters.where import Where
from il2qa.models import Author, PublicationDate, Record
from il2qa.passages.analysis import analyse, analyse_statements
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()

KINDS = ["memory", "disk", *ON_CLUSTER]


def dated(pmid: int, year: int | None) -> Record:
    date = PublicationDate(text=str(year), year=year) if year else None
    return made(pmid, "insulin", date=date, references=("7",))


RECORDS = [
    *(dated(pmid, year) for pmid, year in [(20, 1990), (9, 1990), (100, 1985), (7, 2001)]),
    *(dated(pmid, None) for pmid in (3, 11)),
    Record(other_id="doi:b", title="B", date=PublicationDate(text="1990", year=1990)),
    Record(other_id="doi:a", title="A"),
    *(dated(1000 + i, 1960 + i % 3) for i in range(40)),
]
MANY = [*map(str, range(1000, 1040))]
OF_1962, OF_1961, OF_1960 = MANY[2::3], MANY[1::3], MANY[::3]
NEWEST = [
    *["7", "9", "20", "doi:b", "100", *OF_1962, *OF_1961, *OF_1960],
    *["3", "11", "doi:a"],
]
OLDEST = [
    *[*OF_1960, *OF_1961, *OF_1962, "100", "9", "20", "doi:b", "7"],
    *["3", "11", "doi:a"],
]
IDENTIFIER = ["3", "7", "9", "11", "20", "100", *MANY, "doi:a", "doi:b"]


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CorpusReader]]:
    """One corpus of each kind that can be had here, of the same records."""
    with every_kind(tmp_path_factory.mktemp("reading"), RECORDS) as found:
        yield found


@pytest.fixture(params=KINDS)
def corpus(request: pytest.FixtureRequest, every: dict[str, CorpusReader]) -> CorpusReader:
    """A corpus of RECORDS."""
    return every[request.param]


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Make a corpus of this kind of some records."""
    with places_on_cluster() as new:
        if request.param == "cluster":
            yield lambda records: on_cluster(new(), records)
        elif request.param == "disk":
            yield lambda records: on_disk(tmp_path / "c", records)
        else:
            yield in_memory


@pytest.mark.parametrize("part", [1, 3, 50_000])
@pytest.mark.parametrize(
    ("order", "expected"), [("newest", NEWEST), ("oldest", OLDEST), ("identifier", IDENTIFIER)]
)
def test_records_come_in_order(
    corpus: CorpusReader,
    order: Order,
    expected: list[str],
    part: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By year and identifier, what lacks either last; in parts as small as may be."""
    monkeypatch.setattr(selecting, "PART", part)
    monkeypatch.setattr(snapshot, "PAGE", min(part, 10_000))
    assert [record.id for record in corpus.select(None, order)] == expected
    assert [record.id for record in corpus.select(None, order, 3)] == expected[:3]
    citing = [name for name in expected if not name.startswith("doi")]
    found = corpus.select(Is("cites", "PMID 7"), order)
    assert [record.id for record in found] == citing
    assert list(corpus.select(Is("cites", "8"), order)) == []


def test_records_come_one_by_one(corpus: CorpusReader) -> None:
    """The first can be had before the last is read."""
    found = corpus.select(None, "identifier")
    assert next(found).id == "3"
    assert next(found).id == "7"


def test_records_are_counted(corpus: CorpusReader) -> None:
    """All of them, and those that a filter lets through."""
    assert corpus.count() == corpus.info.records == len(RECORDS)
    assert corpus.count(Where(since=1990)) == 4
    assert corpus.count(Where(pmids=("7", "DOI:A"))) == 2


@pytest.mark.parametrize("text", ["9", " 09", "PMID 9", "https://pubmed.ncbi.nlm.nih.gov/9/"])
def test_a_record_is_found_by_its_identifier_as_a_candidate(
    corpus: CorpusReader, text: str
) -> None:
    """With the passages of its text, however the identifier is written; None for another."""
    found = corpus.candidate(text)
    assert found is not None
    assert corpus.record(text) == found.record == dated(9, 1990)
    assert (found.id, found.score) == ("9", 0)
    assert found.quoted == analyse(found.record, ANALYZER).quoted
    assert found.statements == analyse_statements(found.record, ANALYZER)
    assert corpus.candidate("404") is None


def test_names_are_listed_as_readers_write_them(make: Make) -> None:
    """Those of most records first; found whatever their case; the same in every kind."""
    records = collection(30)
    named = made(99, "dose", authors=(Author(last_name="McDoe", initials="Z"),) * 2)
    records.append(named)
    corpus = make(records)
    assert corpus.names("authors") == {"Doe A": 10, "Müller A": 10, "O'Neil A": 10, "McDoe Z": 1}
    assert corpus.names("authors", "MÜL") == {"Müller A": 10}
    assert corpus.names("authors", "m", 1) == {"Müller A": 10}
    assert list(corpus.names("journal", "j. ", 2)) == ["J. 0", "J. 1"]
    assert corpus.names("language", "ger") == {"German": 7}
    assert corpus.names("publication_type", filter=Where(mesh=("interleukin-2",))) == {
        "Journal Article": 2,
        "Review": 1,
    }
    assert corpus.names("date", "198")["1989"] == 1
    assert corpus.names("authors", "nobody") == corpus.names("volume") == {}
    with pytest.raises(il2qa.QuestionError, match="'colour' is no field"):
        corpus.names("colour")


def test_frequencies_are_asked_for_at_once(corpus: CorpusReader) -> None:
    """Each term once, in any number; none is no error."""
    terms = ["insulin", "nowhere", "insulin", *map(str, range(2000))]
    counts = corpus.document_frequencies(iter(terms))
    assert (len(counts), counts["insulin"], counts["nowhere"]) == (2002, 46, 0)
    assert corpus.document_frequencies([]) == {}


def test_an_unchanged_corpus_is_its_own_refresh(corpus: CorpusReader) -> None:
    """Nothing is opened anew where nothing has changed."""
    assert corpus.refresh() is corpus


def test_a_corpus_may_be_closed_twice(make: Make) -> None:
    """And then asks to be opened again, or still answers."""
    corpus = make(RECORDS)
    corpus.close()
    corpus.close()
    try:
        assert corpus.record("9") == dated(9, 1990)
    except il2qa.CorpusError as error:
        assert "open it again" in str(error)  # noqa: PT017
