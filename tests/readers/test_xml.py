"""Reading PubMed's XML: every field, every kind of element, and damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Reader

from il2qa.errors import FormatError
from il2qa.models import Author, Correction, Grant, Journal, PublicationDate, Section
from il2qa.readers import ReadReport, events, read

ARTICLE = """\
<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="2">90000001</PMID>
    <Article PubModel="Print-Electronic">
      <Journal>
        <ISSN IssnType="Electronic">1234-5679</ISSN>
        <JournalIssue CitedMedium="Internet">
          <Volume>12</Volume><Issue>3</Issue>
          <PubDate><Year>2014</Year><Month>03</Month><Day>09</Day></PubDate>
        </JournalIssue>
        <Title>Journal of imaginary tea</Title><ISOAbbreviation>J. Imag. Tea</ISOAbbreviation>
      </Journal>
      <ArticleTitle>[Grey tea &amp; <i>hiccups</i> in 10<sup>6</sup> adults].</ArticleTitle>
      <Pagination><StartPage>101</StartPage><EndPage>109</EndPage>
        <MedlinePgn>101-9</MedlinePgn></Pagination>
      <ELocationID EIdType="doi" ValidYN="Y">10.1000/tea.1</ELocationID>
      <ELocationID EIdType="pii" ValidYN="N">wrong</ELocationID>
      <Abstract>
        <AbstractText Label="AIM" NlmCategory="OBJECTIVE">CD4<sup>+</sup> cells
          &lt;3.</AbstractText>
        <AbstractText Label="RESULTS" NlmCategory="RESULTS">CO<sub>2</sub>&#xa0;rose
          by <b>5</b>&#x2009;%.</AbstractText>
        <AbstractText Label="EMPTY"/>
        <CopyrightInformation>© 2014 Tea House.</CopyrightInformation>
      </Abstract>
      <AuthorList CompleteYN="N">
        <Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane Q</ForeName>
          <Initials>JQ</Initials><Suffix>Jr</Suffix>
          <Identifier Source="ORCID">http://orcid.org/000000021825009X</Identifier>
          <AffiliationInfo><Affiliation>Tea House, Town.</Affiliation></AffiliationInfo>
          <AffiliationInfo><Affiliation>Other House, Town.</Affiliation></AffiliationInfo>
        </Author>
        <Author ValidYN="N"><LastName>Deo</LastName><Initials>J</Initials></Author>
        <Author ValidYN="Y"><CollectiveName>Hiccup Study Group</CollectiveName></Author>
      </AuthorList>
      <Language>ger</Language><Language>eng</Language>
      <DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>
        <AccessionNumberList><AccessionNumber>NCT00000000</AccessionNumber></AccessionNumberList>
      </DataBank></DataBankList>
      <GrantList><Grant><GrantID>R01 1</GrantID><Acronym>TE</Acronym><Agency>NIT</Agency>
        <Country>United States</Country></Grant></GrantList>
      <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
        <PublicationType UI="D016441">Retracted Publication</PublicationType></PublicationTypeList>
      <VernacularTitle>Grauer Tee.</VernacularTitle>
      <ArticleDate DateType="Electronic"><Year>2014</Year><Month>01</Month><Day>02</Day>
      </ArticleDate>
    </Article>
    <MedlineJournalInfo><Country>Germany</Country><MedlineTA>J Imag Tea</MedlineTA>
      <NlmUniqueID>9000001</NlmUniqueID><ISSNLinking>1234-5678</ISSNLinking></MedlineJournalInfo>
    <ChemicalList><Chemical><RegistryNumber>0</RegistryNumber>
      <NameOfSubstance UI="D0">Tea</NameOfSubstance></Chemical></ChemicalList>
    <CommentsCorrectionsList>
      <CommentsCorrections RefType="RetractionIn"><RefSource>J Imag Tea. 2015;13:1</RefSource>
        <PMID Version="1">90000002</PMID></CommentsCorrections>
      <CommentsCorrections RefType="Cites"><RefSource>J Old. 1999;1:1</RefSource>
        <PMID Version="1">90000003</PMID></CommentsCorrections>
    </CommentsCorrectionsList>
    <MeshHeadingList><MeshHeading>
      <DescriptorName UI="D1" MajorTopicYN="N">Tea</DescriptorName>
      <QualifierName UI="Q1" MajorTopicYN="Y">adverse effects</QualifierName>
    </MeshHeading></MeshHeadingList>
    <OtherAbstract Type="Publisher" Language="spa"><AbstractText>Té gris.</AbstractText>
    </OtherAbstract>
    <KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">grey tea</Keyword></KeywordList>
    <InvestigatorList><Investigator ValidYN="Y"><LastName>Roe</LastName><Initials>R</Initials>
    </Investigator></InvestigatorList>
  </MedlineCitation>
  <PubmedData>
    <ArticleIdList>
      <ArticleId IdType="pubmed">90000001</ArticleId><ArticleId IdType="pmc">PMC1</ArticleId>
      <ArticleId IdType="doi">10.1000/tea.1</ArticleId><ArticleId IdType="pii">T1</ArticleId>
    </ArticleIdList>
    <ReferenceList><Reference><Citation>Old.</Citation><ArticleIdList>
      <ArticleId IdType="doi">10.1000/not.mine</ArticleId>
      <ArticleId IdType="pubmed">90000004</ArticleId></ArticleIdList></Reference></ReferenceList>
  </PubmedData>
