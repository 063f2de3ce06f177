"""The exit statuses, and what a command says beside its results."""

from __future__ import annotations

import shutil
import sys

from il2qa.text.safety import shown_name

ANSWERED, NO_EVIDENCE, ERROR = 0, 1, 2
INTERRUPTED = 130  # as shells report Ctrl-C


def tell(message: object) -> None:
    """Print one message on standard error; names of files in it cannot command the terminal.

    On a terminal its lines break between words.
    """
    text = f"il2qa: {shown_name(str(message))}"
    if sys.stderr.isatty():
        from il2qa.render.wrapping import wrapped

        width = shutil.get_terminal_size().columns
        text = "\n".join(wrapped(line, width, "  ") for line in text.split("\n"))
    print(text, file=sys.stderr, flush=True)
