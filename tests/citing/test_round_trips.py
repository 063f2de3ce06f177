"""A record that goes out in a form and comes in again has lost nothing that the form can hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from exchangeable import RECORDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_exchange import untex

from il2qa.citing import cite, dates, pages
from il2qa.citing.parts import authors_are_editors, full_title, is_chapter, without_stop
from il2qa.models import Author, Journal, Record, Section
from il2qa.readers import read

database = pytest.importorskip("pybtex.database", reason="needs pybtex, one of the dev extras")
rispy = pytest.importorskip("rispy", reason="needs rispy, one of the dev extras")

some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round_trips")


def again(record: Record, style: str, folder: Path) -> Record:
    """The record, written and read."""
    path = folder / f"export.{style}"
    path.write_text(cite(record, style) + "\n", encoding="utf-8")
    (found,) = read([path])
    return found


@some
@given(record=RECORDS)
def test_nbib_gives_the_record_back(folder: Path, record: Record) -> None:
    """Every field but what MEDLINE text has no tag for."""
    assert again(record, "nbib", folder) == record


def held_by_ris(record: Record) -> Record:
    """What RIS can hold of a record: no stop behind a title, no numbers of people and places."""
    book = record.book
    journal = Journal() if book and not is_chapter(record) else record.journal
    first = record.authors[:1] if not any(who.affiliations for who in record.authors[1:]) else ()
    return Record(
        pmid=record.pmid,
        title=without_stop(record.title),
        vernacular_title=record.vernacular_title if record.translated else None,
        abstract=record.abstract,
        authors=tuple(
            who.model_copy(
                update={"orcid": None, "affiliations": who.affiliations * (who in first)}
            )
            for who in record.authors
        ),
        journal=Journal(
            title=journal.title or journal.abbreviation,
            abbreviation=journal.abbreviation,
            issn=journal.issn,
        ),
        book=book and book.model_copy(update={"date": record.date}),
        date=record.date or record.electronic_date,
        electronic_date=record.electronic_date,
        volume=record.volume,
        issue=record.issue,
        pages=pages.in_full(record.pages or "") or None,
        languages=record.languages,
        publication_types=record.publication_types,
        keywords=record.keywords,
        doi=record.doi,
        pmc=record.pmc,
        other_ids=record.other_ids if book else (),
        corrections=record.corrections,
    )


@some
@given(record=RECORDS)
def test_ris_gives_the_record_back(folder: Path, record: Record) -> None:
    """Every field that the form has, corrections in notes."""
    assert again(record, "ris", folder) == held_by_ris(record)


def spaced(text: str) -> str:
    """Text as pybtex gives it: all white space is one space."""
    return " ".join(text.split())


def name_of(person: Any) -> str:
    """A person of pybtex's in reading order; a collective without its braces."""
    parts = (
        *(person.first_names + person.middle_names),
        *(person.prelast_names + person.last_names + person.lineage_names),
    )
    return untex(" ".join(parts)).removeprefix("{").removesuffix("}")


@some
@given(record=RECORDS)
def test_bibtex_gives_the_record_back(record: Record) -> None:
    """By pybtex: people, titles, numbers, date to the month, text and identifiers."""
    (entry,) = database.parse_string(cite(record, "bibtex"), "bibtex").entries.values()
    found = {name: untex(value) for name, value in entry.fields.items()}
    date = record.date or record.electronic_date
    book = record.book
    authors = [] if authors_are_editors(record) else [who.full_name for who in record.authors]
    if authors and not record.authors_complete:
        authors.append("others")
    assert [name_of(person) for person in entry.persons.get("author", ())] == authors
    editors = [who.full_name for who in book.editors] if book else []
    assert [name_of(person) for person in entry.persons.get("editor", ())] == editors
    expected = {
        "title": f"{{{full_title(record)}}}",
        "journal": (record.journal.title or record.journal.abbreviation) if not book else None,
        "booktitle": book.title if book and is_chapter(record) else None,
        "publisher": book.publisher if book else None,
        "address": book.place if book else None,
        "edition": book.edition if book else None,
        "series": book.collection if book else None,
        "year": str(date.year) if date else None,
        "volume": record.volume,
        "number": record.issue,
        "pages": pages.in_full(record.pages or "", "--"),
        "language": ", ".join(record.languages),
        "keywords": ", ".join(record.keywords),
        "abstract": record.abstract_text,
        "doi": record.doi,
        "pmid": record.pmid,
        "pmcid": record.pmc,
    }
    for name, value in expected.items():
        assert found.get(name, "") == spaced(value or ""), name
    if date and date.month and not dates.season(date):
        assert found["month"][:3] == dates.MONTHS[date.month - 1]


