"""Filters."""

from __future__ import annotations

import pytest

import il2qa


@pytest.mark.parametrize(
    "where",
    [
        il2qa.Where(),
        il2qa.Where(since=1987, until=1987),
        il2qa.Where(authors=("borradori",)),
        il2qa.Where(authors=("Nobody", "Borradori L")),
        il2qa.Where(journals=("schweiz med wochenschr.",)),
        il2qa.Where(publication_types=("review",)),
        il2qa.Where(languages=("ger",)),
        il2qa.Where(languages=("German",)),
        il2qa.Where(pmids=("3303316",), has_abstract=True),
    ],
)
def test_record_meets_the_filter(record: il2qa.Record, where: il2qa.Where) -> None:
    """Values match whole, whatever their case; of several values of one filter any."""
    assert where.matches(record)


@pytest.mark.parametrize(
    "where",
    [
        il2qa.Where(since=1988),
        il2qa.Where(until=1986),
        il2qa.Where(authors=("Borra",)),
        il2qa.Where(languages=("eng",)),
        il2qa.Where(mesh=("Interleukin-2",)),
        il2qa.Where(publication_types=("review",), pmids=("1",)),
    ],
)
def test_record_does_not_meet_the_filter(record: il2qa.Record, where: il2qa.Where) -> None:
    """All filters that are given must hold."""
    assert not where.matches(record)


def test_record_without_year_meets_no_limit_of_years() -> None:
    """What is not known to be in the years asked for is left out."""
    found = il2qa.Record(pmid="1", title="Undated")
    assert il2qa.Where().matches(found)
    assert not il2qa.Where(since=1900).matches(found)
    assert not il2qa.Where(has_abstract=True).matches(found)


@pytest.mark.parametrize(
    "name",
    [
        *("rct", "RCTs", "randomised controlled trial", "Randomized Controlled Trials"),
        *("randomised trials", "randomized controlled trial"),
    ],
)
def test_a_publication_type_goes_by_its_other_names(name: str) -> None:
    """It was said to be near "Retracted Publication"."""
    trial = il2qa.Record(pmid="1", publication_types=("Randomized Controlled Trial",))
    other = il2qa.Record(pmid="2", publication_types=("Review", "Retracted Publication"))
    where = il2qa.Where(publication_types=(name,))
    assert [where.matches(one) for one in (trial, other)] == [True, False]