</PubmedArticle>
"""


_DATED = "<Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue></Journal>"


def minimal(pmid: int | str, title: str = "Tea.", more: str = "") -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID Version='1'>{pmid}</PMID><Article>"
        f"<ArticleTitle>{title}</ArticleTitle>{more or _DATED}</Article></MedlineCitation>"
        "</PubmedArticle>"
    )


def in_set(*articles: str) -> str:
    return "<PubmedArticleSet>\n" + "\n".join(articles) + "\n</PubmedArticleSet>\n"


def test_every_field_of_an_article(take: Reader) -> None:
    """A whole article gives a whole record, its markup readable, its own identifiers only."""
    (record,), report = take(in_set(ARTICLE))
    assert report.summary() == "1 record read from 1 file"
    assert (record.pmid, record.version) == ("90000001", 2)
    assert record.title == "[Grey tea & hiccups in 10(6) adults]."
    assert record.vernacular_title == "Grauer Tee."
    assert record.abstract == (
        Section(label="AIM", category="OBJECTIVE", text="CD4(+) cells <3."),
        Section(label="RESULTS", category="RESULTS", text="CO(2) rose by 5 %."),
    )
    assert record.abstract_text == "AIM: CD4(+) cells <3. RESULTS: CO(2) rose by 5 %."
    assert record.copyright == "© 2014 Tea House."
    assert record.authors == (
        Author(
            last_name="Doe",
            fore_name="Jane Q",
            initials="JQ",
            suffix="Jr",
            orcid="0000-0002-1825-009X",
            affiliations=("Tea House, Town.", "Other House, Town."),
        ),
        Author(collective="Hiccup Study Group"),
    )
    assert not record.authors_complete
    assert [person.index_name for person in record.investigators] == ["Roe R"]
    assert record.journal == Journal(
        title="Journal of imaginary tea",
        abbreviation="J Imag Tea",
        issn=("1234-5678", "1234-5679"),
        nlm_id="9000001",
        country="Germany",
    )
    assert record.date == PublicationDate(text="2014 Mar 9", year=2014, month=3, day=9)
    assert record.electronic_date == PublicationDate(text="2014 Jan 2", year=2014, month=1, day=2)
    assert (record.volume, record.issue, record.pages) == ("12", "3", "101-9")
    assert record.languages == ("ger", "eng")
    assert record.publication_types == ("Journal Article", "Retracted Publication")
    assert record.notices == ("RETRACTED",)
    assert record.mesh[0].descriptor == "Tea"
    assert not record.mesh[0].major
    assert (record.mesh[0].qualifiers[0].name, record.mesh[0].qualifiers[0].major) == (
        "adverse effects",
        True,
    )
    assert (record.substances[0].name, record.substances[0].registry_number) == ("Tea", "0")
    assert record.keywords == ("grey tea",)
    assert (record.doi, record.pmc) == ("10.1000/tea.1", "PMC1")
    assert record.other_ids == ("pii:T1", "NCT00000000")
    assert record.grants == (
        Grant(number="R01 1", agency="NIT", acronym="TE", country="United States"),
    )
    assert record.corrections == (
        Correction(kind="RetractionIn", citation="J Imag Tea. 2015;13:1", pmid="90000002"),
    )
    assert record.references == ("90000003", "90000004")
    assert record.other_abstracts[0].language == "spa"
    assert record.other_abstracts[0].sections[0].text == "Té gris."


@pytest.mark.parametrize(
    ("parts", "text", "numbers"),
    [
        ("<Year>1998</Year>", "1998", (1998, None, None)),
        ("<Year>1998</Year><Month>Dec</Month>", "1998 Dec", (1998, 12, None)),
        ("<Year>1998</Year><Month>12</Month><Day>05</Day>", "1998 Dec 5", (1998, 12, 5)),
        ("<Year>1976</Year><Season>Fall</Season>", "1976 Fall", (1976, 10, None)),
        (
            "<MedlineDate>1998 Dec-1999 Jan</MedlineDate>",
            "1998 Dec-1999 Jan",
            (1998, 12, None),
        ),
        ("<MedlineDate>2000 Spring-Summer</MedlineDate>", "2000 Spring-Summer", (2000, 4, None)),
        ("<MedlineDate>2001-2002</MedlineDate>", "2001-2002", (2001, None, None)),
    ],
)
def test_every_form_of_date(
    take: Reader, parts: str, text: str, numbers: tuple[int | None, ...]
) -> None:
    """A date stands as PubMed prints it, and sorts by its first day as far as that tells."""
    issue = f"<Journal><JournalIssue><PubDate>{parts}</PubDate></JournalIssue></Journal>"
    (record,), _ = take(in_set(minimal(1, more=issue)))
    assert record.date is not None
    assert record.date.text == text
    assert (record.date.year, record.date.month, record.date.day) == numbers


def test_missing_date_is_none(take: Reader) -> None:
    """A record without PubDate has no date, and no error."""
    (record,), report = take(in_set(minimal(1, more="<Journal/>")))
    assert record.date is None
    assert not report.messages


def test_formula_keeps_its_parts_apart(take: Reader) -> None:
    """MathML is written on one line, with nothing lost or glued."""
    formula = (
        '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mrow>'
        "<mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup><mml:mo>=</mml:mo>"
        "<mml:mfrac><mml:mrow><mml:mi>a</mml:mi><mml:mo>+</mml:mo><mml:mn>1</mml:mn></mml:mrow>"
        "<mml:mi>b</mml:mi></mml:mfrac><mml:mi>sin</mml:mi><mml:mi>y</mml:mi></mml:mrow></mml:math>"
    )
    (record,), _ = take(in_set(minimal(1, f"Where {formula} holds.")))
    assert record.title == "Where x(2)=(a+1)/b sin y holds."


def test_prefix_declared_on_the_set(take: Reader) -> None:
    """A namespace that the set declares is known in its records."""
    article = minimal(1, "<mml:math><mml:mi>x</mml:mi></mml:math> marks.")
    text = in_set(article).replace(
        "<PubmedArticleSet>",
        '<PubmedArticleSet xmlns:mml="http://www.w3.org/1998/Math/MathML">',
    )
    (record,), _ = take(text)
    assert record.title == "x marks."


def test_book_and_chapter(take: Reader) -> None:
    """A book's title is the record's; a chapter's comes first and its book stands as journal."""
    book = (
        "<PubmedBookArticle><BookDocument><PMID Version='3'>{}</PMID><Book>"
        "<BookTitle book='t'>All about tea</BookTitle><PubDate><Year>2009</Year></PubDate>"
        "<AuthorList Type='editors'><Author><LastName>Roe</LastName></Author></AuthorList>"
        "<AuthorList Type='authors'><Author><LastName>Doe</LastName></Author></AuthorList>"
        "<Isbn>9780000000002</Isbn></Book>{}<Language>eng</Language>"
        "<PublicationType UI='D016454'>Review</PublicationType>"
        "<Abstract><AbstractText>Tea.</AbstractText></Abstract></BookDocument></PubmedBookArticle>"
    )
    (whole, chapter), _ = take(
        in_set(book.format(1, ""), book.format(2, "<ArticleTitle>Grey tea</ArticleTitle>"))
    )
    assert (whole.title, whole.journal.title) == ("All about tea", None)
    assert (chapter.title, chapter.journal.title) == ("Grey tea", "All about tea")
    assert chapter.version == 3
    assert [author.last_name for author in chapter.authors] == ["Doe"]
    assert chapter.publication_types == ("Review",)
    assert chapter.other_ids == ("isbn:9780000000002",)
    assert chapter.abstract_text == "Tea."


