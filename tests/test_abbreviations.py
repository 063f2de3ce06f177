"""Abbreviation definitions: which pairs are found, with offsets that slice back, on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.text.abbreviations import Pair
from il2qa.text.alignment import Aligner
from il2qa.text.analyzer import Analyzer
from il2qa.text.tables import Tables

pairs = Analyzer().abbreviations.pairs
ALIGNER = Aligner(Tables())
PIECES = st.one_of(
    st.sampled_from(
        ["natural killer cells", "interleukin-2", "NK", "IL-2", "of", "β-catenin", "İ"]
    ),
    st.sampled_from(
        ["(", ")", "[", "]", "(NK)", "(IL-2; ", ", NK)", "(NKs)", '"', ". ", "\n", " "]
    ),
    st.sampled_from(
        ["P", "3D", "(three", "\x00", "\ud800", "🧬", "µ", "ß", "=", "-", "/", ";", ","]
    ),
)
TEXTS = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=())),
    st.lists(PIECES, max_size=30).map("".join),
)


def forms(text: str) -> list[tuple[str, str]]:
    return [(pair.short, pair.long) for pair in pairs(text)]


@given(TEXTS)
def test_offsets_slice_back(text: str) -> None:
    """Both forms stand at their offsets, trimmed, apart from each other, the long one longer."""
    for pair in pairs(text):
        assert text[pair.short_start : pair.short_end] == pair.short == pair.short.strip()
        assert text[pair.long_start : pair.long_end] == pair.long == pair.long.strip()
        assert pair.long_end <= pair.short_start or pair.short_end <= pair.long_start
        assert len(pair.long) > len(pair.short) > 0


@given(TEXTS)
def test_folding_keeps_offsets(text: str) -> None:
    assert len(ALIGNER.fold(text)) == len(text)


@given(st.from_regex(r"[A-Za-z0-9αβ-]{1,8}", fullmatch=True), TEXTS)
def test_an_alignment_starts_a_word_and_scores_at_most_one(short: str, text: str) -> None:
    found = ALIGNER.align(short, text)

    if found is not None:
        assert found.score <= 1.0 + 1e-9
        assert not text[found.start].isspace()
        assert found.start == 0 or text[found.start - 1].isspace()


@pytest.mark.parametrize(
    "unit", ["(", ")", "()", "(A", "a (A)", "aaa (AAA) ", "x ", "[(IL-2)]", "A"]
)
def test_hostile_texts_end_in_time(unit: str) -> None:
    """Many brackets and few letters are no worse than prose; a quadratic search never returned."""
    assert len(pairs(unit * 20_000)) <= 20_000


@pytest.mark.parametrize("text", ["", " ", "()", "(NK)", "NK ()", "a (b)", ") NK (", "cells (NK"])
def test_no_definition(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The natural killer cells (NK) died.", "NK", "natural killer cells"),
        (
            "Few lymphokine-activated killer cells (LAK).",
            "LAK",
            "lymphokine-activated killer cells",
        ),
        ("We gave interleukin-2 (IL-2).", "IL-2", "interleukin-2"),
        ("We gave interleukin 2 (IL2).", "IL2", "interleukin 2"),
        ("The T cell receptor (TCR) bound.", "TCR", "T cell receptor"),
        ("Two T cell receptors (TCRs) bound.", "TCRs", "T cell receptors"),
        ("Each heat shock protein (HSPs) rose.", "HSPs", "heat shock protein"),
        ("With NMR (nuclear magnetic resonance) we saw.", "NMR", "nuclear magnetic resonance"),
        ("A dye (fluorescein isothiocyanate, FITC).", "FITC", "fluorescein isothiocyanate"),
        ("Of nitric oxide (NO; a gas) we know.", "NO", "nitric oxide"),
        ("Of nitric oxide (NO, a gas) we know.", "NO", "nitric oxide"),
        ("Bone mineral density (designated BMD).", "BMD", "Bone mineral density"),
        ("Peak expiratory flow [PEF] fell.", "PEF", "Peak expiratory flow"),
        ("The flow at 50 per cent (F(50)) fell.", "F(50)", "flow at 50 per cent"),
        ("Interferon-γ (IFN-gamma) rose.", "IFN-gamma", "Interferon-γ"),
        ("Interferon gamma (IFN-γ) rose.", "IFN-γ", "Interferon gamma"),
        ("A three-dimensional (3D) view.", "3D", "three-dimensional"),
        ("Serum phosphorus (P) rose.", "P", "phosphorus"),
        ("The odds ratio (OR) was 2.", "OR", "odds ratio"),
        ("We gave dexamethasone (DEX).", "DEX", "dexamethasone"),
        ("A monoclonal antibody (mAb).", "mAb", "monoclonal antibody"),
        ('Use "quality of life" (QoL).', "QoL", "quality of life"),
        ("the multiple myeloma (MM) cells", "MM", "multiple myeloma"),
        ("It rose (the area under the curve (AUC) too).", "AUC", "area under the curve"),
        ("Cells of the per protocol (PP) group.", "PP", "per protocol"),
    ],
)
def test_a_definition(text: str, short: str, long: str) -> None:
    assert forms(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "It rose in women (P < 0.05) and men (n = 12).",
        "Many animals (rats) of models assessed (mean) were used (see Fig. 2).",
        "Some of it (e.g. insulin) and income (i.e. pay) varied.",
        "He gave 5 mg (5 mg) in vitro (iv) and interferon (IL-2).",
        "The end. Killer cells died. (NK) cells did not.",
        "Nonsteroidal drugs; killers (NK) died.",
        "The IL-2 (IL-2) and NK cells (NK).",
    ],
)
def test_what_defines_nothing(text: str) -> None:
    assert forms(text) == []


def test_a_number_must_be_the_same() -> None:
    """IL-4 is not interleukin 2."""
    assert forms("We gave interleukin 2 (IL-4).") == []


def test_several_definitions_keep_their_order() -> None:
    text = "Tumour necrosis factor (TNF) and natural killer (NK) cells.\nNO (nitric oxide)."

    assert pairs(text) == [
        Pair("TNF", "Tumour necrosis factor", 24, 27, 0, 22),
        Pair("NK", "natural killer", 49, 51, 33, 47),
        Pair("NO", "nitric oxide", 60, 62, 64, 76),
    ]
