"""The figures promised for sentences and abbreviations, on data that is not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("IL2QA_DATA") or ROOT.parent / "shared" / "data")


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        not (DATA / name).exists(), reason=f"no {name} in {DATA}: set IL2QA_DATA to its folder"
    )


@needs("genia_sentences.jsonl.gz")
def test_sentence_boundaries_on_genia(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boundary F is at least .998, and 97.5 % of the abstracts have no fault, in both halves."""
    monkeypatch.syspath_prepend(str(ROOT))
    from bench.quality import sentences
    from il2qa.text.analyzer import Analyzer

    spans = Analyzer().sentences

    gold = sentences.abstracts(DATA)

    for half in (gold[::2], gold[1::2]):
        result = sentences.score(half, [spans(item.text) for item in half])
        assert result.f >= 0.998
        assert result.faultless >= 0.975


@needs("ab3p_abbreviations.jsonl.gz")
def test_abbreviation_pairs_on_ab3p(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pair F is at least .89, in both halves."""
    monkeypatch.syspath_prepend(str(ROOT))
    from bench.quality import abbreviations
    from il2qa.text.analyzer import default_analyzer

    rows = abbreviations.records(DATA)
    ours = abbreviations.found_by(default_analyzer().abbreviations)

    for half in (rows[::2], rows[1::2]):
        assert abbreviations.score(half, ours).f >= 0.89