def test_old_medline_set(take: Reader) -> None:
    """MedlineCitationSet, with its one affiliation and FirstName, is read as well."""
    text = (
        "<MedlineCitationSet><MedlineCitation Owner='NLM'><PMID>0012345</PMID><Article>"
        "<ArticleTitle>Tea.</ArticleTitle><Affiliation>Tea House.</Affiliation><AuthorList>"
        "<Author><LastName>Doe</LastName><FirstName>Jane</FirstName></Author><Author>"
        "<LastName>Roe</LastName></Author></AuthorList></Article><MeshHeadingList><MeshHeading>"
        "<Descriptor MajorTopicYN='Y'>Tea</Descriptor></MeshHeading></MeshHeadingList>"
        "</MedlineCitation><MedlineCitation><PMID>2</PMID></MedlineCitation></MedlineCitationSet>"
    )
    (first, second), _ = take(text)
    assert first.pmid == "12345"
    assert first.authors[0].fore_name == "Jane"
    assert first.authors[0].affiliations == ("Tea House.",)
    assert first.authors[1].affiliations == ()
    assert first.mesh[0].major
    assert second.pmid == "2"


def test_deletions_stand_where_the_file_has_them(take: Reader, tmp_path: Path) -> None:
    """DeleteCitation gives deletions as events, and their PMIDs in the report."""
    text = in_set(
        minimal(1), "<DeleteCitation><PMID Version='1'>5</PMID><PMID>6</PMID></DeleteCitation>"
    )
    records, report = take(text, "update.xml")
    assert [record.pmid for record in records] == ["1"]
    assert report.deleted == ["5", "6"]
    assert report.summary() == "1 record read from 1 file; 2 deletions"
    found = [event.pmid for event in events([tmp_path / "update.xml"])]
    assert found == ["1", "5", "6"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (minimal(2, "Tea <b>"), "malformed XML"),
        (minimal(2, "Tea & biscuits"), "malformed XML"),
        (minimal(2, "Tea &undefined;"), "undefined XML entity"),
        (minimal(2).removesuffix("</PubmedArticle>"), "XML element not closed"),
        (minimal(2)[:60], "XML element not closed"),
        (minimal("none"), "no PMID"),
        ("<PubmedArticle/>", "no PMID"),
        ("<PubmedArticle>wrong format</PubmedArticle>", "no PMID"),
        ("stray words", "text outside any record"),
    ],
)
def test_records_around_a_broken_one_are_kept(take: Reader, broken: str, reason: str) -> None:
    """Damage costs the record that has it, and the message says where it stands."""
    records, report = take(in_set(minimal(1), broken, minimal(3)))
    assert [record.pmid for record in records] == ["1", "3"]
    assert report.skipped == {reason: 1}
    assert len(report.messages) == 1
    assert "file.txt: " in report.messages[0]
    assert "line 2" in report.messages[0] or "line 3" in report.messages[0]


