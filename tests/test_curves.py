"""Risk and coverage of bench/quality/curves.py, by hand."""

from __future__ import annotations

import sys

import pytest
from conftest import ROOT

sys.path.append(str(ROOT))

from bench.quality.curves import curve


def test_coverage_is_the_largest_share_that_is_right_enough() -> None:
    """Of five, the surest first: right, right, wrong, right, wrong."""
    found = curve([0.1, 0.9, 0.5, 0.8, 0.3], [False, True, False, True, True], [True] * 5)
    assert found.right.tolist() == [True, True, False, True, False]
    assert found.coverage(1.0) == pytest.approx(2 / 5)
    assert found.coverage(0.75) == pytest.approx(4 / 5)
    assert found.found(0.75) == pytest.approx(3 / 5)
    assert found.precision(0.6) == pytest.approx(2 / 3)


def test_nothing_is_covered_where_the_surest_are_wrong() -> None:
    """No share at all is right enough then."""
    found = curve([0.9, 0.1], [False, True], [True, True])
    assert found.coverage(0.95) == 0.0
    assert found.found(0.95) == 0.0
