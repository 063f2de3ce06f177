"""What styles are made of: page ranges, article numbers, dates, names, sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from several import dated

from il2qa.citing import dates, pages, parts
from il2qa.models import Author, PublicationDate, Record


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("945-51", "945-951"),
        ("945\u201351", "945-951"),
        ("2603-2615", "2603-2615"),
        ("199-201", "199-201"),
        ("S12-8", "S12-S18"),
        ("S12-S18", "S12-S18"),
        ("R31-R9", "R31-R39"),
        ("1203-1215.e3", "1203-1215.e3"),
        ("1203-15.e3", "1203-1215.e3"),
        ("123A-5A", "123A-125A"),
        ("1S-20S", "1S-20S"),
        ("e1-12", "e1-e12"),
        ("iii-viii", "iii-viii"),
        ("101-10, 115", "101-110, 115"),
        ("1-2; 5-6", "1-2; 5-6"),
        ("123-30; discussion 131-2", "123-130; discussion 131-2"),
        ("e27850", "e27850"),
        ("bcr-2017-223862", "bcr-2017-223862"),
        ("S0883-5403(24)00123-4", "S0883-5403(24)00123-4"),
        ("", ""),
    ],
)
def test_pages_in_full(given: str, expected: str) -> None:
    """The last page of each range with what it shares with the first; all else stays as given."""
    assert pages.in_full(given) == expected


@given(st.text("0123456789eSivx-, .", max_size=12))
def test_any_pages_are_put_in_full_once(given: str) -> None:
    """What is in full already does not change."""
    assert pages.in_full(pages.in_full(given)) == pages.in_full(given)


@pytest.mark.parametrize(
    ("given", "status", "expected"),
    [
        ("e27850", None, True),
        ("E12", None, True),
        ("dev188912", None, True),
        ("CD001234", None, True),
        ("20220193", None, True),
        ("10", "epublish", True),
        ("10", "ppublish", False),
        ("115", None, False),
        ("S12", None, False),
        ("945-51", "epublish", False),
        ("iii", None, False),
        ("", "epublish", False),
    ],
)
def test_article_numbers(given: str, status: str | None, expected: bool) -> None:
    """Told from pages by their letters, their length and how the article appeared."""
    record = Record(pmid="1", pages=given, publication_status=status)
    assert pages.is_article_number(record) == expected


ISSUE, ONLINE = dated(2021, 6), dated(2021, 6, 8)


@pytest.mark.parametrize(
    ("status", "model", "expected"),
    [
        ("epublish", None, (ONLINE, "eCollection 2021 Jun")),
        ("epublish", "Electronic-eCollection", (ONLINE, "eCollection 2021 Jun")),
        ("ppublish", "Electronic-eCollection", (ONLINE, "eCollection 2021 Jun")),
        ("epublish", "Electronic-Print", (ONLINE, "Print 2021 Jun")),
        ("ppublish", None, (ISSUE, "Epub 2021 Jun 8")),
        ("ppublish", "Print-Electronic", (ISSUE, "Epub 2021 Jun 8")),
        ("epublish", "a model", (ONLINE, "eCollection 2021 Jun")),
        (None, None, (ISSUE, "Epub 2021 Jun 8")),
        ("aheadofprint", None, (ISSUE, "Epub ahead of print")),
    ],
)
def test_which_date_comes_first(
    status: str | None, model: str | None, expected: tuple[PublicationDate, str]
) -> None:
    """The publishing model decides, then the status."""
    record = Record(
        pmid="1",
        date=ISSUE,
        electronic_date=ONLINE,
        publication_status=status,
        publication_model=model,
    )
    assert dates.dates(record) == expected


def test_electronic_article_without_issue_has_one_date() -> None:
    """Both dates are the same one."""
    record = Record(pmid="1", date=ONLINE, electronic_date=ONLINE, publication_status="epublish")
    assert dates.dates(record) == (ONLINE, "")


def test_epub_of_the_same_day_is_told_where_the_status_is() -> None:
    """As PubMed does; where a record does not say how it was published, one date is enough."""
    record = Record(pmid="1", date=ONLINE, electronic_date=ONLINE)
    assert dates.dates(record).other == ""
    told = record.model_copy(update={"publication_status": "ppublish"})
    assert dates.dates(told).other == "Epub 2021 Jun 8"


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "expected"),
    [
        ("1998 Dec-1999 Jan", 1998, 12, None, [[1998, 12], [1999, 1]]),
        ("2000 Jan-Feb", 2000, 1, None, [[2000, 1], [2000, 2]]),
        ("1999 Nov 27-Dec 4", 1999, 11, 27, [[1999, 11, 27], [1999, 12, 4]]),
        ("2001 Mar 3-9", 2001, 3, 3, [[2001, 3, 3], [2001, 3, 9]]),
        ("1998-1999", 1998, None, None, [[1998], [1999]]),
        ("2003 Winter", 2003, 1, None, [[2003]]),
        ("2020-03-04", 2020, 3, 4, [[2020, 3, 4]]),
        ("2020 Mar", 2020, 3, None, [[2020, 3]]),
        ("in press", None, None, None, []),
    ],
)
def test_first_and_last_day(
    text: str, year: int | None, month: int | None, day: int | None, expected: list[list[int]]
) -> None:
    """Of a range both, each as far as known; a season's month does not count."""
    assert dates.ends(PublicationDate(text=text, year=year, month=month, day=day)) == expected


@pytest.mark.parametrize(
    ("fore_name", "initials", "expected"),
    [
        ("Jean-Pierre", "JP", "J.-P."),
        ("Jean-Pierre Q", "JPQ", "J.-P. Q."),
        ("Jean\u2010Pierre", "JP", "J.-P."),
        ("J-P", "JP", "J.-P."),
        ("J.-P.", "JP", "J.-P."),
        ("Jane Q", "JQ", "J. Q."),
        ("JQ", "JQ", "J. Q."),
        (None, "JQ", "J. Q."),
        ("Jean-Pierre", None, "J.-P."),
        ("Jean-Pierre", "J", "J."),
        (None, None, ""),
    ],
)
def test_initials_with_stops(fore_name: str | None, initials: str | None, expected: str) -> None:
    """Hyphens stay where the fore name tells them."""
    author = Author(last_name="Doe", fore_name=fore_name, initials=initials)
    assert parts.dotted_initials(author) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea", "Tea."),
        ("Tea.", "Tea."),
        ("Tea?", "Tea?"),
        ("Tea\u2026", "Tea\u2026"),
        ("Tea...", "Tea..."),
        ('The "tea."', 'The "tea."'),
        ("The \u201ctea!\u201d", "The \u201ctea!\u201d"),
        ('The "tea"', 'The "tea".'),
        ("Tea (really?)", "Tea (really?)."),
        ("", ""),
    ],
)
def test_sentences_are_closed_once(text: str, expected: str) -> None:
    """Not behind a stop, nor behind one that a quotation mark follows."""
    assert parts.sentence(text) == expected


def test_ellipsis_of_a_title_stays_whole() -> None:
    """It lost its last point."""
    assert parts.full_title(Record(pmid="1", title="And then...")) == "And then..."


@pytest.mark.parametrize(("given", "expected"), [("3rd", "III"), ("Jr.", "Jr"), (None, "")])
def test_suffix_beyond_nlm(given: str | None, expected: str) -> None:
    """NLM's ordinals are Roman numbers elsewhere."""
    assert parts.suffix(Author(last_name="Doe", suffix=given)) == expected
