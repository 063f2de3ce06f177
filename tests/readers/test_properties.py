"""Any bytes end in records or in our own error; any record written is read back."""

from __future__ import annotations

import gzip
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_writers import medline_of, xml_set
from test_csv import NEW as CSV
from test_medline import RECORD as MEDLINE
from test_ris import RECORD as RIS
from test_text_forms import OLD as ABSTRACT_TEXT
from test_xml import ARTICLE, in_set

from il2qa.errors import Il2qaError
from il2qa.models import (
    Author,
    Correction,
    Grant,
    Journal,
    MeshHeading,
    OtherAbstract,
    Qualifier,
    Record,
    Section,
    Substance,
)
from il2qa.readers import ReadReport, jsonl, read
from il2qa.readers.dates import date_of
from il2qa.readers.text import normalised
from il2qa.text.data import rows

PAGE = (Path(__file__).parents[2] / "corpus" / "3303316.txt").read_text(encoding="utf-8")
SUMMARY = "1: Doe J. Tea. J Foo. 2014 Mar;12(3):1. PMID: 9000.\n\n2: Tea. J Foo. 2015. PMID: 9.\n"
JSON = '{"pmid":"1","title":"Tea","date":{"text":"2014","year":2014}}\n{"pmid":"2"}\n'
FORMS = [
    text.encode("utf-8")
    for text in (in_set(ARTICLE), MEDLINE, RIS, CSV, ABSTRACT_TEXT, SUMMARY, JSON, PAGE)
]

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")

some = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def texts(value: object) -> Iterator[str]:
    """Every string of a dumped model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def read_bytes(data: bytes, folder: Path, strict: bool = False) -> list[Record] | Il2qaError:
    """Read bytes as a file; any error but ours is a failure."""
    file = folder / "file"
    file.write_bytes(data)
    report = ReadReport()
    try:
        records = list(read([file], report=report, strict=strict))
    except Il2qaError as error:
        return error
    for record in records:
        assert Record.model_validate(record.model_dump()) == record
        assert not any(CONTROL.search(text) for text in texts(record.model_dump()))
    assert report.records == len(records)
    return records


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("properties")


@some
@given(data=st.binary(max_size=2000), strict=st.booleans())
def test_any_bytes(folder: Path, data: bytes, strict: bool) -> None:
    """Any bytes end in records or in our own error."""
    read_bytes(data, folder, strict)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file of a known form with pieces removed, replaced, repeated, or cut."""
    data = draw(st.sampled_from(FORMS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 400)))
        middle = draw(st.one_of(st.binary(max_size=20), st.just(b""), st.just(data[start:end] * 2)))
        data = data[:start] + middle + data[end:]
    return gzip.compress(data)[: draw(st.integers(20, 5000))] if draw(st.booleans()) else data


@some
@given(data=damaged(), strict=st.booleans())
def test_damaged_files(folder: Path, data: bytes, strict: bool) -> None:
    """Damage of every form ends in records or in our own error."""
    read_bytes(data, folder, strict)


