"""The exit statuses, and what a command says beside its results."""

from __future__ import annotations

import sys

from il2qa.text.safety import shown_name

ANSWERED, NO_EVIDENCE, ERROR = 0, 1, 2
INTERRUPTED = 130  # as shells report Ctrl-C


def tell(message: object) -> None:
    """Print one message on standard error; names of files in it cannot command the terminal."""
    print(f"il2qa: {shown_name(str(message))}", file=sys.stderr, flush=True)
