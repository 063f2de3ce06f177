"""Quotations in anybody's text: found beside their PMIDs, looked for in their records."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, of_abstracts
from hypothesis import given
from hypothesis import strategies as st

import il2qa
from il2qa.notes.claims import claims
from il2qa.notes.quotes import found_in
from il2qa.notes.verify import read_quotations, verify

CORPUS = of_abstracts(
    'Green tea stopped hiccups in 12 of 20 adults - within a day. It is "safe enough" for most.',
    "Coffee keeps nurses awake.",
)


def told(text: str) -> list[tuple[str, str, int]]:
    return [(one.text, one.id, one.line) for one in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "They say that “green tea stopped hiccups” (PMID 7).",
        'As PMID: 7 says, "green tea stopped hiccups."',
        "«green tea stopped hiccups», https://pubmed.ncbi.nlm.nih.gov/7/",
        "„green tea stopped hiccups“ [PMID 7]",
        "> green tea\n> stopped hiccups\n> — Doe, PMID 7",
        "> green tea stopped hiccups\n\n(PMID 7)",
        "“green tea\nstopped hiccups,” wrote Doe (PMID 7) before “coffee keeps awake” (PMID 8).",
    ],
)
def test_quotation_belongs_to_the_pmid_beside_it(text: str) -> None:
    """In any quotation marks or a block quote; before the PMID or behind it."""
    assert told(text)[0][:2] == ("green tea stopped hiccups", "7")


def test_each_quotation_has_its_own_pmid_and_line() -> None:
    """The next one named in its paragraph."""
    text = "Notes.\n\n“one two three” (PMID 1) and\n“four five six” (PMID 2).\n"
    assert told(text) == [("one two three", "1", 3), ("four five six", "2", 4)]


@pytest.mark.parametrize("text", ["the “safe” dose (PMID 1)", "“one two three four”", "", "> \n"])
def test_terms_and_what_names_no_pmid_are_no_claims(text: str) -> None:
    """A word in quotation marks quotes no record."""
    assert told(text) == []


@given(st.text(alphabet='ab “”"„«»>\n.PMID: 123—', max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Lines are those of the text; nothing fails."""
    for claim in claims(text):
        assert 1 <= claim.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("quote", "exact"),
    [
        ("Green tea stopped hiccups in 12 of 20 adults", True),
        ("12 of 20 adults — within a day", False),
        ("It is “safe enough” for\nmost", False),
        ("Green tea stopped hiccups […] within a day", False),
        ("Green tea … for most.", False),
    ],
)
def test_quotation_stands_but_for_signs_and_what_is_left_out(quote: str, exact: bool) -> None:
    """The place is that of the words as they stand in the record."""
    record = CORPUS.named(1)
    found = found_in(record, quote)
    assert found
    assert found.exact == exact
    assert il2qa.field_texts(record)[found.field][found.start : found.end] == found.text


@pytest.mark.parametrize(
    "quote", ["Green tea stopped hiccups in 13 of 20 adults", "within a day … Green tea", "", "…"]
)
def test_other_words_do_not_stand(quote: str) -> None:
    """Nor the same ones in another order, nor none."""
    assert found_in(CORPUS.named(1), quote) is None


@given(st.data())
def test_what_is_cut_from_a_record_stands_in_it(data: st.DataObject) -> None:
    """Whatever spaces it is broken by."""
    text = CORPUS.named(1).abstract_text
    start = data.draw(st.integers(0, len(text) - 2))
    cut = text[start : data.draw(st.integers(start + 1, len(text)))].strip()
    if cut:
        assert found_in(CORPUS.named(1), cut)
        assert found_in(CORPUS.named(1), cut.replace(" ", " \n "))


def test_what_a_model_wrote_is_checked(tmp_path: Path) -> None:
    """Each quotation that does not stand is told with what the record says instead."""
    answer = tmp_path / "answer.txt"
    answer.write_text(
        "Doe found that “green tea stopped hiccups in 12 of 20 adults” (PMID 1), though\n"
        "“coffee keeps nurses asleep” (PMID 2). “All is well that ends” (PMID 2).\n"
        "“Nobody has this record here” (PMID 9).\n".replace("“green", "“Green"),
        encoding="utf-8",
    )
    faults = verify(read_quotations(answer), CORPUS)
    assert [(one.quotation.line, one.quotation.id, one.reason) for one in faults] == [
        (2, "2", "the record says 'Coffee keeps nurses awake.'"),
        (2, "2", "the record says nothing like it"),
        (3, "9", "the corpus has no such record"),
    ]


def test_command_checks_it(run: Run, tmp_path: Path) -> None:
    """Status 0 where all stand, 1 where one does not, 2 where there is nothing to check."""
    text = tmp_path / "text.md"
    text.write_text("“A brief synopsis of biochemical” (PMID 3303316)", encoding="utf-8")
    done = run("verify", "text.md")
    assert (done.returncode, done.stdout) == (0, "1 quotation found again.\n")
    text.write_text("“A long synopsis of biochemical and” (PMID 3303316)", encoding="utf-8")
    done = run("verify", "text.md")
    assert done.returncode == 1
    assert done.stdout.startswith("text.md:1: 3303316: the record says 'A brief synopsis")
    text.write_text("Nothing is quoted here.", encoding="utf-8")
    done = run("verify", "text.md")
    assert done.returncode == 2
    assert "beside a PMID" in done.stderr
