"""Reading RIS as various programs write it."""

from __future__ import annotations

import pytest
from conftest import Reader

from il2qa.models import PublicationDate

RECORD = """\
TY  - JOUR
DB  - PubMed
AU  - Doe, Jane Q.
AU  - Roe, R., Jr
A1  - Hiccup Study Group
T1  - Grey tea
LA  - eng
SN  - 1234-5679 (Electronic), 978-1-4822-5326-9
Y1  - 2014/03/09/
PY  - 2014
SP  - 101
EP  - 109
VL  - 12
IS  - 3
J2  - J Imag Tea
JF  - Journal of imaginary tea
AB  - Background: Grey tea.
Results: It is grey.
KW  - *Tea
Humans
KW  - Grey
DO  - https://doi.org/10.1000/tea.1
M3  - Review
{}
ER  -\x20
"""


def test_every_field(take: Reader) -> None:
    """Names, dates, pages and wrapped lines are read; an ISBN is no ISSN."""
    (record,), report = take(RECORD.format("U1  - 90000001[pmid]"))
    assert not report.messages
    assert (record.pmid, record.other_id, record.title) == ("90000001", None, "Grey tea")
    assert [author.index_name for author in record.authors] == [
        "Doe JQ",
        "Roe R Jr",
        "Hiccup Study Group",
    ]
    assert record.journal.title == "Journal of imaginary tea"
    assert (record.journal.abbreviation, record.journal.issn) == ("J Imag Tea", ("1234-5679",))
    assert record.date == PublicationDate(text="2014 Mar 9", year=2014, month=3, day=9)
    assert (record.volume, record.issue, record.pages) == ("12", "3", "101-109")
    assert record.abstract_text == "Background: Grey tea. Results: It is grey."
    assert [section.category for section in record.abstract] == ["BACKGROUND", "RESULTS"]
    assert record.keywords == ("Tea", "Humans", "Grey")
    assert record.doi == "10.1000/tea.1"
    assert record.publication_types == ("Review",)


@pytest.mark.parametrize(
    "line",
    [
        "AN  - 90000001",
        "UR  - https://pubmed.ncbi.nlm.nih.gov/90000001",
        "UR  - http://www.ncbi.nlm.nih.gov/pubmed/90000001",
        "N1  - PubMed PMID: 90000001",
        "PMID  - 90000001",
        "PMID - 90000001",
        "M1  - PMID: 90000001",
        "C7  - pmid: 90000001",
    ],
)
def test_places_of_the_pmid(take: Reader, line: str) -> None:
    """Each program keeps the PMID elsewhere."""
    (record,), _ = take(RECORD.format(line))
    assert record.pmid == "90000001"
    assert record.url == "https://pubmed.ncbi.nlm.nih.gov/90000001/"


def test_pmid_in_an_abstract_is_another_records(take: Reader) -> None:
    """Prose may name other records."""
    text = RECORD.replace("DB  - PubMed\n", "").replace("Results:", "See PMID: 5. Results:")
    (record,), _ = take(text.format("N1  - none"))
    assert record.pmid is None


def test_record_of_another_database_has_a_stable_identifier(take: Reader) -> None:
    """Its DOI, else a digest of what will not change; never a PMID."""
    other = RECORD.replace("DB  - PubMed\n", "").format("AN  - 90000001")
    (record,), _ = take(other)
    assert (record.pmid, record.id) == (None, "doi:10.1000/tea.1")
    nameless = other.replace("DO  - https://doi.org/10.1000/tea.1\n", "")
    (first,), _ = take(nameless)
    (second,), _ = take(nameless.replace("KW  - Grey\n", "").replace("Grey tea\n", "GREY TEA\n"))
    assert first.id == second.id
    assert first.id.startswith("ris:")
    assert first.pmid is None


def test_embase_names_the_medline_number_apart(take: Reader) -> None:
    """Embase's own accession number is never taken for a PMID."""
    text = RECORD.replace("DB  - PubMed", "DB  - Embase").format("AN  - 2004\nC5  - 90000001")
    (record,), _ = take(text)
    assert record.pmid == "90000001"


def test_record_without_title_is_told(take: Reader) -> None:
    """It is skipped; records without ER, and numbers between records (Ovid), do no harm."""
    first = RECORD.format("PMID - 1").replace("ER  - \n", "")
    records, report = take(f"1. \n{first}2. \nTY  - JOUR\nAU  - Doe, J\nER  - \n{first}")
    assert [record.pmid for record in records] == ["1", "1"]
    assert report.skipped == {"no title": 1}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("PY  - 2016/12//", "2016 Dec"),
        ("PY  - 2012///", "2012"),
        ("Y1  - 2016/01/", "2016 Jan"),
        ("DA  - 2013/00/00/", "2013"),
        ("PY  - 2015/october", "2015 Oct"),
        ("PY  - 2013/02/15/received", None),
    ],
)
def test_dates(take: Reader, line: str, text: str | None) -> None:
    """Dates in slashes become PubMed's; what happened before publication is none."""
    (record,), _ = take(f"TY  - JOUR\nTI  - Tea\nPMID - 1\n{line}\nER  -\n")
    assert (record.date.text if record.date else None) == text