def test_cut_off_file_keeps_what_is_whole(take: Reader) -> None:
    """The record that the end of the file cuts is told with its PMID."""
    records, report = take(in_set(minimal(1), minimal(2))[:-60])
    assert [record.pmid for record in records] == ["1"]
    assert report.skipped == {"XML cut off": 1}
    assert "PMID 2" in report.messages[0]


def test_strict_raises_at_the_first_broken_record(take: Reader) -> None:
    """Strict reading ends with an error that names file and line."""
    with pytest.raises(FormatError, match=r"file\.txt: record at line 3 \(PMID 2\): malformed XML"):
        take(in_set(minimal(1), minimal(2, "<b>"), minimal(3)), strict=True)


def test_entity_bomb_is_never_expanded(take: Reader) -> None:
    """Entities of the document type stay unknown; records without them are kept."""
    bomb = (
        '<!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY r "<PubmedArticle></PubmedArticle>">]>\n'
    )
    records, report = take(bomb + in_set(minimal(1), minimal(2, "&b;"), minimal(3, "&x;")))
    assert [record.pmid for record in records] == ["1"]
    assert report.skipped == {"undefined XML entity": 2}
    assert report.altered == {"entity declarations": 1}


def test_named_characters_and_impossible_references(take: Reader) -> None:
    """HTML's names of characters are known; a reference to no XML character is dropped."""
    (record,), report = take(in_set(minimal(1, "&alpha;&nbsp;tea&#27;[31m &lt;b&gt;")))
    assert record.title == "α tea[31m <b>"
    assert len(report.messages) == 1


