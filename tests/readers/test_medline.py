"""Reading MEDLINE text, and its agreement with XML."""

from __future__ import annotations

import pytest
from conftest import Reader
from record_writers import medline_of, xml_set
from test_xml import ARTICLE, in_set

from il2qa.errors import FormatError
from il2qa.models import Author, Correction, Grant, Section, Substance

RECORD = """\
PMID- 90000001
OWN - NLM
STAT- MEDLINE
IS  - 1234-5679 (Electronic)
IS  - 1234-5678 (Linking)
VI  - 12
IP  - 3
DP  - 2014 Mar 9
TI  - [Grey tea & hiccups in 10(6)
      adults].
PG  - 101-9
LID - 10.1000/tea.1 [doi]
AB  - AIM: CD4(+) cells <3. RESULTS: CO(2) rose by
      5 %.
CI  - (c) 2014 Tea House.
FAU - Doe, Jane Q Jr
AU  - Doe JQ Jr
AUID- ORCID: 0000-0002-1825-009X
AD  - Tea House, Town.
AD  - Other House, Town.
FAU - van der Roe, R
AU  - van der Roe R
CN  - Hiccup Study Group
LA  - ger
LA  - eng
SI  - ClinicalTrials.gov/NCT00000000
GR  - R01 1/TE/NIT/United States
GR  - 076053/Z/04/Z/Tea Trust/United Kingdom
PT  - Journal Article
TT  - Grauer Tee.
DEP - 20140102
PL  - Germany
TA  - J Imag Tea
JT  - Journal of imaginary tea
JID - 9000001
RN  - 0 (Tea (grey))
RN  - EC 1.7.- (Tea Reductases)
RIN - J Imag Tea. 2015;13:1. PMID: 90000002
MH  - *Tea/adverse effects/*supply & distribution
OAB - Publisher: Te gris.
OABL- spa
OTO - NOTNLM
OT  - *grey tea
FIR - Poe, Edna
IR  - Poe E
IRAD- Tea Institute.
PMC - PMC1
MID - NIHMS1
AID - T1 [pii]
AID - 10.1000/tea.1 [doi]
SO  - J Imag Tea. 2014 Mar 9;12(3):101-9.
"""


def test_every_field(take: Reader) -> None:
    """All that MEDLINE text says of a record is in it."""
    (record,), report = take(RECORD)
    assert not report.messages
    assert record.pmid == "90000001"
    assert record.title == "[Grey tea & hiccups in 10(6) adults]."
    assert record.vernacular_title == "Grauer Tee."
    assert record.abstract == (
        Section(label="AIM", category="OBJECTIVE", text="CD4(+) cells <3."),
        Section(label="RESULTS", category="RESULTS", text="CO(2) rose by 5 %."),
    )
    assert record.authors == (
        Author(
            last_name="Doe",
            fore_name="Jane Q",
            initials="JQ",
            suffix="Jr",
            orcid="0000-0002-1825-009X",
            affiliations=("Tea House, Town.", "Other House, Town."),
        ),
        Author(last_name="van der Roe", fore_name="R", initials="R"),
        Author(collective="Hiccup Study Group"),
    )
    assert record.investigators == (
        Author(last_name="Poe", fore_name="Edna", initials="E", affiliations=("Tea Institute.",)),
    )
    assert record.grants == (
        Grant(number="R01 1", acronym="TE", agency="NIT", country="United States"),
        Grant(number="076053/Z/04/Z", agency="Tea Trust", country="United Kingdom"),
    )
    assert record.substances == (
        Substance(name="Tea (grey)", registry_number="0"),
        Substance(name="Tea Reductases", registry_number="EC 1.7.-"),
    )
    assert record.corrections == (
        Correction(kind="RetractionIn", citation="J Imag Tea. 2015;13:1.", pmid="90000002"),
    )
    assert record.notices == ("RETRACTED",)
    assert [qualifier.major for qualifier in record.mesh[0].qualifiers] == [False, True]
    assert record.mesh[0].major
    assert record.keywords == ("grey tea",)
    assert (record.doi, record.pmc) == ("10.1000/tea.1", "PMC1")
    assert record.other_ids == ("pii:T1", "mid:NIHMS1", "NCT00000000")
    assert record.other_abstracts[0].kind == "Publisher"
    assert record.other_abstracts[0].language == "spa"
    assert record.copyright == "(c) 2014 Tea House."


def test_xml_and_medline_of_a_record_agree(take: Reader) -> None:
    """What both forms hold of the same record is the same, whatever its markup."""
    (from_xml,), _ = take(in_set(ARTICLE))
    (from_medline,), _ = take(medline_of(from_xml))
    for field in (
        *["pmid", "title", "vernacular_title", "abstract", "abstract_text", "authors", "journal"],
        *["date", "volume", "issue", "pages", "languages", "publication_types", "doi", "notices"],
    ):
        assert getattr(from_medline, field) == getattr(from_xml, field), field


def test_medline_written_as_xml_reads_the_same(take: Reader) -> None:
    """Every field of a record from MEDLINE text survives PubMed's XML."""
    (record,), _ = take(RECORD)
    (again,), _ = take(xml_set([record]))
    changed = {"other_ids": tuple(f":{number}" for number in record.other_ids)}
    assert again.model_copy(update=changed) == record.model_copy(update=changed)


@pytest.mark.parametrize(
    "join", ["\n", "\n\n\n", "\n\ufeff", "\r\n\r\n"], ids=["one", "three", "mark", "crlf"]
)
def test_concatenated_files(take: Reader, join: str) -> None:
    """Records are told apart with and without empty lines between them."""
    other = RECORD.replace("90000001", "7").strip("\n")
    records, report = take(RECORD.strip("\n") + join + other)
    assert [record.pmid for record in records] == ["90000001", "7"]
    assert not report.messages


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing(take: Reader, end: str) -> None:
    """CRLF and CR give the same records as LF."""
    assert take(RECORD.replace("\n", end))[0] == take(RECORD)[0]


def test_record_without_pmid_is_told(take: Reader) -> None:
    """It is skipped with its line; the records around it stay whole."""
    nameless = "OWN - NLM\nTI  - Nobody's tea.\nAU  - Doe J\n"
    records, report = take(f"{RECORD}\n{nameless}\n{RECORD}")
    assert len(records) == 2
    assert records[0] == records[1]
    assert report.skipped == {"no PMID": 1}
    (message,) = report.messages
    assert f"record at line {RECORD.count(chr(10)) + 2}: no PMID" in message


def test_only_nameless_records_is_an_error(take: Reader) -> None:
    """A file of another database's MEDLINE-like text holds no PubMed record."""
    with pytest.raises(FormatError, match="no PMID"):
        take("OWN - ERIC\nTI  - Paper\nAB  - Text.\n")


def test_old_affiliation_before_the_names_is_the_first_authors(take: Reader) -> None:
    """Until 2013, AD stood once, before the authors."""
    (record,), _ = take("PMID- 1\nAD  - Tea House.\nAU  - Doe J\nAU  - Roe R 3rd\n")
    assert record.authors == (
        Author(last_name="Doe", initials="J", affiliations=("Tea House.",)),
        Author(last_name="Roe", initials="R", suffix="3rd"),
    )


def test_book_fields(take: Reader) -> None:
    """BTI is the title of a book, and the journal of a chapter."""
    records, _ = take(
        "PMID- 1\nBTI - All about tea\n\nPMID- 2\nTI  - Grey tea\nBTI - All about tea\n"
    )
    assert [(record.title, record.journal.title) for record in records] == [
        ("All about tea", None),
        ("Grey tea", "All about tea"),
    ]