@some
@given(record=RECORDS)
def test_csl_json_gives_the_record_back(record: Record) -> None:
    """People, titles, numbers, dates with their ranges, text and identifiers."""
    (found,) = json.loads(cite(record, "csl-json"))
    book, date = record.book, record.date or record.electronic_date
    authors = () if authors_are_editors(record) else record.authors
    assert [person(item) for item in found.get("author", ())] == [
        (who.collective or who.last_name, who.fore_name, who.suffix) for who in authors
    ]
    assert found["title"] == full_title(record)
    assert found.get("container-title") == (
        (book.title if is_chapter(record) else None)
        if book
        else record.journal.title or record.journal.abbreviation
    )
    expected = {
        "publisher": book.publisher if book else None,
        "publisher-place": book.place if book else None,
        "collection-title": book.collection if book else None,
        "edition": book.edition if book else None,
        "status": record.publication_status,
        "volume": record.volume,
        "issue": record.issue,
        "page": pages.in_full(record.pages or ""),
        "language": ", ".join(record.languages),
        "keyword": ", ".join(record.keywords),
        "abstract": record.abstract_text,
        "DOI": record.doi,
        "PMID": record.pmid,
        "PMCID": record.pmc,
    }
    for name, value in expected.items():
        assert found.get(name, "") == (value or ""), name
    assert found.get("issued", {}).get("date-parts", []) == (dates.ends(date) if date else [])
    online = record.electronic_date
    assert found.get("available-date", {}).get("date-parts", []) == (
        dates.ends(online) if online else []
    )


def person(item: dict[str, str]) -> tuple[str | None, str | None, str | None]:
    """The name of CSL's person."""
    return item.get("literal") or item.get("family"), item.get("given"), item.get("suffix")


HOSTILE = st.text(st.sampled_from('ab ,{}\\"%#@=\n\r\u2028\x1b-TYER'), max_size=40)
WILD = st.builds(
    Record,
    pmid=st.just("1"),
    title=HOSTILE,
    vernacular_title=HOSTILE,
    abstract=st.builds(Section, text=HOSTILE).map(lambda section: (section,)),
    authors=st.lists(
        st.builds(Author, last_name=HOSTILE, fore_name=HOSTILE, suffix=HOSTILE)
        | st.builds(Author, collective=HOSTILE),
        max_size=3,
    ).map(tuple),
    journal=st.builds(Journal, title=HOSTILE, abbreviation=HOSTILE, issn=st.tuples(HOSTILE)),
    volume=HOSTILE,
    issue=HOSTILE,
    pages=HOSTILE,
    languages=st.tuples(HOSTILE),
    publication_types=st.tuples(HOSTILE),
    keywords=st.tuples(HOSTILE),
    doi=HOSTILE,
    pmc=HOSTILE,
)


@some
@given(records=st.lists(WILD, min_size=2, max_size=2))
def test_no_field_of_bibtex_can_be_broken_out_of(records: list[Record]) -> None:
    """Whatever a title, a name, a language or an identifier holds, entries and fields are ours."""
    first, second = records[0], records[1].model_copy(update={"pmid": "2"})
    text = f"{cite(first, 'bibtex')}\n\n{cite(second, 'bibtex')}"
    found = database.parse_string(text, "bibtex").entries
    assert [entry.fields["pmid"] for entry in found.values()] == ["1", "2"]
    ours = {"title", "journal", "volume", "number", "pages", "issn", "language", "keywords"}
    ours |= {"abstract", "doi", "pmid", "pmcid", "url"}
    assert {name for entry in found.values() for name in entry.fields} <= ours


@some
@given(record=WILD)
def test_no_field_of_ris_or_nbib_can_be_broken_out_of(record: Record) -> None:
    """No text begins a line, so none forges a tag."""
    (found,) = rispy.loads(cite(record, "ris"))
    assert found["accession_number"] == "1"
    assert found["type_of_reference"] == "JOUR"
    for line in cite(record, "nbib").split("\n"):
        assert re.match(r"[A-Z]{2,4} *- |      ", line)
