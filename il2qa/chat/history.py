"""The history of questions: a file that only its owner may read, each question once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_state_path
from prompt_toolkit.history import FileHistory, History, InMemoryHistory


class QuestionHistory(FileHistory):
    """A file of questions; while it is not `kept`, new ones are remembered for the session only."""

    def __init__(self, path: Path, *, kept: bool = True) -> None:
        super().__init__(os.fspath(path))
        self.path = path
        self.kept = kept

    def load_history_strings(self) -> Iterable[str]:
        """The questions, the latest first, each once."""
        return dict.fromkeys(super().load_history_strings())

    def append_string(self, string: str) -> None:
        """Add a question, unless it is the last one again."""
        if [string] != self.get_strings()[-1:]:
            super().append_string(string)

    def store_string(self, string: str) -> None:
        """Write a question to the file."""
        if self.kept:
            super().store_string(string)

    def forget(self) -> None:
        """Empty the file and what is remembered of it."""
        self.path.write_bytes(b"")
        self._loaded_strings = []


def open_history(*, kept: bool = True) -> History:
    """The user's history; one of this session only where no file can be kept."""
    path = user_state_path("il2qa", appauthor=False) / "history"
    try:
        _make_private(path)
    except OSError:
        return InMemoryHistory()
    return QuestionHistory(path, kept=kept)


def _make_private(path: Path) -> None:
    """Create the file if need be, and take other users' rights to it away."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    path.chmod(0o600)
