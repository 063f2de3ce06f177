"""Scores of passages are compared with the best of their record."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from il2qa.corpora.protocol import candidate
from il2qa.models import Record, Section
from il2qa.ranking.match_matrix import match
from il2qa.ranking.within_record import compared
from il2qa.text.analyzer import default_analyzer

RECORD = Record(
    pmid="900002",
    title="Cycling to work.",
    abstract=(Section(text="We asked 1236 employees. Cycling comes with less sick leave."),),
)


@given(st.lists(st.floats(-1, 1), min_size=3, max_size=3))
def test_no_share_of_the_best_is_far_below_nothing(values: list[float]) -> None:
    """Likeness may be below nothing for all passages: none is a hundred million times worse."""
    analyzer = default_analyzer()
    matches = match(analyzer.parse("cycling"), [candidate(RECORD, analyzer)], analyzer)
    found = compared(matches, "alike", np.array(values), 1.0)
    assert (np.abs(found["alike_of_best"]) <= 1).all()
