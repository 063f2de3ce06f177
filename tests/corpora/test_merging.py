"""Several records of one identifier: which one counts."""

from __future__ import annotations

import il2qa
from il2qa.corpora.memory import merged
from il2qa.readers import Deletion

WHOLE = il2qa.Record(pmid="1", title="Tea", abstract=(il2qa.Section(text="Tea helps."),))
BARE = il2qa.Record(pmid="1", title="Tea, of a CSV export")
SECOND = il2qa.Record(pmid="1", version=2, title="Tea, again")
LATER = il2qa.Record(pmid="1", title="Tea", abstract=(il2qa.Section(text="Tea helps much."),))


def test_record_without_abstract_never_replaces_one_with() -> None:
    """A CSV export beside an nbib file must not take the abstract away."""
    assert merged([WHOLE, BARE]) == merged([BARE, WHOLE]) == [WHOLE]


def test_higher_version_counts_whatever_the_order() -> None:
    """The version of a PMID comes first."""
    assert merged([SECOND, WHOLE]) == merged([WHOLE, SECOND]) == [SECOND]


def test_last_of_equal_ones_counts() -> None:
    """An update file comes after the file that it updates."""
    assert merged([WHOLE, LATER]) == [LATER]
    assert merged([LATER, WHOLE]) == [WHOLE]


def test_deletion_takes_away_what_came_before_it() -> None:
    """And only that."""
    assert merged([WHOLE, Deletion("1")]) == []
    assert merged([Deletion("1"), WHOLE]) == [WHOLE]
