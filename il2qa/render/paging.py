"""Shows a long text through the user's pager."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess


def page(text: str) -> bool:
    """Show a text in $PAGER, else less; False where there is neither.

    The pager is told to show colours, to leave at once where all fits on the screen, and to leave
    the text there (less's -R, -F, -X), unless $LESS says otherwise.
    """
    command = shlex.split(os.environ.get("PAGER") or "less")
    program = shutil.which(command[0]) if command else None
    if program is None:
        return False
    environ = {"LESS": "RFX", **os.environ}
    # Ctrl-C belongs to the pager while it runs.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        subprocess.run(  # noqa: S603 - the user's own pager
            [program, *command[1:]], input=text, encoding="utf-8", env=environ, check=False
        )
    except (OSError, BrokenPipeError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def fits(text: str) -> bool:
    """Whether a text fits on the screen."""
    return text.count("\n") < shutil.get_terminal_size().lines
