"""References in prose, against what PubMed's "Cite" gives for such records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from several import RECORDS, dated

import il2qa
from il2qa import citing
from il2qa.citing import STYLES, bibliography, cite
from il2qa.cli.arguments import STYLES as OFFERED
from il2qa.models import Author, Correction, Journal, PublicationDate, Record
from il2qa.text.safety import clean

PEOPLE, REVIEW, GERMAN, RETRACTED = RECORDS
PROSE = ("nlm", "ama", "vancouver", "apa", "mla")


def record(**told: object) -> Record:
    """A record with little in it but what is told."""
    plain = {
        "pmid": "1",
        "title": "Tea and hiccups.",
        "journal": Journal(title="Journal of tea", abbreviation="J Tea"),
        "date": dated(2020, 12, 31),
        "volume": "383",
        "issue": "27",
        "pages": "2603-15",
        "languages": ("eng",),
    }
    return Record.model_validate({**plain, **told})


def people(count: int) -> tuple[Author, ...]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return tuple(Author(last_name=f"Name{x}", initials=f"{x}Q") for x in letters[:count])


def test_options_offer_the_styles_that_there_are() -> None:
    """The option table names them again, since it must not import them."""
    assert tuple(STYLES) == OFFERED


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "nlm",
            "Doe J, Roe RQ. Interleukin-2 in HIV infection. Imag Immunol. 1991 Mar;7(2):11-9. "
            "doi: 10.1000/101. PMID: 101.",
        ),
        (
            "ama",
            "Doe J, Roe RQ. Interleukin-2 in HIV infection. Imag Immunol. 1991;7(2):11-19. "
            "doi:10.1000/101",
        ),
        (
            "vancouver",
            "Doe J, Roe RQ. Interleukin-2 in HIV infection. Imag Immunol. 1991 Mar;7(2):11-9. "
            "doi: 10.1000/101.",
        ),
        (
            "apa",
            "Doe, J., & Roe, R. Q. (1991). Interleukin-2 in HIV infection. "
            "Imaginary immunology, 7(2), 11–19. https://doi.org/10.1000/101",
        ),
        (
            "mla",
            "Doe, Jane, and Richard Q Roe. “Interleukin-2 in HIV infection.” "
            "Imaginary immunology vol. 7,2 (1991): 11-9. doi:10.1000/101",
        ),
    ],
)
def test_two_authors_in_every_style(style: str, expected: str) -> None:
    """An article with all that an article has."""
    assert cite(PEOPLE, style) == expected


def test_translation_stands_in_brackets_after_the_original_with_its_language() -> None:
    """As PubMed: vernacular title, translation in brackets, language after the pages."""
    assert cite(GERMAN) == (
        "Arbeitskreis Immunologie. Interleukin-2 und sein Rezeptor [Interleukin-2 and its "
        "receptor]. Imag Z Immunol. 1986 Jun 20;117(25):945-51. German. PMID: 103."
    )


def test_translation_without_original_stands_in_brackets(corpus: il2qa.Corpus) -> None:
    """The bundled record; its list of authors is not complete."""
    found = corpus.record("3303316")
    assert found is not None
    assert cite(found) == (
        "Borradori L, et al. [Interleukin-2: molecular, physiological and pathophysiological "
        "bases and possible significance for clinical practice]. Schweiz Med Wochenschr. "
        "1987 Jun 20;117(25):945-51. German. PMID: 3303316."
    )


def test_article_in_two_languages_names_both() -> None:
    """English too, where another stands beside it."""
    assert "2603-15. English, Spanish. PMID" in cite(record(languages=("eng", "spa")))


def test_nlm_names_every_author_and_the_collective_after_a_semicolon() -> None:
    """PubMed's "Cite" cuts no list."""
    authors = (*people(9), Author(collective="Tea Trial Group"))
    shown = cite(record(authors=authors))
    assert shown.startswith("NameA AQ, NameB BQ, NameC CQ, NameD DQ")
    assert "NameI IQ; Tea Trial Group. Tea and hiccups." in shown


@pytest.mark.parametrize(
    ("count", "style", "expected"),
    [
        (6, "ama", "NameE EQ, NameF FQ. Tea"),
        (7, "ama", "NameA AQ, NameB BQ, NameC CQ, et al. Tea"),
        (6, "vancouver", "NameE EQ, NameF FQ. Tea"),
        (7, "vancouver", "NameE EQ, NameF FQ, et al. Tea"),
        (20, "apa", "NameS, S. Q., & NameT, T. Q. (2020)."),
        (21, "apa", "NameS, S. Q., … NameU, U. Q. (2020)."),
        (3, "mla", "NameA, AQ et al. “Tea"),
    ],
)
def test_long_lists_are_cut_as_the_style_says(count: int, style: str, expected: str) -> None:
    """At the number that the style's own rules give."""
    assert expected in cite(record(authors=people(count)), style)


