"""What is typed breaks between words, however narrow the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.chat.typed_lines import filling

TYPED = st.text(alphabet="ab  é字", max_size=60)


def rows(text: str, first: int, width: int) -> list[str]:
    """The rows of a screen that breaks anywhere, behind a prompt of so many columns."""
    shown = "." * first + "".join(
        "_" * blanks + char for blanks, char in zip(filling(text, first, width), text, strict=True)
    )
    return [shown[start : start + width] for start in range(0, len(shown), width)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("how many patients took part", ["....how many", "patients took", " part"]),
        ("a interleukin b", ["....a ______", "interleukin b"]),
    ],
)
def test_a_word_that_does_not_fit_begins_the_next_row(text: str, wanted: list[str]) -> None:
    """The row is filled up with blanks."""
    found = [row.replace("_", "").rstrip() for row in rows(text, 4, 13)]
    assert found == [row.replace("_", "").rstrip() for row in wanted]


@given(st.text(alphabet="abc  ", max_size=60), st.integers(0, 9), st.integers(10, 20))
def test_no_word_that_fits_is_broken(text: str, first: int, width: int) -> None:
    """Each word stands whole in one row."""
    shown = [word for row in rows(text, first, width) for word in row.strip("._ ").split()]
    assert [word.strip("._") for word in shown if word.strip("._")] == [
        word for word in text.split() if len(word) <= width
    ] or any(len(word) > width for word in text.split())


@given(TYPED, st.integers(0, 9), st.integers(0, 20))
def test_any_text_is_filled_up(text: str, first: int, width: int) -> None:
    """Also where a screen has no width, and with characters of two columns."""
    found = filling(text, first, width)
    assert len(found) == len(text)
    assert all(0 <= blanks <= max(width, 0) for blanks in found)
