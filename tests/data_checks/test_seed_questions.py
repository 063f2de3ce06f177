"""The seed questions on the bundled record: a floor that no change may fall below."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import il2qa

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("IL2QA_DATA") or ROOT.parent / "shared" / "data")
FILE = DATA / "seed_questions.jsonl"


@pytest.mark.skipif(not FILE.is_file(), reason=f"needs {FILE.name}: name its folder in IL2QA_DATA")
def test_seed_questions_are_right() -> None:
    """At least 90 of 96 get a gold passage first, or are not called answered where none is."""
    from bench.quality.seed import il2qa_first, is_right

    ask = il2qa_first(il2qa.open_corpus(), "right")
    questions = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    right = [
        is_right(ask(question["question"], question["gold"]), question["gold"])
        for question in questions
    ]
    assert len(right) == 96
    assert sum(right) >= 90
