"""Reading PubMed's CSV."""

from __future__ import annotations

import pytest
from conftest import Reader

from il2qa.errors import FormatError

NEW = (
    "\ufeffPMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,"
    "PMCID,NIHMS ID,DOI\r\n"
    '"90000001","Grey ""tea"", and\nhiccups","Doe JQ, Roe R; Hiccup Study Group.",'
    '"J Imag Tea. 2014 Mar;12(3):101-9. doi: 10.1000/tea.1. Epub 2014 Jan 2.","Doe JQ",'
    '"J Imag Tea","2014","2014/03/09","PMC123","NIHMS1","10.1000/tea.1"\r\n'
    ',"No number",,,,,,,,,\r\n'
    '"90000002","[Tea]",,,,"Tea Rev","2015",,,,\r\n'
)
OLD = (
    "Title,URL,Description,Details,ShortDetails,Resource,Type,Identifiers,Db,EntrezUID,"
    "Properties\n"
    '"[Grey tea].","/pubmed/90000001","Doe JQ, Roe R.","J Imag Tea. 2014 Mar;12(3):101-9.'
    ' Review. Japanese. ","J Imag Tea.  2014","PubMed","citation","PMID:90000001 | PMCID:PMC123",'
    '"pubmed","90000001","create date:2014/12/30 | first author:Doe JQ",\n'
)


def test_new_columns(take: Reader) -> None:
    """The present export gives title and metadata; a row without PMID is told by its line."""
    (first, second), report = take(NEW)
    assert first.title == 'Grey "tea", and hiccups'
    assert [author.index_name for author in first.authors] == [
        "Doe JQ",
        "Roe R",
        "Hiccup Study Group",
    ]
    assert (first.journal.abbreviation, first.volume, first.issue) == ("J Imag Tea", "12", "3")
    assert first.date is not None
    assert first.date.text == "2014 Mar"
    assert (first.doi, first.pmc, first.other_ids) == ("10.1000/tea.1", "PMC123", ("mid:NIHMS1",))
    assert first.abstract == ()
    assert (second.title, second.journal.abbreviation) == ("[Tea]", "Tea Rev")
    assert second.date is not None
    assert second.date.year == 2015
    assert report.skipped == {"no PMID": 1}
    assert "line 4" in report.messages[0]


def test_old_columns(take: Reader) -> None:
    """The export before 2020 names authors and reference otherwise."""
    (record,), report = take(OLD)
    assert not report.messages
    assert (record.pmid, record.title, record.pmc) == ("90000001", "[Grey tea].", "PMC123")
    assert [author.index_name for author in record.authors] == ["Doe JQ", "Roe R"]
    assert (record.languages, record.publication_types) == (("jpn",), ("Review",))
    assert record.pages == "101-9"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(take: Reader, delimiter: str) -> None:
    """Spreadsheets save CSV with semicolons or tabs."""
    (record,), _ = take(f"PMID{delimiter}Title\n1{delimiter}Tea\n")
    assert (record.pmid, record.title) == ("1", "Tea")


def test_endless_field_costs_no_more_than_its_rows(take: Reader) -> None:
    """A quote that never closes is told; rows before it are kept."""
    records, report = take('PMID,Title\n1,Tea\n2,"' + "x" * 200_000 + "\n3,Tea\n4,Tea\n")
    assert records[0].pmid == "1"
    assert report.skipped["malformed CSV"] == 1


def test_table_without_pmids_is_refused(take: Reader) -> None:
    """Another table is no PubMed export."""
    with pytest.raises(FormatError, match="not a PubMed record"):
        take("Name,Title\nDoe,Dr\n")
