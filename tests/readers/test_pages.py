"""Saved PubMed pages of several layouts; tests/test_page.py has the bundled one."""

from __future__ import annotations

from conftest import BUNDLED, Reader

from il2qa.models import Author, Correction, Grant, PublicationDate

FULL = """\
Skip to main page content
An official website of the United States government
Access keys NCBI Homepage MyNCBI Homepage Main Content Main Navigation
Search PubMed
Randomized Controlled Trial
J Imag Tea
. 2014 Mar 9;12(3 Pt 1):101-9.
 doi: 10.1000/tea.1. Epub 2014 Jan 2.
Grey tea against hiccups
[Article in German, English]
Jane Q Doe Jr\xa01\xa02,\xa0Jan van der Roe\xa02;\xa0Hiccup Study Group
Affiliations
Expand
Affiliations
\t•
1 Tea House, Town.
2 Other House, Town.
  • PMID: 90000001
  • PMCID: PMC123
  • DOI: 10.1000/tea.1

Abstract
Background: Hiccups are common.
Methods and findings: We gave grey tea.
It helped.
Keywords: hiccups; grey tea.
Copyright © 2014 Tea House.
PubMed Disclaimer
Conflict of interest statement
Jane Doe drinks tea.
Comment in
\t• Tea and we. J Imag Tea. 2015 Jan;13(1):1. doi: 10.1000/tea.2. PMID: 90000002
Retraction in
\t• Retraction. J Imag Tea. 2016;14:1. PMID: 90000003 No abstract available.
Similar articles
\t• Coffee. Roe J. Coffee J. 2010. PMID: 90000009 Review.
Cited by
\t• Cocoa. PMID: 90000008
Publication types
\t• Randomized Controlled Trial
\t• Actions
MeSH terms
\t• Hiccup* / drug therapy
\t• Hiccup* / epidemiology*
\t• Tea
Substances
\t• Tea
Associated data
\t• ClinicalTrials.gov/NCT00000000
Grants and funding
\t• R01 1/TE/NIT/United States
LinkOut - more resources
\t• Full Text Sources
"""

OLD = """\
Hiccups and tea. - PubMed - NCBI
Skip to main content Skip to navigation
Format: Abstract
J Imag Tea. 2009 Mar;12(3):101-9. doi: 10.1000/tea.1.
Hiccups and tea.
Doe J1, Roe R2.
Author information
1 Tea House.
2 Other House.
Abstract
BACKGROUND: Tea is grey.
RESULTS: It helps.
PMID: 90000005 [Indexed for MEDLINE]
Similar articles
Coffee. PMID: 9
"""

HTML = """\
<!DOCTYPE html><html><head><title>Grey tea - PubMed</title>
<meta name="citation_pmid" content="90000006"><script>var x = "PMID: 1";</script></head><body>
<div class="article-source"><button>J Imag Tea</button>
<span class="cit">2021 Mar 9;12(3):101-9.</span></div>
<h1 class="heading-title">Grey tea in 10<sup>6</sup> cups</h1>
<div class="authors-list"><span><a>Jane Doe</a><sup class="affiliation-links"><a>1</a></sup>,
</span><span><a>Jan Roe</a></span></div>
<ul><li>PMID: <strong>90000006</strong></li></ul>
<h2>Abstract</h2><p><strong>Background:</strong> CO<sub>2</sub> &amp; tea.</p><p>Tea helps.</p>
<p>PubMed Disclaimer</p></body></html>
"""


