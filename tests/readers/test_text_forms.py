"""Reading PubMed's abstract text and summary text."""

from __future__ import annotations

from conftest import Reader

from il2qa.models import Author, Correction, PublicationDate, Section

OLD = """
1. J Imag Tea. 2014 Mar;12(3):101-9. doi: 10.1000/tea.1. Epub 2014
Jan 2.

[Grey tea and hiccups: a trial
of tea].

[Article in German]

Doe JQ(1), van der Roe R Jr(2), Poe E(1)(2); Hiccup Study Group.

Collaborators: Coe A, Loe B.

Author information:\x20
(1)Tea House, Town. (2)Other
House, Town.

Comment in
    J Imag Tea. 2014 Apr;12(4):1-2.
    Tea Rev. 2015 Jan;3(1):
      17-9.

Retraction in
    Tea Rev. 2016;4:1.

AIM: To drink tea.
1. Grey tea is
grey.
RESULTS: It was drunk.

© 2014 Tea House.

DOI: 10.1000/tea.1\x20
PMCID: PMC123
PMID: 90000001  [PubMed - indexed for MEDLINE]


2. Tea Rev. 2015;3:1.

Tea without authors.

PMID: 90000002
"""

NEW = """\
1. J Imag Tea. 2021 Jan-Feb 01;12(3 Pt 1):e101. doi: 10.1000/tea.1. Online ahead of print.

Grey tea.

Doe J(#)(1), Roe R(#)(2).

Author information:
(1)Tea House (20) Town.
(2)Other House.
(#)Contributed equally

Grey tea is grey.

1. It is not green.

Publisher: El té gris.

DOI: 10.1000/tea.1
PMID: 90000001 [Indexed for MEDLINE]

Conflict of interest statement: None.


2. Tea Rev. 1998 Dec-1999 Jan;3:1-2.

Tea.

Tea is nice.
DOI: 10.1000/tea.2
PMID: 90000002
"""


def test_old_abstract_text(take: Reader) -> None:
    """Every paragraph becomes its field."""
    (record, bare), report = take(OLD.replace("\n", "\r\n"))
    assert not report.messages
    assert record.pmid == "90000001"
    assert record.title == "[Grey tea and hiccups: a trial of tea]."
    assert record.languages == ("ger",)
    assert record.journal.abbreviation == "J Imag Tea"
    assert record.date == PublicationDate(text="2014 Mar", year=2014, month=3)
    assert record.electronic_date == PublicationDate(text="2014 Jan 2", year=2014, month=1, day=2)
    assert (record.volume, record.issue, record.pages) == ("12", "3", "101-9")
    first, second = "Tea House, Town.", "Other House, Town."
    assert record.authors == (
        Author(last_name="Doe", initials="JQ", affiliations=(first,)),
        Author(last_name="van der Roe", initials="R", suffix="Jr", affiliations=(second,)),
        Author(last_name="Poe", initials="E", affiliations=(first, second)),
        Author(collective="Hiccup Study Group"),
    )
    assert [person.index_name for person in record.investigators] == ["Coe A", "Loe B"]
    assert record.corrections == (
        Correction(kind="CommentIn", citation="J Imag Tea. 2014 Apr;12(4):1-2."),
        Correction(kind="CommentIn", citation="Tea Rev. 2015 Jan;3(1): 17-9."),
        Correction(kind="RetractionIn", citation="Tea Rev. 2016;4:1."),
    )
    assert record.abstract == (
        Section(label="AIM", category="OBJECTIVE", text="To drink tea. 1. Grey tea is grey."),
        Section(label="RESULTS", category="RESULTS", text="It was drunk."),
    )
    assert record.copyright == "© 2014 Tea House."
    assert (record.doi, record.pmc) == ("10.1000/tea.1", "PMC123")
    assert (bare.title, bare.authors, bare.abstract) == ("Tea without authors.", (), ())
    assert bare.languages == ("eng",)


