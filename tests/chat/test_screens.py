"""Golden screens: the main answers as a person sees them, at 40, 80 and 140 columns.

After a change that is meant, write them anew with IL2QA_GOLDEN=write and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from quiet_chat import chat_on
from several import settled

from il2qa.chat import prompt as session

GOLDEN = Path(__file__).parent / "golden"

TALKS = {
    "answer": ["Do macrophages answer IL-2?"],
    "follow_up": ["Do macrophages answer IL-2?", "who wrote it?"],
    "choice": ["Which cells produce interleukin-2?", "who wrote it?"],
    "retracted": ["What stopped hiccups?"],
    "nothing": ["What is the capital of France?"],
    "help": ["/help"],
    "context": ["What kills tumour cells?", "/context 1"],
    "show": ["/show 101"],
    "sources": ["Which cells produce interleukin-2?", "/sources"],
    "mistakes": ["/surces", "the", "/filter colour:red", "/cite 99", "/set theme loud"],
}


@pytest.mark.parametrize("columns", [40, 80, 140])
@pytest.mark.parametrize("name", TALKS)
def test_screen_is_golden(name: str, columns: int) -> None:
    """Each line that is typed, then what it prints; no line printed exceeds the width."""
    chat = chat_on(settled(), columns)
    shown = []
    for line in TALKS[name]:
        reply = session.reply_to(line, chat, rewritable=False) or ""
        shown.append(f"il2qa> {line}\n{reply.rstrip()}\n")
    text = "\n".join(shown)
    path = GOLDEN / f"{name}_{columns}.txt"
    if os.environ.get("IL2QA_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    printed = (line for line in text.splitlines() if not line.startswith("il2qa> "))
    assert max(len(line) for line in printed) <= columns
