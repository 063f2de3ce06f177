"""The history of questions: a file that only its owner may read."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_state_path
from prompt_toolkit.history import FileHistory, History, InMemoryHistory


def open_history() -> History:
    """The user's history; one of this session only where no file can be kept."""
    path = user_state_path("il2qa", appauthor=False) / "history"
    try:
        _make_private(path)
    except OSError:
        return InMemoryHistory()
    return FileHistory(os.fspath(path))


def _make_private(path: Path) -> None:
    """Create the file if need be, and take other users' rights to it away."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    path.chmod(0o600)
