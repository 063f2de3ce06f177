"""Reading PubMed's abstract text and summary text."""

from __future__ import annotations

import textwrap

import pytest
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


def abstract(reference: str, *paragraphs: str) -> str:
    """One record of abstract text."""
    return "\n\n".join([f"1. {reference}", *paragraphs, "PMID: 5"]) + "\n"


@pytest.mark.parametrize(
    ("imprint", "date", "volume", "pages"),
    [
        ("2024 May 3:S0883-5(24)6-3. doi: 10.1000/a.", "2024 May 3", None, "S0883-5(24)6-3"),
        ("2025 Aug 22:1-6. doi: 10.1000/a. Online ahead of print.", "2025 Aug 22", None, "1-6"),
        ("2024 May 3:2024.05.01.591234. doi: 10.1000/a.", "2024 May 3", None, "2024.05.01.591234"),
        ("2019 Aug 30. doi: 10.1000/a. [Epub ahead of print]", "2019 Aug 30", None, None),
        ("2020 Feb.;21(2):3-4. doi: 10.1000/a.", "2020 Feb", "21", "3-4"),
        ("2020 Nov-Dec;28 Suppl 1:S3-S7. Review.", "2020 Nov-Dec", "28 Suppl 1", "S3-S7"),
        ("2020;(430):945-51; discussion 952, e1.", "2020", None, "945-51; discussion 952, e1"),
        ("2018 Aug 16;13(8):e02. doi: 10.1000/a. eCollection 2018.", "2018", "13", "e02"),
        ("2023 Sep 18;109(5):1-2. doi: 10.1000/a. Print 2023 Nov 1.", "2023 Nov 1", "109", "1-2"),
    ],
)  # fmt: skip
def test_every_form_of_imprint(
    take: Reader, imprint: str, date: str, volume: str | None, pages: str | None
) -> None:
    """Ahead of print, with and without volume, with the date of a collection or of print."""
    (record,), report = take(abstract(f"J Foo. {imprint}", "Tea.", "Doe J.", "Tea is grey."))
    assert record.date is not None
    assert (record.date.text, record.volume, record.pages) == (date, volume, pages)
    assert report.faults == 0


@pytest.mark.parametrize("width", [40, 60, 80, 1000])
@pytest.mark.parametrize("form", ["summary", "abstract"])
def test_wrapping_means_nothing(take: Reader, form: str, width: int) -> None:
    """The record is the same wherever its lines break, the last break before or inside the PMID."""
    reference = "Int J Imag Tea (Basel). 2020 Mar;12(3):123-30. doi: 10.1000/a. Epub 2020 Feb 1."
    names, title = "Doe J, van der Roe RR Jr, Poe P", "Grey tea in mice: what is it? A trial."
    if form == "summary":
        text = f"1: {names}. {title} {reference} PMID: 11111111; PMCID: PMC12."
        text = textwrap.fill(text, width, break_on_hyphens=False) + "\n"
    else:
        parts = [f"1. {reference}", title, f"{names}.", "Grey tea is grey."]
        wrapped = [textwrap.fill(part, width, break_on_hyphens=False) for part in parts]
        text = "\n\n".join([*wrapped, "PMCID: PMC12\nPMID: 11111111"]) + "\n"
    (record,), report = take(text)
    assert (record.pmid, record.pmc, record.title) == ("11111111", "PMC12", title)
    assert [author.index_name for author in record.authors] == [
        "Doe J",
        "van der Roe RR Jr",
        "Poe P",
    ]
    assert record.journal.abbreviation == "Int J Imag Tea (Basel)"
    assert (record.volume, record.issue, record.pages) == ("12", "3", "123-30")
    assert record.electronic_date is not None
    assert report.faults == 0


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("FOO Study Group; Doe J(1), Roe R(2).", ["FOO Study Group", "Doe J", "Roe R"]),
        ("International Tea Consortium.", ["International Tea Consortium"]),
        ("Doe J, Li XX, Petrov IV.", ["Doe J", "Li XX", "Petrov IV"]),
        ("DOE JQ, ROE R.", ["DOE JQ", "ROE R"]),
        ("Mitrovic SLj.", ["Mitrovic SLj"]),
    ],
)  # fmt: skip
def test_every_form_of_byline(take: Reader, byline: str, names: list[str]) -> None:
    """Groups first or alone, initials like a suffix, capitals."""
    (record,), _ = take(abstract("J Foo. 2020;1:2.", "Tea.", byline, "Tea is grey, and mild."))
    assert [author.index_name for author in record.authors] == names
    assert record.abstract_text == "Tea is grey, and mild."


@pytest.mark.parametrize(
    "text",
    [
        "We compared (a) grey, (b) green and (c) black tea.",
        "Copyright law changed. Nobody noticed.",
        "TEA IS GREY IN MICE.",
        "[Tea] is grey.",
    ],
)
def test_short_abstract_is_neither_copyright_nor_byline(take: Reader, text: str) -> None:
    """It stays the abstract where no authors are listed, too."""
    for more in ((), ("[No authors listed]",)):
        (record,), _ = take(abstract("J Foo. 2020;1:2.", "Tea.", *more, text))
        assert (record.abstract_text, record.copyright, record.authors) == (text, None, ())


def test_title_with_a_year_and_capital_titles(take: Reader) -> None:
    """A year inside a title begins no imprint; a title in capitals is no byline."""
    text = (
        "1: Doe J. [Tea in Lima. 2010-2011. A survey]. J Foo. 2012 Jan;1(2):3-4. PMID: 1.\n\n"
        "2: ACTION OF TEA ON MICE. J Foo. 1950 Jan;1(2):3-4. PMID: 2.\n\n"
        "3: XY Study Group. Tea. J Foo. 1950 Jan;1(2):3-4. PMID: 3.\n"
    )
    records, report = take(text)
    assert [record.title for record in records] == [
        "[Tea in Lima. 2010-2011. A survey].",
        "ACTION OF TEA ON MICE.",
        "Tea.",
    ]
    assert [len(record.authors) for record in records] == [1, 0, 1]
    assert report.faults == 0


CHAPTER = "In: Poe P, Coe C, editors. TeaFoo(®) [Internet]. Basel (CH): Tea Press; 1993–2025."


def test_chapters_and_books_in_plain_text(take: Reader) -> None:
    """Title, authors, book and date stand elsewhere than an article's."""
    (chapter,), _ = take(
        f"1. Grey tea.\n\nDoe J(1).\n\n{CHAPTER}\n2006 Apr 18 [updated 2025 Aug 14].\n\n"
        "Author information:\n(1)Tea House.\n\nTea is grey.\n\nPMID: 5\n"
    )
    (same,), _ = take(f"1: Doe J. Grey tea. 2006 Apr 18 [updated 2025 Aug 14]. {CHAPTER} PMID: 5.")
    for record in (chapter, same):
        assert (record.title, record.authors[0].index_name) == ("Grey tea.", "Doe J")
        assert record.book is not None
        assert (record.book.title, record.book.place) == ("TeaFoo(®)", "Basel (CH)")
        assert record.date is not None
        assert record.date.text == "2006 Apr 18 [updated 2025 Aug 14]"
    (book,), _ = take(
        "1. All about tea [Internet].\n\nDoe J.\n\n"
        "Basel (CH): Tea Press; 2013 Mar. Report No.: 13.\n\nTea is grey.\n\nPMID: 5\n"
    )
    assert book.book is not None
    assert (book.book.title, book.book.publisher) == ("All about tea", "Tea Press")
    assert book.date is not None
    assert book.date.year == 2013
    assert book.abstract_text == "Tea is grey."
