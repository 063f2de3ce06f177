"""References for programs: each is read back by a library that knows the form, without loss."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from several import RECORDS

from il2qa import readers
from il2qa.citing import bibliography, cite
from il2qa.citing.parts import full_title, without_stop
from il2qa.models import Author, Journal, Record, Section
from il2qa.text.safety import one_line

database = pytest.importorskip("pybtex.database", reason="needs pybtex, one of the dev extras")
rispy = pytest.importorskip("rispy", reason="needs rispy, one of the dev extras")

# pybtex takes every kind of space for a plain one; a title of stops alone is none.
CHARACTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" ")
PLAIN = st.text(CHARACTERS, min_size=1).map(one_line).filter(lambda text: text.strip("[]. ") != "")

HOSTILE = Record(
    pmid="7",
    title="50% of {braces} & $money$ #1_2 ~ ^ \\ back\nER  - \nTY  - BOOK",
    abstract=(Section(text="One\r\nAU  - Forged, A\x1b[31m"),),
    authors=(
        Author(last_name="O'Neil & Sons", fore_name="A, B"),
        Author(collective="A and B, Ltd"),
    ),
    journal=Journal(title="J {of} Tea"),
)

_TEX = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
}


def untex(text: str) -> str:
    """What TeX would print."""
    pattern = "|".join(map(re.escape, _TEX)) + r"|\\([&%$#_])"
    return re.sub(pattern, lambda match: match[1] or _TEX[match[0]], text)


def entry(record: Record) -> Any:
    """The record's BibTeX entry as pybtex reads it."""
    (found,) = database.parse_string(cite(record, "bibtex"), "bibtex").entries.values()
    return found


def reference(record: Record) -> dict[str, object]:
    """The record's RIS reference as rispy reads it."""
    (found,) = rispy.loads(cite(record, "ris"))
    return dict(found)


@pytest.mark.parametrize("record", [*RECORDS, HOSTILE], ids=lambda record: record.pmid)
def test_bibtex_is_read_back(record: Record) -> None:
    """Title, authors, journal, numbers and abstract, character for character."""
    found = entry(record).fields
    assert untex(found["title"].removeprefix("{").removesuffix("}")) == one_line(full_title(record))
    journal = record.journal.title or record.journal.abbreviation or ""
    assert untex(found["journal"]) == one_line(journal)
    assert untex(found["abstract"]) == one_line(record.abstract_text)
    assert found["pmid"] == record.pmid
    assert found.get("volume") == record.volume
    assert found.get("number") == record.issue
    assert found.get("doi") == record.doi


def test_bibtex_authors_are_told_apart() -> None:
    """A comma or "and" inside a name does not make another author of it."""
    names = [untex(str(person)) for person in entry(HOSTILE).persons["author"]]
    assert names == ["O'Neil & Sons, {A, B}", "{A and B, Ltd}"]
    (berg,) = entry(RECORDS[1]).persons["author"]
    assert (berg.prelast_names, berg.last_names) == (["van", "der"], ["Berg"])
    doe, _ = entry(RECORDS[0]).persons["author"]
    assert (doe.first_names, doe.last_names) == (["Jane"], ["Doe"])


@given(PLAIN, PLAIN)
def test_any_title_survives_bibtex(title: str, abstract: str) -> None:
    """Whatever TeX makes of its characters; braces stay balanced."""
    found = entry(Record(pmid="1", title=title, abstract=(Section(text=abstract),))).fields
    told = full_title(Record(pmid="1", title=title))
    assert untex(found["title"].removeprefix("{").removesuffix("}")) == one_line(told)
    assert untex(found["abstract"]) == one_line(abstract)


@pytest.mark.parametrize("record", [*RECORDS, HOSTILE], ids=lambda record: record.pmid)
def test_ris_is_read_back(record: Record) -> None:
    """By rispy, with every field that the record has."""
    found = reference(record)
    assert found["title"] == one_line(without_stop(record.title))
    assert found["abstract"] == one_line(record.abstract_text)
    assert found["accession_number"] == record.pmid
    assert found.get("volume") == record.volume
    assert found.get("doi") == record.doi
    assert len(found["authors"]) == len(record.authors)  # type: ignore[arg-type]


def test_ris_forged_field_stays_text() -> None:
    """A title with a line like a tag does not end its reference or add an author."""
    references = rispy.loads(bibliography([HOSTILE, RECORDS[0]], "ris"))
    assert [found["accession_number"] for found in references] == ["7", "101"]
    assert references[0]["type_of_reference"] == "JOUR"


@pytest.mark.parametrize(("style", "suffix"), [("ris", "ris"), ("nbib", "nbib")])
def test_own_readers_read_back(style: str, suffix: str, tmp_path: Path) -> None:
    """A corpus can be made of what was exported."""
    path = tmp_path / f"export.{suffix}"
    path.write_text(bibliography(RECORDS, style) + "\n", encoding="utf-8")
    found = {record.pmid: record for record in readers.read([path])}
    for record in RECORDS:
        again = found[record.pmid]
        assert without_stop(again.title) == without_stop(record.title)
        assert again.abstract_text == record.abstract_text
        assert [who.full_name for who in again.authors] == [who.full_name for who in record.authors]
        assert (again.volume, again.issue, again.doi) == (record.volume, record.issue, record.doi)
        assert again.date is not None
        assert record.date is not None
        assert (again.date.year, again.date.month) == (record.date.year, record.date.month)


def test_nbib_keeps_what_only_it_has(tmp_path: Path) -> None:
    """Languages, publication types, the original title and the retraction."""
    path = tmp_path / "export.nbib"
    path.write_text(bibliography(RECORDS, "nbib"), encoding="utf-8")
    found = {record.pmid: record for record in readers.read([path])}
    assert found["103"].vernacular_title == RECORDS[2].vernacular_title
    assert found["103"].languages == ("ger",)
    assert found["104"].notices == ("RETRACTED",)
    assert found["102"].publication_types == RECORDS[1].publication_types


def test_csl_json_is_an_array_of_items() -> None:
    """With names, date and numbers as citeproc wants them."""
    items = json.loads(bibliography([*RECORDS, HOSTILE], "csl-json"))
    assert [item["PMID"] for item in items] == ["101", "102", "103", "104", "7"]
    assert items[0]["author"][1] == {"family": "Roe", "given": "Richard Q"}
    assert items[0]["issued"] == {"date-parts": [[1991, 3]]}
    assert items[0]["page"] == "11-19"
    assert items[2]["author"] == [{"literal": "Arbeitskreis Immunologie"}]
