"""Cells of tables are text to a spreadsheet, never formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.text.safety import cell

FORMULAS = ["=A1", "+A1", "-A1", "@A1", "\uff1dA1", "\n=A1", "-1+cmd|' /C calc'!A0"]
PLAIN = ["-0.52", "+3", "12", "1e-07", "-1.5e-07", "Tea = good", "'x", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_gets_an_apostrophe(text: str) -> None:
    """In front, after which spreadsheets take all for text."""
    assert cell(text) == "'" + text.strip()


@pytest.mark.parametrize("text", PLAIN)
def test_number_and_text_stay(text: str) -> None:
    """A negative score can be summed up."""
    assert cell(text) == text


@given(st.text())
def test_any_cell_is_one_line_and_no_formula(text: str) -> None:
    """Whatever it holds."""
    told = cell(text)
    assert "\n" not in told
    assert "\t" not in told
    assert not told.startswith(("=", "@"))
