"""Real kinds of records that were cited wrongly once; the inputs in cases/ are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from il2qa.citing import cite
from il2qa.models import Record
from il2qa.readers import read

CASES = Path(__file__).parent / "cases"
PAGES = "page-ranges-not-plain.xml"
PLACEHOLDER = "ris-title-with-stop.xml"
BOOKS = "book-and-chapter.xml"


def case(name: str, pmid: str = "11111111") -> Record:
    """A record of a case's file."""
    return next(record for record in read([CASES / name]) if record.pmid == pmid)


def test_ecollection_of_a_month_is_told_by_the_status() -> None:
    """A record that was published electronically, by MEDLINE's PST; it was taken for "Epub"."""
    assert cite(case("ecollection-of-a-month.nbib")) == (
        "Doe J. Foo helps bar. J Foo Res. 2021 Jun 8;13(6):e15525. eCollection 2021 Jun. "
        "PMID: 11111111."
    )


def test_printed_issue_of_a_year_alone_is_no_ecollection() -> None:
    """PubModel "Print-Electronic" tells it; the year alone was taken for a collection's."""
    shown = cite(case("print-electronic-year-only.xml"))
    assert "J Foo Res. 2024;12(3):123-30. Epub 2024 May 3. PMID" in shown


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("nlm", "J Foo Res. 2024 May 3. doi: 10.1000/xyz. Epub ahead of print. PMID: 11111111."),
        ("vancouver", "J Foo Res. 2024 May 3. doi: 10.1000/xyz. Epub ahead of print."),
        ("ama", "J Foo Res. Published online May 3, 2024. doi:10.1000/xyz"),
        ("apa", "Journal of foo research. Advance online publication. https://doi.org/10.1000/xyz"),
        ("mla", "“A title.” Journal of foo research. 3 May 2024, doi:10.1000/xyz"),
    ],
)
def test_ahead_of_print(style: str, expected: str) -> None:
    """Each style has its words for an article that waits for its issue."""
    assert cite(case("ahead-of-print.xml"), style).endswith(expected)


@pytest.mark.parametrize(
    ("pmid", "style", "expected"),
    [
        ("11111111", "ris", "SP  - 1203\nEP  - 1215.e3\n"),
        ("11111112", "ris", "SP  - 123A\nEP  - 125A\n"),
        ("11111113", "ris", "SP  - iii\nEP  - viii\n"),
        ("11111114", "ris", "SP  - 1S\nEP  - 20S\n"),
        ("11111111", "bibtex", "  pages = {1203--1215.e3},\n"),
        ("11111111", "apa", "12(3), 1203–1215.e3."),
        ("11111112", "apa", "12(3), 123A–125A."),
        ("11111115", "apa", "12(3), 101–110, 115."),
        ("11111115", "ama", "2020;12(3):101-110, 115."),
        ("11111115", "nlm", "2020 Mar;12(3):101-10, 115."),
        ("11111115", "csl-json", '"page": "101-110, 115"'),
    ],
)
def test_page_ranges_that_are_not_plain(pmid: str, style: str, expected: str) -> None:
    """Letters, supplements, Roman numbers and several ranges."""
    assert expected in cite(case(PAGES, pmid), style)


def test_bibtex_month_is_a_macro() -> None:
    """Without braces, which biber refuses to sort by."""
    assert "\n  month = mar,\n" in cite(case("bibtex-month-in-braces.xml"), "bibtex")


def test_hyphen_of_a_fore_name_stays_in_apa() -> None:
    """Elsewhere initials have none."""
    found = case("apa-hyphenated-fore-name.xml")
    assert cite(found, "apa").startswith("Doe, J.-P. (2020). ")
    assert cite(found, "ama").startswith("Doe JP. ")
    assert cite(found).startswith("Doe JP. ")


def test_article_number_is_named_in_apa() -> None:
    """APA 7: "Article e27850"."""
    assert "12(3), Article e27850." in cite(case("apa-article-number.xml"), "apa")


def test_ris_title_has_no_stop() -> None:
    """Reference managers add it."""
    assert "\nTI  - Foo helps bar\n" in cite(case(PLACEHOLDER), "ris")


