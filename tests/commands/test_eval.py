"""`il2qa eval` for real: figures, runs that other tools read, and what goes wrong."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import il2qa
from il2qa.cli.main import main

ABSTRACT = "Tea stopped hiccups in 20 adults. Coffee did nothing at all."
MEASURES = ("hit@1", "hit@3", "P@1", "MRR", "nDCG@10", "snippet F")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A corpus of one record."""
    pytest.importorskip("ir_measures")
    record = il2qa.Record(
        pmid="7", title="Tea and hiccups", abstract=(il2qa.Section(text=ABSTRACT),)
    )
    path = tmp_path / "tea.jsonl"
    path.write_text(record.model_dump_json() + "\n", encoding="utf-8")
    return path


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question that the record answers and one that it does not."""
    rows = [
        {"q": "Did tea stop hiccups?", "pmid": "7", "gold": ["Tea stopped hiccups in 20 adults."]},
        {"q": "What is the capital of France?", "pmid": "7", "none": True},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def bioasq(tmp_path: Path) -> Path:
    """A question as BioASQ writes it."""
    snippet = {"document": "http://www.ncbi.nlm.nih.gov/pubmed/7", "text": "Tea stopped hiccups"}
    asked = {"id": "5e", "body": "Does tea stop hiccups?", "type": "yesno", "snippets": [snippet]}
    path = tmp_path / "bioasq.json"
    path.write_text(json.dumps({"questions": [asked]}), encoding="utf-8")
    return path


def test_every_measure_has_its_interval(
    place: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a measure: value, interval, number of questions."""
    assert main(["eval", str(questions), "--corpus", str(place)]) == 0
    lines = capsys.readouterr().out.splitlines()
    for name in MEASURES:
        assert any(line.startswith(name) and "[" in line and "n=1" in line for line in lines)
    assert any(line.startswith("unanswerable refused") and " 1.000 " in line for line in lines)


def test_json_has_the_same_figures(
    place: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--json` is for programs."""
    assert main(["eval", str(questions), "--corpus", str(place), "--json"]) == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["hit@1"]["value"] == found["nDCG@10"]["value"] == 1
    assert found["hit@1"]["low"] <= 1 <= found["hit@1"]["high"]


def test_run_is_trec_unless_its_name_ends_in_json(
    place: Path, bioasq: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A TREC run has six columns; phase A names documents and snippets by their offsets."""
    trec, phase_a = tmp_path / "run.txt", tmp_path / "run.json"
    for path in (trec, phase_a):
        assert main(["eval", str(bioasq), "--corpus", str(place), "--run", str(path)]) == 0
    capsys.readouterr()
    first = trec.read_text(encoding="utf-8").splitlines()[0].split()
    assert first[:4] == ["5e", "Q0", "7:abstract:0:33", "1"]
    (asked,) = json.loads(phase_a.read_text(encoding="utf-8"))["questions"]
    assert asked["documents"] == ["http://www.ncbi.nlm.nih.gov/pubmed/7"]
    best = asked["snippets"][0]
    assert best["text"] == ABSTRACT[best["offsetInBeginSection"] : best["offsetInEndSection"]]
    assert best["beginSection"] == best["endSection"] == "abstract"


def test_run_that_cannot_be_written_does_not_cost_the_figures(
    place: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was measured is printed before the file is written."""
    nowhere = tmp_path / "none" / "run.txt"
    assert main(["eval", str(questions), "--corpus", str(place), "--run", str(nowhere)]) == 2
    shown = capsys.readouterr()
    assert "nDCG@10" in shown.out
    assert str(nowhere) in shown.err


def test_without_its_extra_nothing_is_asked(
    place: Path,
    questions: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What to install is said at once, not after an hour."""
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    monkeypatch.setattr("il2qa.cli.commands.eval.ask_all", None)
    assert main(["eval", str(questions), "--corpus", str(place)]) == 2
    assert "python -m pip install 'il2qa[eval]'" in capsys.readouterr().err


def test_questions_on_another_corpus_are_told(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gold in records that the corpus lacks cannot be measured, and is not silently dropped."""
    path = tmp_path / "others.jsonl"
    path.write_text('{"q": "Did milk help?", "pmid": "8", "gold": ["Milk helped."]}\n')
    assert main(["eval", str(path), "--corpus", str(place)]) == 1
    out, err = capsys.readouterr()
    assert (out, "1 of 1 questions left out" in err) == ("", True)
