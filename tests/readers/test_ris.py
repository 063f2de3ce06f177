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


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("PY  - 2010\nDA  - SEP 22", "2010 Sep 22"),
        ("PY  - 2020\nDA  - Mar", "2020 Mar"),
        ("Y1  - 2020/11//Nov/Dec2020", "2020 Nov-Dec"),
        ("PY  - 2020\nY1  - 4-8 Aug. 2020", "2020 Aug 4"),
        ("Y1  - Mar. 2017", "2017 Mar"),
        ("DA  - 2012-03-15T00:00:00Z", "2012 Mar 15"),
        ("DA  - 20170812", "2017 Aug 12"),
        ("DA  - March 15, 2012", "2012 Mar 15"),
        ("PY  - 2012/Summer/", "2012 Summer"),
        ("PY  - 2010\nDA  - 2011/03/04", "2010"),
        ("PY  - 2012\nY2  - 2015/06/07", "2012"),
    ],
)
def test_dates_of_parts_and_in_words(take: Reader, lines: str, text: str) -> None:
    """One field gives the year, another the day; all become PubMed's words."""
    (record,), report = take(f"TY  - JOUR\nTI  - Tea\nPMID - 1\n{lines}\nER  -\n")
    assert record.date is not None
    assert record.date.text == text
    assert report.faults == 0


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Doe, J.Q.", ["Doe JQ"]),
        ("Doe, JQ", ["Doe JQ"]),
        ("DOE, JANE", ["DOE J"]),
        ("Roe, R. B., III", ["Roe RB III"]),
        ("Doe Jr., Jane", ["Doe J Jr"]),
        ("Berg, Jan van der", ["van der Berg J"]),
        ("Doe J Q", ["Doe JQ"]),
        ("Roe R.B.", ["Roe RB"]),
        ("Jane Q. Doe", ["Doe JQ"]),
        ("A. B. van der Berg", ["van der Berg AB"]),
        ("Doe J, Roe RB, Poe P", ["Doe J", "Roe RB", "Poe P"]),
        ("Doe, J., Roe, R.", ["Doe J", "Roe R"]),
        ("Doe, Jane and Roe, Richard", ["Doe J", "Roe R"]),
        ("Doe J; Roe R; Poe, P.", ["Doe J", "Roe R", "Poe P"]),
        ("Li XX", ["Li XX"]),
        ("World Health Organization", ["World Health Organization"]),
        ("Name of a Research Center", ["Name of a Research Center"]),
    ],
)
def test_names_in_every_order(take: Reader, name: str, people: list[str]) -> None:
    """Inverted, short, in reading order, several on a line; groups stay whole."""
    (record,), _ = take(f"TY  - JOUR\nTI  - Tea\nPMID - 1\nPY  - 2020\nAU  - {name}\nER  -\n")
    assert [author.index_name for author in record.authors] == people


@pytest.mark.parametrize(
    "lines",
    [
        "M1  - Roe R. (2010). A cited work. J Bar, 1, 2-3. PMID: 90000001",
        "M1  - PMID: 90000001\nM1  - PMID: 90000002",
        "T3  - Erratum in: J Bar. 2022 May;29(21):32303 PMID: 90000001",
        "N1  - Comment on: J Bar. 2022; PMID: 90000001",
        "N1  - Cited as J Bar 2022, https://pubmed.ncbi.nlm.nih.gov/90000001",
        "DB  - Embase\nAN  - 90000001",
        "DB  - APA PsycInfo\nAN  - 90000001",
        "C2  - 90000001",
        "ID  - 90000001",
    ],
)
def test_number_of_another_record_is_never_the_pmid(take: Reader, lines: str) -> None:
    """A cited work, an erratum's note, another database's number."""
    (record,), _ = take(f"TY  - JOUR\nTI  - Tea\nPY  - 2020\nDO  - 10.1000/own\n{lines}\nER  -\n")
    assert record.id == "doi:10.1000/own"


@pytest.mark.parametrize(
    "lines",
    [
        "DB  - Scopus\nC2  - 90000001",
        "AN  - CN-00000001\nC3  - PUBMED 90000001,EMBASE 361",
        "DB  - Ovid MEDLINE(R) <2020>\nUI  - 90000001",
        "DB  - Ovid MEDLINE(R) <2020>\nID  - 90000001",
        "DB  - cmedm\nDP  - EBSCOhost\nAN  - 90000001",
        "PM  - 90000001",
        "N1  - PMID: 90000001; PMCID: PMC7",
        "N1  - PMID: 90000001 PMCID: PMC7",
        "N1  - Export Date: 3 March 2020; PubMed ID: 90000001; CODEN: TEA",
        "UR  - https://a.org/b https://pubmed.ncbi.nlm.nih.gov/90000001/?x=1",
        "U1  - 90000001[pmid]\nU2  - PMC7[pmcid]",
    ],
)
def test_own_pmid_is_found_where_the_program_keeps_it(take: Reader, lines: str) -> None:
    """Scopus, Cochrane, Ovid, EBSCO, Web of Science, Zotero, PMC."""
    (record,), _ = take(f"TY  - JOUR\nTI  - Tea\nPY  - 2020\n{lines}\nER  -\n")
    assert record.pmid == "90000001"


@pytest.mark.parametrize(
    ("line", "code"),
    [("en", "eng"), ("en-US", "eng"), ("German", "ger"), ("deu", "ger"), ("ENGLISH", "eng")],
)
def test_language_codes_become_marcs(take: Reader, line: str, code: str) -> None:
    """Two letters, three letters of ISO, names in any case."""
    (record,), _ = take(f"TY  - JOUR\nTI  - Tea\nPMID - 1\nPY  - 2020\nLA  - {line}\nER  -\n")
    assert record.languages == (code,)


def test_doi_volume_and_pages_stand_elsewhere(take: Reader) -> None:
    """L3 holds the DOI, VL the issue too, C7 the article's number, KW all the words."""
    lines = "PMID - 1\nPY  - 2020\nL3  - 10.1000/own\nVL  - 50(2)\nC7  - 12292\nKW  - a; b"
    (record,), _ = take(f"TY  - JOUR\nTI  - Tea\n{lines}\nER  -\n")
    assert (record.doi, record.volume, record.issue) == ("10.1000/own", "50", "2")
    assert (record.pages, record.keywords) == ("12292", ("a", "b"))


def test_chapter_has_its_book(take: Reader) -> None:
    """Editors, publisher and place are the book's; the ISBN is kept as one."""
    text = (
        "TY  - CHAP\nTI  - Grey tea\nT2  - All about tea\nA2  - Poe, P.\nAU  - Doe, J.\n"
        "PY  - 2020\nPB  - Tea Press\nCY  - Basel\nSN  - 978-1-4822-5326-9\nPMID - 1\nER  -\n"
    )
    (record,), _ = take(text)
    assert record.book is not None
    assert (record.book.title, record.book.publisher) == ("All about tea", "Tea Press")
    assert [editor.index_name for editor in record.book.editors] == ["Poe P"]
    assert record.journal.issn == ()
    assert record.other_ids == ("isbn:978-1-4822-5326-9",)


def test_record_without_ty_line_is_kept_and_told(take: Reader) -> None:
    """In a file whose other records begin with TY."""
    records, report = take(
        "TY  - JOUR\nTI  - Tea\nPY  - 2020\nPMID - 1\nER  - \n\n"
        "TI  - Grey tea\nPY  - 2020\nPMID - 2\nER  - \n"
    )
    assert [record.pmid for record in records] == ["1", "2"]
    assert report.lacks == {"no TY line": 1}
