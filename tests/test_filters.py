"""Filters as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import il2qa
from il2qa.filters.text import filter_text, narrowed, read_filter
from il2qa.filters.where import Where

VALUES = st.lists(st.text(min_size=1), max_size=3).map(tuple)
FILTERS = st.builds(
    Where,
    since=st.integers(1000, 2999) | st.none(),
    until=st.integers(1000, 2999) | st.none(),
    authors=VALUES,
    journals=VALUES,
    publication_types=VALUES,
    languages=VALUES,
    mesh=VALUES,
    pmids=VALUES,
    cites=VALUES,
    has_abstract=st.booleans(),
)


@given(FILTERS)
def test_filter_is_read_back_as_told(where: Where) -> None:
    """Whatever stands in its values."""
    assert read_filter(filter_text(where)) == where


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("year>=1990", 1990, None),
        ("year>1990", 1991, None),
        ("year<=1990", None, 1990),
        ("year<1990", None, 1989),
        ("year=1990", 1990, 1990),
        ("year:1990-1995", 1990, 1995),
        ("year>=1990 year<=1995", 1990, 1995),
    ],
)
def test_years(text: str, since: int | None, until: int | None) -> None:
    """Both ends are inclusive."""
    assert read_filter(text) == Where(since=since, until=until)


@pytest.mark.parametrize("text", ["colour:red", "year>=90", "review", "author:", 'author:"x'])
def test_what_is_no_filter_is_named(text: str) -> None:
    """With an example of one that is, or the missing quotation mark."""
    with pytest.raises(il2qa.QuestionError, match=r"is no filter: write|has no partner"):
        read_filter(text)


def test_two_filters_are_one_that_is_narrower() -> None:
    """Years as far as both let through; of one condition the further one."""
    both = narrowed(
        Where(since=1980, until=2000, languages=("ger",)), Where(since=1970, until=1990)
    )
    assert both == Where(since=1980, until=1990, languages=("ger",))
    assert narrowed(None, None) is None
