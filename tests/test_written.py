"""Words as they are written, and how they are folded."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.text.analyzer import default_analyzer
from il2qa.text.written import written_words

TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aZ09 -_.(β)é‐½ﬁ\u0301ς")))


@given(TEXTS)
def test_words_are_what_letters_and_digits_make(text: str) -> None:
    """Of ASCII or not: every run of letters and digits of the folded text, in order."""
    folded = default_analyzer().words.fold(text)
    assert written_words(text) == re.findall(r"[^\W_]+", folded)


@given(TEXTS)
def test_folded_text_has_no_accents_and_no_capitals(text: str) -> None:
    """What is folded has no mark that combines, and folding it again changes nothing in ASCII."""
    folded = default_analyzer().words.fold(text)
    assert not any(map(unicodedata.combining, folded))
    if folded.isascii():
        assert folded == folded.lower()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("T-cell", ["t", "cell"]),
        ("IL\u20112 (β-chain)", ["il", "2", "beta", "chain"]),
        ("naïve Müller_x", ["naive", "muller", "x"]),
        ("TGF-β1 ≥ 0.05", ["tgf", "beta1", "0", "05"]),
        ("", []),
    ],
)
def test_forms_make_no_difference(text: str, words: list[str]) -> None:
    """Case, accents, Greek letters and hyphens of any form."""
    assert written_words(text) == words
