"""The questions written for this project: what answers each is a passage of its record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bench.data import files, questions
from bench.data.questions import RecordQuestion, quoted

pytestmark = pytest.mark.skipif(
    not files.folder().is_dir(), reason=f"needs the pool of abstracts in {files.folder()}"
)


@pytest.mark.parametrize("read", [questions.own_words_ours, questions.bundled, questions.closing])
def test_what_answers_is_a_passage(read: Callable[[], Iterator[RecordQuestion]]) -> None:
    """Places in a set are those of the pool's text, whole sentences of it."""
    passages: dict[str, set[str]] = {}
    for asked in read():
        pmid = asked.record.id
        if pmid not in passages:
            passages = {pmid: set(quoted(asked.record))}
        assert set(asked.gold) <= passages[pmid], (pmid, asked.question)


def test_nothing_is_learnt_from_the_closing_questions() -> None:
    """No question of theirs, and no other on their records, is in a set that is learnt from."""
    closing = {asked.record.id for asked in questions.closing()}
    learnt = (questions.own_words, questions.own_words_more, questions.own_words_ours)
    assert not closing & {asked.record.id for read in learnt for asked in read()}
