"""A conversation does not wear out: bench/reliability/chat, in short."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import BUNDLED

from bench.reliability.chat import Chat, converse

LINES = (
    "/new",
    "Which cells produce interleukin-2?",
    "who wrote it?",
    "more",
    "/undo",
    "/nonsense",
)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_rounds_of_a_conversation_are_alike(tmp_path: Path) -> None:
    """The same is printed in every round, and no file stays open behind it."""
    pytest.importorskip("pexpect", reason="a pseudo-terminal is POSIX's")
    chat = Chat(BUNDLED, tmp_path)
    found = converse(chat, 3 * len(LINES), LINES)
    assert chat.close() == 0
    assert found.differing == []
    assert len(set(found.files)) == 1