plain = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
).map(normalised)
filled = plain.filter(bool)
maybe = st.none() | filled
number = st.integers(1, 99_999_999).map(str)
labels = st.none() | st.from_regex(r"[A-Z]{3,12}( [A-Z]{3,9})?", fullmatch=True)
section = st.builds(
    Section, text=filled, label=labels, category=st.sampled_from([None, "METHODS", "RESULTS"])
)
sections = st.lists(section, max_size=4).map(tuple)
words = st.from_regex(r"[A-Z][a-zé]{1,8}(-[A-Z][a-z]{1,5})?", fullmatch=True)
person = st.builds(
    Author,
    last_name=words | st.builds("{} {}".format, st.sampled_from(["van der", "de"]), words),
    fore_name=words | st.builds("{} {}".format, words, words),
    initials=st.from_regex(r"[A-Z]{1,3}", fullmatch=True),
    suffix=st.sampled_from([None, "Jr", "3rd"]),
    orcid=st.none() | st.from_regex(r"0000-000[0-9]-[0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True),
    affiliations=st.lists(filled, max_size=2).map(tuple),
)
group = st.builds(Author, collective=filled, affiliations=st.just(()))
date = st.none() | st.builds(
    date_of,
    st.integers(1800, 2030).map(str),
    st.integers(1, 12).map(str),
    st.just("") | st.integers(1, 28).map(str),
)
kinds = [kind for kind, tag, _ in rows("corrections.tsv") if tag != "-"]
records = st.builds(
    Record,
    pmid=number,
    version=st.integers(1, 9),
    title=filled,
    vernacular_title=maybe,
    abstract=sections,
    other_abstracts=st.lists(
        st.builds(
            OtherAbstract, sections=sections.filter(bool), language=st.just("spa"), kind=maybe
        ),
        max_size=2,
    ).map(tuple),
    copyright=maybe,
    authors=st.lists(person | group, max_size=4).map(tuple),
    authors_complete=st.booleans(),
    investigators=st.lists(person, max_size=2).map(tuple),
    journal=st.builds(
        Journal,
        title=maybe,
        abbreviation=maybe,
        issn=st.sets(st.from_regex(r"\d{4}-\d{3}[0-9X]", fullmatch=True).filter(str.isascii)).map(
            lambda found: tuple(sorted(found))
        ),
        nlm_id=maybe,
        country=maybe,
    ),
    date=date,
    electronic_date=date,
    publication_status=st.none() | st.sampled_from(["ppublish", "epublish", "aheadofprint"]),
    publication_model=st.none() | st.sampled_from(["Print", "Print-Electronic"]),
    volume=maybe,
    issue=maybe,
    pages=maybe,
    languages=st.lists(st.sampled_from(["eng", "ger"]), unique=True).map(tuple),
    publication_types=st.lists(filled, max_size=2).map(tuple),
    mesh=st.lists(
        st.builds(
            MeshHeading,
            descriptor=filled,
            major=st.booleans(),
            qualifiers=st.lists(
                st.builds(Qualifier, name=filled, major=st.booleans()), max_size=2
            ).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    substances=st.lists(st.builds(Substance, name=filled, registry_number=maybe), max_size=2).map(
        tuple
    ),
    keywords=st.lists(filled, unique=True, max_size=3).map(tuple),
    doi=st.none() | st.from_regex(r"10\.[0-9]{4}/[a-z0-9.]{1,9}", fullmatch=True),
    pmc=st.none() | number.map("PMC{}".format),
    other_ids=st.lists(number.map("pii:S{}".format), unique=True, max_size=2).map(tuple),
    grants=st.lists(
        st.builds(Grant, number=maybe, agency=maybe, acronym=maybe, country=maybe), max_size=2
    ).map(tuple),
    corrections=st.lists(
        st.builds(
            Correction, kind=st.sampled_from(kinds), citation=filled, pmid=st.none() | number
        ),
        max_size=2,
    ).map(tuple),
    references=st.lists(number, unique=True, max_size=3).map(tuple),
)


@few
@given(given_records=st.lists(records, min_size=1, max_size=2))
def test_records_written_as_xml_read_back_equal(folder: Path, given_records: list[Record]) -> None:
    """XML made from any record gives the record back, field by field."""
    assert read_bytes(xml_set(given_records).encode(), folder) == given_records


@few
@given(record=records)
def test_records_written_as_json_read_back_equal(folder: Path, record: Record) -> None:
    """JSON Lines give the record back."""
    assert read_bytes((jsonl.record_json(record) + "\n").encode(), folder) == [record]


@few
@given(record=records)
def test_xml_and_medline_of_any_record_agree(folder: Path, record: Record) -> None:
    """Title, abstract, authors, journal and dates do not depend on the form."""
    found = read_bytes(medline_of(record).encode(), folder)
    assert isinstance(found, list)
    (again,) = found
    for field in ("pmid", "title", "abstract_text", "authors", "journal", "date", "languages"):
        assert getattr(again, field) == getattr(record, field), field


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Reading three times the records takes no more memory."""

    def peak(copies: int) -> int:
        file = tmp_path / f"{copies}.xml"
        file.write_text(in_set(ARTICLE * copies), encoding="utf-8")
        tracemalloc.start()
        for _ in read([file]):
            pass
        reached = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return reached

    peak(10)  # imports
    assert peak(900) < 1.3 * peak(300)