def test_comments_and_cdata_between_records_are_passed_over(take: Reader) -> None:
    """A commented-out record is not read."""
    records, report = take(in_set("<!--", minimal(1), "-->", minimal(2), "<![CDATA[", "]]>"))
    assert [record.pmid for record in records] == ["2"]
    assert not report.messages


def test_nesting_without_end_is_no_crash(take: Reader) -> None:
    """Ten thousand nested elements cost one record."""
    deep = "<i>" * 10_000 + "x" + "</i>" * 10_000
    records, report = take(in_set(minimal(1, deep), minimal(2)))
    assert [record.pmid for record in records] == ["2"]
    assert report.skipped == {"XML nested too deep": 1}


def test_concatenated_sets(take: Reader) -> None:
    """Several files in one, each with its declaration and byte order mark, are all read."""
    one = '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE PubmedArticleSet>\n'
    records, report = take(one + in_set(minimal(1)) + one + in_set(minimal(2)))
    assert [record.pmid for record in records] == ["1", "2"]
    assert not report.messages


def test_other_xml_is_refused_by_name(take: Reader) -> None:
    """XML of another kind is an error that names the file and what to give instead."""
    with pytest.raises(FormatError, match=r"file\.txt: XML, but not PubMed's.*export"):
        take("<?xml version='1.0'?><article><pmid>1</pmid></article>")


def test_empty_set_is_an_error(take: Reader) -> None:
    """A set without records is no corpus."""
    with pytest.raises(FormatError, match="no PubMed record"):
        take("<PubmedArticleSet><PubmedArticle></PubmedArticle></PubmedArticleSet>")


def test_reading_is_lazy(tmp_path: Path) -> None:
    """Records come before the file is read to its end, and the report grows with them."""
    file = tmp_path / "many.xml"
    file.write_text(in_set(*(minimal(n, "x" * 1000) for n in range(1, 2000))), encoding="utf-8")
    report = ReadReport()
    stream = read([file], report=report)
    next(stream)
    assert report.records == 1