@pytest.mark.parametrize("style", ["nlm", "ama", "vancouver", "apa", "mla", "ris", "csl-json"])
def test_placeholder_is_no_title(style: str) -> None:
    """Where NLM has no translation, "[Not Available]", the original title stands alone."""
    shown = cite(case(PLACEHOLDER, "22222222"), style)
    assert "Über die Foo" in shown
    assert "Available" not in shown


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "nlm",
            "Doe J. Foo Syndrome. 2023 Jul 17. In: StatFoo [Internet]. Treasure Island (FL): "
            "StatFoo Publishing; 2024 Jan-. PMID: 22222222.",
        ),
        ("ama", "Doe J. Foo Syndrome. In: Editor E, ed. StatFoo. StatFoo Publishing; 2024."),
        ("apa", "Doe, J. (2023). Foo Syndrome. In E. Editor (Ed.), StatFoo. StatFoo Publishing."),
        (
            "mla",
            "Doe, Jane. “Foo Syndrome.” StatFoo, edited by Ed Editor, StatFoo Publishing, 2023.",
        ),
    ],
)
def test_chapter(style: str, expected: str) -> None:
    """A chapter's own date is no "Epub"; a book still written on is open."""
    assert cite(case(BOOKS, "22222222"), style) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "nlm",
            "Editor E, editor. The Whole Foo Report [Internet]. Washington (DC): Foo Academies "
            "Press (US); 2019. doi: 10.1234/book. PMID: 33333333.",
        ),
        (
            "ama",
            "Editor E, ed. The Whole Foo Report. Foo Academies Press (US); 2019. doi:10.1234/book",
        ),
        (
            "apa",
            "Editor, E. (Ed.). (2019). The Whole Foo Report. Foo Academies Press (US). "
            "https://doi.org/10.1234/book",
        ),
        (
            "mla",
            "Editor, Ed, editor. The Whole Foo Report. Foo Academies Press (US), 2019. "
            "doi:10.1234/book",
        ),
    ],
)
def test_book_of_an_editor(style: str, expected: str) -> None:
    """Who edited it stands where authors do, and is called editor."""
    assert cite(case(BOOKS, "33333333"), style) == expected


def test_books_for_programs() -> None:
    """Each form has its types for a chapter and for a book."""
    chapter, book = case(BOOKS, "22222222"), case(BOOKS, "33333333")
    assert cite(chapter, "ris").startswith("TY  - CHAP\nAU  - Doe, Jane\n")
    assert cite(book, "ris").startswith("TY  - BOOK\n")
    assert "ED  - Editor, Ed\n" in cite(book, "ris")
    assert cite(chapter, "bibtex").startswith("@incollection{")
    assert "  booktitle = {StatFoo},\n" in cite(chapter, "bibtex")
    assert cite(book, "bibtex").startswith("@book{")
    assert "  editor = {Editor, Ed},\n" in cite(book, "bibtex")
    item = json.loads(cite(chapter, "csl-json"))[0]
    assert (item["type"], item["container-title"]) == ("chapter", "StatFoo")
    assert json.loads(cite(book, "csl-json"))[0]["type"] == "book"


def test_every_correction_has_its_tag_in_nbib(tmp_path: Path) -> None:
    """A partial retraction came back as a comment, so that nothing warned of it."""
    record = case("nbib-retraction-as-comment.xml")
    path = tmp_path / "again.nbib"
    path.write_text(cite(record, "nbib") + "\n", encoding="utf-8")
    (again,) = read([path])
    written = tuple(link for link in record.corrections if link.kind != "AssociatedDataset")
    assert again.corrections == written
    assert again.notices == record.notices == ("PARTIALLY RETRACTED",)


@pytest.mark.parametrize("style", ["nlm", "ama", "vancouver", "apa"])
def test_stop_inside_quotation_marks_is_enough(style: str) -> None:
    """One stop, not two."""
    shown = cite(case("title-ends-in-stop-and-quotation-mark.xml"), style)
    assert 'The "foo effect." J' in shown


def test_quotation_marks_inside_a_quoted_title_are_single() -> None:
    """MLA puts the title itself in double ones."""
    shown = cite(case("title-ends-in-stop-and-quotation-mark.xml"), "mla")
    assert "“The ‘foo effect.’” Journal" in shown
