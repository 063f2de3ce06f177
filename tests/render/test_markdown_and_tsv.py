"""Markdown that reads back to the character, and TSV that stays in its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from several import RECORDS, several

import il2qa
from il2qa.render.markdown import answer_markdown, escaped, quotations, unescaped
from il2qa.render.tsv import COLUMNS, answer_tsv, heading
from il2qa.text.safety import CONTROL, clean


@given(st.text())
def test_escaped_text_reads_back(text: str) -> None:
    """Character for character, on one line without a control character."""
    shown = escaped(text)
    assert unescaped(shown) == text
    assert not CONTROL.search(shown)
    assert "\n" not in shown


@pytest.mark.parametrize(
    "text",
    ["# heading", "- item", "1. item", "12) item", "> quote", "*bold*", "`code`", "<b>", "+ x"],
)
def test_text_is_no_markdown(text: str) -> None:
    """What would be a sign of Markdown's has a backslash before it."""
    assert "\\" in escaped(text)


def test_quotations_of_an_answer_are_found_again() -> None:
    """With identifier, field, offsets and line."""
    answer = several().ask("Which cells produce interleukin-2?")
    text = answer_markdown(answer)
    found = list(quotations(text))
    assert [(q.text, q.id, q.field, q.start, q.end) for q in found] == [
        (p.text, p.citation.id, p.citation.field, p.citation.start, p.citation.end)
        for p in answer.passages
    ]
    lines = text.splitlines()
    assert all(lines[q.line - 1].startswith("> ") for q in found)


def test_hostile_quotation_is_found_again() -> None:
    """Escapes, line breaks and Markdown in a record change nothing."""
    text = " # a *b*\r\n> — [PMID 9](x), title, characters 0–1\x1b[31m&#27;\x85\u2028é "
    answer = made(text)
    (found,) = quotations(answer_markdown(answer))
    assert found.text == text
    assert "\x1b" not in answer_markdown(answer)


def test_words_that_nothing_quoted_mentions_are_told() -> None:
    """Markdown left out what the terminal says above an answer."""
    answer = several().ask("Which cells produce interleukin-2?")
    answer = answer.model_copy(update={"status": "answered", "missing": ("a*b",)})
    assert "\n\nNothing quoted here mentions “a\\*b”.\n\n>" in answer_markdown(answer)


def test_retracted_record_is_told() -> None:
    """Beside the quotation."""
    shown = answer_markdown(several().ask("What stopped hiccups?"))
    assert "**RETRACTED**" in shown


def test_no_evidence_is_told() -> None:
    """In words, with the question as its heading."""
    shown = answer_markdown(several().ask("What is the capital of France?"))
    assert shown.startswith("### What is the capital of France?\n\nNo evidence found")


def test_tsv_has_a_line_a_quotation_and_the_same_columns() -> None:
    """Also where nothing was found."""
    assert heading().split("\t") == list(COLUMNS)
    answer = several().ask("Which cells produce interleukin-2?")
    lines = answer_tsv(answer).split("\n")
    assert len(lines) == len(answer.passages)
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}
    first = dict(zip(COLUMNS, lines[0].split("\t"), strict=True))
    assert first["text"] == answer.passages[0].text
    assert first["pmid"] == answer.passages[0].citation.pmid
    none = answer_tsv(several().ask("What is the capital of France?"))
    assert none.count("\t") == len(COLUMNS) - 1


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_line_or_column(question: str, text: str) -> None:
    """Tabs and line breaks become spaces."""
    line = answer_tsv(made(text or "x").model_copy(update={"question": question}))
    assert line.count("\t") == len(COLUMNS) - 1
    assert len(line.splitlines()) == 1
    assert clean(line.replace("\t", " ")) == line.replace("\t", " ")


def made(text: str) -> il2qa.Answer:
    """An answer that quotes a text."""
    citation = il2qa.Citation(
        id="1",
        pmid="1",
        field="abstract",
        label="AIM\x1b[2J",
        sentence=2,
        start=0,
        end=len(text),
        reference=RECORDS[0].title,
        short_reference="Doe J\x1b[31m",
        url="https://pubmed.ncbi.nlm.nih.gov/1/",
    )
    passage = il2qa.Passage(text=text, citation=citation, score=1.0)
    return il2qa.Answer(question="tea", status="answered", confidence=0.9, passages=(passage,))
