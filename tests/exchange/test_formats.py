"""Records out: every form, one record at a time, safe for the program that reads it."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from several import RECORDS

from il2qa.exchange import FORMATS, written
from il2qa.models import Author, Journal, Record, Section
from il2qa.readers import read

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\uff1d1", "  =1", "\t=1", "\r=1")


def text(form: str, records: tuple[Record, ...] = RECORDS) -> str:
    return "".join(written(records, form))


@pytest.mark.parametrize("form", ["jsonl", "nbib", "ris", "csv"])
def test_il2qa_reads_what_it_writes(form: str, tmp_path: Path) -> None:
    """Every record comes back with its title, abstract, journal, year and numbers."""
    path = tmp_path / f"export.{form}"
    path.write_text(text(form), encoding="utf-8")
    found = {record.pmid: record for record in read([path])}
    assert list(found) == [record.pmid for record in RECORDS]
    for record in RECORDS:
        assert record.pmid
        again = found[record.pmid]
        assert again.title.rstrip(".") == record.title.rstrip(".")
        assert again.abstract_text == record.abstract_text
        assert (again.volume, again.issue, again.doi) == (record.volume, record.issue, record.doi)
        assert again.journal.abbreviation == record.journal.abbreviation
        assert again.date
        assert record.date
        assert again.date.year == record.date.year


def test_jsonl_gives_the_records_back_whole(tmp_path: Path) -> None:
    """Field by field."""
    path = tmp_path / "export.jsonl"
    path.write_text(text("jsonl"), encoding="utf-8")
    assert tuple(read([path])) == RECORDS


@pytest.mark.parametrize("form", FORMATS)
def test_records_are_taken_one_at_a_time(form: str) -> None:
    """A corpus of any size is written in the memory of one record."""
    taken = 0

    def endless() -> Iterator[Record]:
        nonlocal taken
        while True:
            taken += 1
            yield RECORDS[0].model_copy(update={"pmid": str(taken)})

    pieces = written(endless(), form)
    tracemalloc.start()
    for _ in range(2_000):
        next(pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken <= 2_001
    assert peak < 2_000_000


@pytest.mark.parametrize("form", FORMATS)
def test_text_ends_in_a_newline(form: str) -> None:
    """As files of text do, even where they hold one record."""
    assert text(form, RECORDS[:1]).endswith("\n")
    assert not text(form).endswith("\n\n")


def test_no_records_give_an_empty_file_of_the_form() -> None:
    """A table has its heading, JSON its array."""
    assert json.loads(text("csl", ())) == []
    assert text("csv", ()).startswith("PMID,Title,Authors,Citation,")
    assert [text(form, ()) for form in ("jsonl", "nbib", "ris", "bibtex")] == [""] * 4


def test_csv_begins_with_the_columns_of_pubmed() -> None:
    """In its order, and with its manner of citing."""
    first = next(csv.DictReader(io.StringIO(text("csv"))))
    assert first["PMID"] == "101"
    assert first["Authors"] == "Doe J, Roe RQ."
    assert first["Citation"] == "Imag Immunol. 1991 Mar;7(2):11-9. doi: 10.1000/101."
    assert first["First Author"] == "Doe J"
    assert first["Publication Year"] == "1991"


@pytest.mark.parametrize("begins", FORMULAS)
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_is_a_formula(form: str, delimiter: str, begins: str) -> None:
    """Whatever field a title, an author, a journal or a keyword fills."""
    record = Record(
        pmid="1",
        title=f'{begins}, a "title"\nof two lines',
        abstract=(Section(text=f"{begins} abstract"),),
        authors=(Author(collective=f"{begins} Group"),),
        journal=Journal(abbreviation=f"{begins} J"),
        keywords=(f"{begins} word",),
        doi=f"{begins}10.1/x",
    )
    told = text(form, (record,))
    assert told.count("\n") == 2
    heading, row = csv.reader(io.StringIO(told), delimiter=delimiter)
    assert len(row) == len(heading)
    assert not [value for value in row if value and value[0] in "=+-@\uff1d\t\r"]


def test_tab_in_a_title_begins_no_cell() -> None:
    """A table parted by tabs holds none in its cells."""
    record = Record(pmid="1", title="A\tb\u2028c")
    heading, row = text("tsv", (record,)).splitlines()
    assert row.split("\t")[1] == "A b c"
    assert row.count("\t") == heading.count("\t")