@pytest.mark.parametrize("style", PROSE)
def test_no_author_begins_with_the_title(style: str) -> None:
    """There is no stray stop or space before it."""
    assert cite(record(), style).lstrip("“").startswith("Tea and hiccups.")


def test_junior_keeps_his_suffix() -> None:
    """Each style has its place for it."""
    junior = record(
        authors=(Author(last_name="Frenck", fore_name="Robert W", initials="RW", suffix="Jr"),)
    )
    assert cite(junior).startswith("Frenck RW Jr. ")
    assert cite(junior, "apa").startswith("Frenck, R. W., Jr. (2020)")
    assert cite(junior, "mla").startswith("Frenck, Robert W, Jr. ")


@pytest.mark.parametrize(
    ("pages", "ama"),
    [
        ("945-51", "945-951"),
        ("2603-2615", "2603-2615"),
        ("S12-8", "S12-S18"),
        ("e27850", "e27850"),
        ("1-2, 5", "1-2, 5"),
        ("199-201", "199-201"),
    ],
)
def test_page_ranges(pages: str, ama: str) -> None:
    """NLM leaves them as they are; AMA writes the last page in full; numbers stay numbers."""
    assert f":{pages}." in cite(record(pages=pages))
    assert f":{ama}." in cite(record(pages=pages), "ama")


def test_electronic_version_before_the_issue() -> None:
    """Write "Epub" after the DOI, as PubMed; not where both have the same date."""
    early = PublicationDate(text="2020 Dec 10", year=2020, month=12, day=10)
    shown = cite(record(doi="10.1/x", electronic_date=early, pmc="PMC7"))
    assert shown.endswith("2603-15. doi: 10.1/x. Epub 2020 Dec 10. PMID: 1; PMCID: PMC7.")
    assert "Epub" not in cite(record(electronic_date=dated(2020, 12, 31)))


def test_article_of_an_electronic_collection_bears_its_own_date() -> None:
    """The issue is dated by the year alone."""
    shown = cite(record(date=dated(2020), electronic_date=dated(2020, 10, 15), pages="e1"))
    assert "2020 Oct 15;383(27):e1. eCollection 2020. PMID" in shown


def test_date_range_stays_as_given() -> None:
    """As in "1998 Dec-1999 Jan"."""
    ranged = PublicationDate(text="1998 Dec-1999 Jan", year=1998, month=12)
    assert "J Tea. 1998 Dec-1999 Jan;383" in cite(record(date=ranged))


@pytest.mark.parametrize("style", PROSE)
def test_retraction_is_told_in_every_style(style: str) -> None:
    """Nobody cites a retracted record unawares."""
    assert "Retraction in: Imag Immunol. 2003;19:1. PMID: 9." in cite(RETRACTED, style)


@pytest.mark.parametrize("style", PROSE)
def test_title_that_asks_keeps_its_mark(style: str) -> None:
    """And gets no stop after it."""
    assert "Does tea help?." not in cite(record(title="Does tea help?"), style)
    assert "Does tea help?" in cite(record(title="Does tea help?"), style)


TEXT = st.text(max_size=12)
AUTHORS = st.builds(Author, last_name=TEXT, fore_name=TEXT | st.none(), initials=TEXT | st.none())
WILD = st.builds(
    Record,
    pmid=st.just("1"),
    title=TEXT,
    vernacular_title=TEXT | st.none(),
    authors=st.lists(AUTHORS | st.builds(Author, collective=TEXT), max_size=4).map(tuple),
    journal=st.builds(Journal, title=TEXT | st.none(), abbreviation=TEXT | st.none()),
    date=st.builds(PublicationDate, text=TEXT, year=st.none() | st.integers(1800, 2100)),
    volume=TEXT | st.none(),
    issue=TEXT | st.none(),
    pages=TEXT | st.none(),
    doi=TEXT | st.none(),
    corrections=st.lists(
        st.builds(Correction, kind=st.just("RetractionIn"), citation=TEXT | st.none()), max_size=1
    ).map(tuple),
)


@given(WILD, st.sampled_from(tuple(STYLES)))
def test_any_record_can_be_cited_and_is_harmless(found: Record, style: str) -> None:
    """No control character gets through, and prose stays on one line."""
    text = cite(found, style)
    assert clean(text) == text
    assert style not in PROSE or "\n" not in text
    assert "\n" not in citing.short_reference(found)


def test_several_references_are_parted() -> None:
    """By a blank line; CSL-JSON is one array."""
    assert bibliography(RECORDS[:2], "apa").count("\n\n") == 1
    assert bibliography(RECORDS[:2], "csl-json").startswith("[\n{")
