"""Puts a text on the clipboard: by the system's own program, else through the terminal."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from typing import TextIO

from il2qa.render.style import is_dumb

_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""The programs, and the variable that must be set for each to reach a display."""


def copy(text: str, stream: TextIO) -> bool:
    """Copy a text; False where there is no way.

    OSC 52 lets the terminal itself do it, also at the far end of an ssh connection.
    """
    for variable, command in _PROGRAMS:
        if (not variable or os.environ.get(variable)) and _run(command, text):
            return True
    if not stream.isatty() or is_dumb():
        return False
    encoded = base64.b64encode(text.encode("utf-8")).decode("ascii")
    stream.write(f"\x1b]52;c;{encoded}\x07")
    stream.flush()
    return True


def _run(command: tuple[str, ...], text: str) -> bool:
    program = shutil.which(command[0])
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - one of _PROGRAMS
            [program, *command[1:]], input=text.encode("utf-8"), check=False, timeout=5
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
