"""Small exports that were once read wrong, each with the right value; one a kind of fault.

The inputs in cases/ are invented. What each is, its name says.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from il2qa.errors import FormatError
from il2qa.models import Record
from il2qa.readers import ReadReport, read

CASES = Path(__file__).parent / "cases"


def told(record: Record) -> dict[str, Any]:
    """What of a record the cases are about, as plain values."""
    return {
        "id": record.id,
        "title": record.title,
        "authors": [author.index_name for author in record.authors],
        "journal": record.journal.abbreviation or record.journal.title,
        "date": record.date.text if record.date else None,
        "year": record.date.year if record.date else None,
        "volume": record.volume,
        "issue": record.issue,
        "pages": record.pages,
        "doi": record.doi,
        "abstract": record.abstract_text,
        "copyright": record.copyright,
        "languages": record.languages,
        "issn": record.journal.issn,
    }


def taken(name: str, *, strict: bool = False) -> tuple[list[dict[str, Any]], ReadReport]:
    """Read a case; nothing may be told unless a test says so."""
    report = ReadReport()
    records = [told(record) for record in read([CASES / name], report=report, strict=strict)]
    return records, report


EXPECTED: dict[str, list[dict[str, Any]]] = {
    "text-01-date-then-pages-without-volume.txt": [
        {
            "journal": "J Foo Res",
            "date": "2024 May 3",
            "year": 2024,
            "pages": "S0883-5403(24)30006-3",
            "abstract": "Foo helped bar in mice, and nothing else did.",
        }
    ],
    "text-02-summary-wrapped-before-PMID.txt": [
        {
            "id": "11111111",
            "authors": ["Doe J", "Roe RR", "Poe P"],
            "title": "Some title about foo and bar in mice.",
            "journal": "J Foo Res",
            "date": "2020 Mar",
            "volume": "12",
            "issue": "3",
            "pages": "123-30",
        },
        {"id": "22222222", "title": "Another title.", "pages": "131-40"},
    ],
    "text-04-no-authors-listed.txt": [{"authors": [], "copyright": None}],
    "text-05-book-chapter.txt": [
        {
            "title": "Foo Spectrum Disorder.",
            "authors": ["Doe J", "Roe R"],
            "journal": "GeneFoo(®)",
            "date": "2006 Apr 18 [updated 2025 Aug 14]",
            "year": 2006,
        }
    ],
    "nbib-01-blank-line-inside-a-record.nbib": [
        {"authors": ["Doe J"], "journal": "J Foo Res", "date": "2020 Mar", "pages": "123-30"}
    ],
    "nbib-02-double-spaced.nbib": [
        {
            "title": "Foo helps bar.",
            "authors": ["Doe J"],
            "journal": "J Foo Res",
            "date": "2020 Mar",
            "pages": "123-30",
        }
    ],
    "csv-01-et-al-behind-collective.csv": [
        {"authors": ["Doe J", "Roe R", "Foo Genomics Flagship"], "date": "2020"}
    ],
    "csv-03-excel-sep-line.csv": [{"id": "11111111", "title": "Foo helps bar"}],
    "csv-04-pmid-as-float.csv": [{"id": "11111111", "title": "Foo helps bar"}],
    "ris-01-pmid-of-cited-reference.ris": [{"id": "doi:10.1000/own"}],
    "ris-02-pmid-of-erratum.ris": [{"id": "34567890"}],
    "ris-03-wos-date-without-year.ris": [{"date": "2010 Sep 22", "year": 2010}],
    "ris-04-cochrane-two-spaces.ris": [{"id": "21314913", "authors": ["Doe J"]}],
    "ris-05-scopus-pmid-in-C2.ris": [{"id": "38580657"}],
    "ris-06-issn-of-eight-digits.ris": [{"issn": ("1932-6203", "2041-1723")}],
    "ris-08-article-number-in-C7.ris": [{"pages": "e12292", "volume": "12", "issue": "3"}],
    "ris-09-authors-parted-by-semicolons.ris": [{"authors": ["Doe JQ", "Roe R", "van der Berg J"]}],
    "ris-11-initials-parted-by-blanks.ris": [{"authors": ["Doe JQ", "Roe RB"]}],
    "ris-12-language-en.ris": [{"languages": ("eng",)}],
    "ris-13-dates-shown-raw.ris": [{"date": "2020 Nov-Dec", "year": 2020}],
    "ris-15-TY-is-not-first.ris": [
        {"title": "Foo helps bar", "authors": ["Doe J"], "journal": "J Foo", "date": "2007"}
    ],
    "ris-16-tag-of-three-letters-swallowed.ris": [{"pages": "123-130", "doi": "10.1000/xyz"}],
    "ris-17-stray-tag-between-records.ris": [{"doi": "10.1000/a"}, {"doi": "10.1000/b"}],
    "ris-20-name-in-reading-order.ris": [{"authors": ["Doe JQ"]}],
    "xml-01-article-number-in-ELocationID.xml": [{"pages": "e42692"}],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_case_is_read_right(name: str) -> None:
    """Every value is the one that its form means, and nothing is in doubt."""
    records, report = taken(name, strict=True)
    assert len(records) == len(EXPECTED[name])
    for record, expected in zip(records, EXPECTED[name], strict=True):
        assert {field: record[field] for field in expected} == expected
    assert report.faults == 0


def test_collective_stands_first() -> None:
    """A byline that opens with a group, or is one alone, is no abstract; nor that a copyright."""
    (first, second), report = taken("text-03-collective-stands-first.txt")
    assert first["authors"] == ["FOO Collaborative Group", "Doe J", "Roe R"]
    assert second["authors"] == ["FOO Collaborative Group"]
    for record in (first, second):
        assert record["abstract"].startswith("BACKGROUND: Foo is bar")
        assert record["copyright"] is None
    assert report.faults == 0


def test_et_al_behind_a_group_ends_the_list() -> None:
    """The list is not complete, and the group's name has no "et al."."""
    (record,) = read([CASES / "csv-01-et-al-behind-collective.csv"])
    assert not record.authors_complete
    assert record.authors[-1].collective == "Foo Genomics Flagship"


def test_unclosed_quotation_mark_costs_its_row_only() -> None:
    """The rows below are read, and the bad one is told by its line and PMID."""
    records, report = taken("csv-06-unclosed-quotation-mark.csv")
    assert [record["id"] for record in records] == ["22222222", "33333333"]
    assert report.skipped == {"malformed CSV": 1}
    assert "line 2 (PMID 11111111)" in report.messages[0]


def test_vertical_tab_costs_no_record() -> None:
    """A character that XML forbids is left out and told."""
    (record,), report = taken("xml-03-vertical-tab-in-text.xml")
    assert record["title"] == "Foo bar"
    assert report.altered == {"characters that XML forbids": 1}


def test_page_of_an_article_is_no_record() -> None:
    """A saved article of PubMed Central is refused: its text is not an abstract."""
    with pytest.raises(FormatError, match="an article's page, not PubMed's"):
        taken("page-01-saved-PMC-article.html")