def test_full_page(take: Reader) -> None:
    """Every part of the present layout is read, and no other record's facts."""
    (record,), report = take(FULL)
    assert not report.messages
    assert (record.pmid, record.pmc, record.doi) == ("90000001", "PMC123", "10.1000/tea.1")
    assert record.title == "Grey tea against hiccups"
    assert record.languages == ("ger", "eng")
    first, second = "Tea House, Town.", "Other House, Town."
    assert record.authors == (
        Author(
            last_name="Doe",
            fore_name="Jane Q",
            initials="JQ",
            suffix="Jr",
            affiliations=(first, second),
        ),
        Author(last_name="van der Roe", fore_name="Jan", initials="J", affiliations=(second,)),
        Author(collective="Hiccup Study Group"),
    )
    assert record.authors_complete
    assert record.journal.abbreviation == "J Imag Tea"
    assert record.date == PublicationDate(text="2014 Mar 9", year=2014, month=3, day=9)
    assert record.electronic_date == PublicationDate(text="2014 Jan 2", year=2014, month=1, day=2)
    assert (record.volume, record.issue, record.pages) == ("12", "3 Pt 1", "101-9")
    assert [(section.label, section.text) for section in record.abstract] == [
        ("BACKGROUND", "Hiccups are common."),
        ("METHODS AND FINDINGS", "We gave grey tea."),
        (None, "It helped."),
    ]
    assert record.keywords == ("hiccups", "grey tea")
    assert record.copyright == "Copyright © 2014 Tea House."
    assert record.corrections == (
        Correction(
            kind="CommentIn",
            citation="Tea and we. J Imag Tea. 2015 Jan;13(1):1. doi: 10.1000/tea.2.",
            pmid="90000002",
        ),
        Correction(
            kind="RetractionIn", citation="Retraction. J Imag Tea. 2016;14:1.", pmid="90000003"
        ),
    )
    assert record.notices == ("RETRACTED",)
    assert record.publication_types == ("Randomized Controlled Trial",)
    assert [heading.descriptor for heading in record.mesh] == ["Hiccup", "Tea"]
    assert [(part.name, part.major) for part in record.mesh[0].qualifiers] == [
        ("drug therapy", False),
        ("epidemiology", True),
    ]
    assert record.mesh[0].major
    assert [substance.name for substance in record.substances] == ["Tea"]
    assert record.other_ids == ("NCT00000000",)
    assert record.grants == (
        Grant(number="R01 1", agency="NIT", acronym="TE", country="United States"),
    )


def test_older_layout(take: Reader) -> None:
    """Until 2020 journal and imprint stood on one line, and the PMID below the abstract."""
    (record,), _ = take(OLD)
    assert (record.pmid, record.title) == ("90000005", "Hiccups and tea.")
    assert record.journal.abbreviation == "J Imag Tea"
    assert (record.volume, record.pages, record.doi) == ("12", "101-9", "10.1000/tea.1")
    assert [author.index_name for author in record.authors] == ["Doe J", "Roe R"]
    assert record.authors[1].affiliations == ("Other House.",)
    assert record.abstract_text == "BACKGROUND: Tea is grey. RESULTS: It helps."


def test_page_saved_as_html(take: Reader) -> None:
    """Markup falls away as it does in XML; scripts are not text."""
    (record,), _ = take(HTML)
    assert (record.pmid, record.title) == ("90000006", "Grey tea in 10(6) cups")
    assert [author.index_name for author in record.authors] == ["Doe J", "Roe J"]
    assert record.journal.abbreviation == "J Imag Tea"
    assert record.abstract_text == "BACKGROUND: CO(2) & tea. Tea helps."


def test_several_pages_in_one_file(take: Reader) -> None:
    """Pages one after another are told apart, text or HTML, and so is one without PMID."""
    bundled = BUNDLED.read_text(encoding="utf-8")
    records, report = take(f"{bundled}\n{FULL}{bundled.replace('PMID', 'Number')}\n{FULL}")
    assert [record.pmid for record in records] == ["3303316", "90000001", "90000001"]
    assert report.skipped == {"no PMID": 1}
    again = HTML.replace("90000006", "90000007")
    assert [record.pmid for record in take(HTML + again)[0]] == ["90000006", "90000007"]


def test_page_without_abstract(take: Reader) -> None:
    """A letter's page is a record without abstract."""
    start, end = FULL.index("Abstract\n"), FULL.index("PubMed Disclaimer")
    for text in ("No abstract available\n", ""):
        (record,), _ = take(FULL[:start] + text + FULL[end:])
        assert record.abstract == ()
        assert record.title == "Grey tea against hiccups"


def test_page_of_one_author_and_no_volume(take: Reader) -> None:
    """Ahead of print there is a date only; the short view may name a single author."""
    text = (
        "Skip to main page content\nReview\n. 2021 Feb 3.\ndoi: 10.1000/tea.9. Online ahead of "
        "print.\nGrey tea\n  • PMID: 90000007\nReview\nGrey tea\nJ Doe. J Imag Tea. 2021.\n"
        "Abstract\nTea.\nPubMed Disclaimer\n"
    )
    (record,), _ = take(text)
    assert [author.index_name for author in record.authors] == ["Doe J"]
    assert record.authors_complete
    assert record.journal.abbreviation == "J Imag Tea"
    assert record.date is not None
    assert (record.date.text, record.doi) == ("2021 Feb 3", "10.1000/tea.9")
