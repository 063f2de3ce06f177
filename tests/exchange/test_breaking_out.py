"""A record's text stays in its field: it ends no field, cell or record, and begins none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from il2qa.exchange import written
from il2qa.models import Author, Journal, Record, Section
from il2qa.readers import read

TEXTS = (
    "A title\nER  - \n\nTY  - JOUR\nAN  - 666",
    "x\u2028ER  - \u2028TY  - JOUR\u2029AU  - Evil, E",
    "x\x0bER  - \x0cTY  - JOUR\x85AU  - Evil, E\x1e",
    "x\r\rPMID- 666\rTI  - Evil",
    "x\n\nPMID- 666\nTI  - Evil",
    "x}, author = {Evil}, note = {y",
    "x}\n}\n@article{evil, title = {Evil}}",
    'x"}, author = "Evil", note = {"y',
    "opens { and never closes",
    "closes } and never opened",
    "ends with a backslash\\",
    "% a comment",
    "\\input{/etc/passwd}",
    'x",666,"Evil\n666,Evil,Evil',
    '=HYPERLINK("http://evil")',
    "\t=1+1",
)
OTHER = Record(pmid="8", title="The record behind it")


def hostile(text: str) -> Record:
    """A record that says a text wherever it can."""
    return Record(
        pmid="7",
        title=text,
        abstract=(Section(text=text, label=text),),
        authors=(Author(last_name=text, fore_name=text), Author(collective=text)),
        journal=Journal(title=text, abbreviation=text),
        keywords=(text,),
        publication_types=(text,),
        volume=text,
        pages=text,
        doi="10.1/" + text,
    )


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("form", ["jsonl", "nbib", "ris", "csv"])
def test_text_makes_no_record_of_its_own(tmp_path: Path, form: str, text: str) -> None:
    """Both records come back, and nobody else's."""
    path = tmp_path / f"export.{form}"
    path.write_text("".join(written((hostile(text), OTHER), form)), encoding="utf-8")
    found = list(read([path]))
    assert [record.pmid for record in found] == ["7", "8"]
    assert [len(record.authors) for record in found][1] == 0
    assert found[1].title.rstrip(".") == OTHER.title


@pytest.mark.parametrize("text", TEXTS)
def test_text_makes_no_entry_of_its_own(text: str) -> None:
    """BibTeX has two entries, of the fields that it has for any record."""
    database = pytest.importorskip("pybtex.database", reason="needs pybtex, one of the dev extras")
    found = database.parse_string("".join(written((hostile(text), OTHER), "bibtex")), "bibtex")
    plain = database.parse_string("".join(written((hostile("x"), OTHER), "bibtex")), "bibtex")
    assert len(found.entries) == 2
    for entry, other in zip(found.entries.values(), plain.entries.values(), strict=True):
        assert {*entry.fields} == {*other.fields}
        assert {role: len(people) for role, people in entry.persons.items()} == {
            role: len(people) for role, people in other.persons.items()
        }


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_text_makes_no_row_and_no_formula(form: str, separator: str, text: str) -> None:
    """A table has a row for each record, each of as many cells, none a formula."""
    content = "".join(written((hostile(text), OTHER), form))
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True))
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "@"))]