def test_new_abstract_text(take: Reader) -> None:
    """Marks of equal contribution, numbered paragraphs and missing empty lines do no harm."""
    (first, second), report = take(NEW)
    assert not report.messages
    assert first.date == PublicationDate(text="2021 Jan-Feb 01", year=2021, month=1)
    assert (first.volume, first.issue, first.pages) == ("12", "3 Pt 1", "e101")
    assert [author.affiliations for author in first.authors] == [
        ("Tea House (20) Town.",),
        ("Other House.",),
    ]
    assert first.abstract_text == "Grey tea is grey. 1. It is not green."
    assert first.copyright is None
    assert first.other_abstracts[0].kind == "Publisher"
    assert second.date is not None
    assert (second.date.text, second.date.year) == ("1998 Dec-1999 Jan", 1998)
    assert second.abstract_text == "Tea is nice."
    assert (second.doi, second.pmid) == ("10.1000/tea.2", "90000002")


def test_record_without_pmid_is_told(take: Reader) -> None:
    """A numbered record without PMID is skipped, with its line; the next is read."""
    text = OLD.replace("PMID: 90000001  [PubMed - indexed for MEDLINE]\n", "")
    (record,), report = take(text)
    assert record.pmid == "90000002"
    assert report.skipped == {"no PMID": 1}
    assert "line 2" in report.messages[0]


def test_first_record_of_thousands_of_authors(take: Reader) -> None:
    """Its PMID lies far behind the beginning by which the form is chosen."""
    names = ", ".join(f"Doe{'abcdefgh'[n % 8]} J{'QRST'[n % 4]}" for n in range(9000))
    (record, _), _ = take(OLD.replace("Doe JQ(1), van der Roe R Jr(2), Poe E(1)(2)", names))
    assert record.pmid == "90000001"
    assert len(record.authors) == 9001


def test_summary_text_on_one_paragraph(take: Reader) -> None:
    """Authors, title and journal are told apart in a running reference."""
    text = (
        "1: Doe JQ, Roe R Jr. Grey tea. What is it? J Imag Tea (Basel). 2014 Mar;12(3):101-9.\n"
        "doi: 10.1000/tea.1. Epub 2014 Jan 2. Review. German. PubMed PMID: 90000001; PubMed\n"
        "Central PMCID: PMC123.\n\n"
        "2: [Tea]. Tea Rev. 2015;3:1. PMID: 90000002.\n"
    )
    (first, second), report = take(text)
    assert not report.messages
    assert (first.pmid, first.title) == ("90000001", "Grey tea. What is it?")
    assert [author.index_name for author in first.authors] == ["Doe JQ", "Roe R Jr"]
    assert first.journal.abbreviation == "J Imag Tea (Basel)"
    assert first.date is not None
    assert (first.date.year, first.volume, first.pages) == (2014, "12", "101-9")
    assert first.electronic_date is not None
    assert (first.doi, first.pmc) == ("10.1000/tea.1", "PMC123")
    assert (first.publication_types, first.languages) == (("Review",), ("ger",))
    assert (second.title, second.authors, second.journal.abbreviation) == ("[Tea].", (), "Tea Rev")


def test_summary_text_on_lines(take: Reader) -> None:
    """The older summary has a line for each part."""
    text = (
        "1. Grey tea: a trial of\ntea.\nDoe JQ, Roe R.\n"
        "J Imag Tea. 2014 Mar;12(3):101-9. Review. Japanese.\n"
        "PMID: 90000001 [PubMed - indexed for MEDLINE]\n\n"
        "2. Tea.\nTea Rev. 2015;3:1.\nPMID: 90000002\n"
    )
    (first, second), _ = take(text)
    assert first.title == "Grey tea: a trial of tea."
    assert [author.index_name for author in first.authors] == ["Doe JQ", "Roe R"]
    assert (first.journal.abbreviation, first.pages) == ("J Imag Tea", "101-9")
    assert first.languages == ("jpn",)
    assert (second.title, second.authors) == ("Tea.", ())
    assert second.journal.abbreviation == "Tea Rev"
