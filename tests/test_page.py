"""Reading saved PubMed pages."""

from __future__ import annotations

from pathlib import Path

import pytest

import il2qa
from il2qa import readers

BOILERPLATE = ("government", "Access keys", "Disclaimer", "Similar articles", "Cited by", "Dot gov")

PAGE = """\
Skip to main page content
An official website of the United States government
Access keys NCBI Homepage MyNCBI Homepage Main Content Main Navigation
Randomized Controlled Trial
J Imaginary Med
. 2014 Mar;12(3):101-9.
 doi: 10.1000/jim.2014.003. Epub 2014 Jan 2.

Grey tea against hiccups: a randomised trial

Ada B Example\xa01,\xa0Carl van der Sample\xa02,\xa0Hiccup Study Group

  • PMID: 12345678
  • PMCID: PMC7654321

Abstract

Background: Hiccups are common.

Methods: We gave 20 adults grey tea.

Results: Hiccups stopped in 15.

Keywords: hiccups; tea.

PubMed Disclaimer
Similar articles
Coffee against hiccups. PMID: 999
"""


def read(text: str, tmp_path: Path) -> il2qa.Record:
    file = tmp_path / "page.txt"
    file.write_text(text, encoding="utf-8")
    (found,) = readers.read([file])
    return found


def test_bundled_page_yields_the_whole_record(record: il2qa.Record) -> None:
    """Every fact on the saved page of PMID 3303316 is in the record."""
    assert record.pmid == "3303316"
    assert record.title == (
        "[Interleukin-2: molecular, physiological and pathophysiological bases and possible"
        " significance for clinical practice]"
    )
    assert record.translated
    assert [author.full_name for author in record.authors] == ["L Borradori"]
    assert not record.authors_complete
    assert record.journal.abbreviation == "Schweiz Med Wochenschr"
    assert record.date == il2qa.PublicationDate(text="1987 Jun 20", year=1987, month=6, day=20)
    assert (record.volume, record.issue, record.pages) == ("117", "25", "945-51")
    assert record.languages == ("ger",)
    assert record.publication_types == ("Review",)
    assert record.abstract_text.startswith("Interleukin-2, a lymphokine")
    assert record.abstract_text.endswith("cancer therapy are discussed.")


def test_boilerplate_never_becomes_part_of_the_record(record: il2qa.Record) -> None:
    """No banner, menu or link of the site stands in any field."""
    whole = record.model_dump_json()
    assert not [words for words in BOILERPLATE if words in whole]


def test_other_page_yields_its_record(tmp_path: Path) -> None:
    """A page of another record, with labelled sections and all its authors, is read as well."""
    found = read(PAGE, tmp_path)
    assert found.pmid == "12345678"
    assert found.title == "Grey tea against hiccups: a randomised trial"
    assert not found.translated
    assert found.journal.abbreviation == "J Imaginary Med"
    assert found.date is not None
    assert (found.date.text, found.date.year, found.date.month) == ("2014 Mar", 2014, 3)
    assert (found.volume, found.issue, found.pages) == ("12", "3", "101-9")
    assert found.doi == "10.1000/jim.2014.003"
    assert found.pmc == "PMC7654321"
    assert found.languages == ("eng",)
    assert found.publication_types == ("Randomized Controlled Trial",)
    names = [author.index_name for author in found.authors]
    assert names[:2] == ["Example AB", "van der Sample C"]
    assert [section.label for section in found.abstract] == ["BACKGROUND", "METHODS", "RESULTS"]


def test_page_without_pmid_is_refused_by_name(tmp_path: Path) -> None:
    """The error names the file and what to do."""
    with pytest.raises(il2qa.ReadError, match=r"page\.txt: .*page"):
        read(PAGE.replace("PMID", "Number"), tmp_path)


def test_windows_line_ends_change_nothing(tmp_path: Path, record: il2qa.Record) -> None:
    """A page saved with CRLF gives the same record."""
    file = tmp_path / "crlf.txt"
    text = (Path(__file__).parents[1] / "corpus" / "3303316.txt").read_bytes()
    file.write_bytes(text.replace(b"\n", b"\r\n"))
    assert list(readers.read([file])) == [record]
