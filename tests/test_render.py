"""Rendering: wrapping, marks, links, and hostile text."""

from __future__ import annotations

import io
import itertools
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import il2qa
from il2qa.render.json import answer_json
from il2qa.render.style import Style, clean, style_of
from il2qa.render.text import answer_text
from il2qa.render.wrapping import columns, lines
from il2qa.text.safety import CONTROL

HOSTILE = "Tea \x1b]0;owned\x07 stops \x9b31m hiccups \u202eyad\r\n"


def quoted(text: str, highlights: tuple[tuple[int, int], ...] = ()) -> il2qa.Answer:
    citation = il2qa.Citation(
        id="1",
        pmid="1",
        field="abstract",
        sentence=2,
        label="AIM\x1b[2J",
        start=0,
        end=len(text),
        reference="Doe J. \x1b[31mTea.",
        short_reference="Doe J. Tea J. \x1b[31m2001",
        url="https://pubmed.ncbi.nlm.nih.gov/1/",
    )
    passage = il2qa.Passage(text=text, citation=citation, score=1.0, highlights=highlights)
    return il2qa.Answer(
        question="tea", status="partial", confidence=0.5, passages=(passage,), missing=("x\x1b[m",)
    )


def test_forty_columns_golden(corpus: il2qa.Corpus) -> None:
    """The answer on a narrow terminal without colours, line by line."""
    shown = answer_text(corpus.ask("Is a synopsis presented?", limit=1), Style(width=40))
    assert shown == (
        "1. A brief synopsis of biochemical and\n"
        "   biological properties of IL2 is\n"
        "   presented.\n"
        "  PMID 3303316 · abstract, sentence 5 ·\n"
        "  Borradori L, et al. Schweiz Med\n"
        "  Wochenschr. 1987"
    )


def test_matched_words_are_marked_and_the_pmid_linked() -> None:
    """Bold and underline, so that colours are not needed; OSC 8 where the terminal takes it."""
    shown = answer_text(quoted("Tea helps.", ((0, 3),)), Style(width=80, color=True, links=True))
    assert "\x1b[1;4mTea\x1b[22;24m helps." in shown
    assert "\x1b]8;;https://pubmed.ncbi.nlm.nih.gov/1/\x1b\\PMID 1\x1b]8;;\x1b\\" in shown


def test_mark_that_wraps_is_marked_on_both_lines() -> None:
    """A highlight across a line break is closed and opened again."""
    shown = answer_text(quoted("one two three", ((4, 13),)), Style(width=10, color=True))
    assert "\x1b[1;4mtwo\x1b[22;24m\n" in shown
    assert "\x1b[1;4mthree\x1b[22;24m" in shown


@pytest.mark.parametrize("style", [Style(), Style(width=30), Style(width=80)])
def test_no_control_character_of_a_record_is_printed(style: Style) -> None:
    """Escape sequences, C1 controls and direction overrides never reach a terminal."""
    shown = answer_text(quoted(HOSTILE), style)
    assert "\x1b" not in shown
    assert clean(shown) == shown
    assert "\x1b" not in answer_json(quoted(HOSTILE))
    assert "\x9b" not in answer_json(quoted(HOSTILE))


def test_every_control_character_is_cleaned() -> None:
    """What is printable at a glance holds none of those that the expression finds."""
    for char in CONTROL.findall("".join(map(chr, range(sys.maxunicode + 1)))):
        assert clean(f"a{char}b") == "a\ufffdb"


@given(st.text(), st.integers(1, 60))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    """Each line fits unless one character is wider; all but white space is kept, in order."""
    found = lines(text, width)
    assert all(columns(text[a:b]) <= width or b - a == 1 for a, b in found)
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


def test_wide_and_combining_characters_take_their_columns() -> None:
    """Chinese characters take two columns, a combining accent none."""
    assert columns("白细胞") == 6
    assert columns("e\u0301") == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "color", "links"),
    [
        ({"TERM": "xterm"}, True, False),
        ({"TERM": "xterm", "VTE_VERSION": "7000"}, True, True),
        ({"TERM": "xterm-kitty"}, True, True),
        ({"TERM": "xterm", "NO_COLOR": "1", "VTE_VERSION": "7000"}, False, False),
        ({"TERM": "dumb", "VTE_VERSION": "7000"}, False, False),
    ],
)
def test_terminal_is_given_what_it_takes(environ: dict[str, str], color: bool, links: bool) -> None:
    """Colours unless NO_COLOR or a dumb terminal; links where they are known to work."""
    found = style_of(Terminal(), "auto", environ)
    assert (found.color, found.links) == (color, links)


def test_pipe_is_given_plain_text() -> None:
    """No width, no colour, no link where it is not a terminal."""
    assert style_of(io.StringIO(), "auto", {"TERM": "xterm", "VTE_VERSION": "1"}) == Style()


@given(st.text(alphabet="ab \n中é\u0301\u200d", max_size=80), st.integers(1, 12))
def test_lines_are_full_and_no_wider_than_asked(text: str, width: int) -> None:
    """A line is within the width or one character; the next word would not fit."""
    found = lines(text, width)
    for start, end in found:
        assert columns(text[start:end]) <= width or end == start + 1
    for (start, _), (_, end) in itertools.pairwise(found):
        assert columns(text[start:end]) > width


@pytest.mark.parametrize("unit", ["中", "α", "a", "e\u0301", "\u0301", "中 ", " ", "(", "a-"])
def test_words_of_any_length_are_wrapped_in_time(unit: str) -> None:
    """A word of hundreds of thousands of characters takes no time by the square."""
    text = unit * 300_000
    assert sum(end - start for start, end in lines(text, 80)) <= len(text)


def test_what_was_understood_hangs_behind_its_sign() -> None:
    """Its second line began where answers do."""
    answer = il2qa.Answer(
        question="q", status="no_evidence", confidence=0.0, interpreted_as="one two three four"
    )
    assert answer_text(answer, Style(width=12)).startswith("↳ one two\n  three four\n")
