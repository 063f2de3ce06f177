"""What an output stream can show: width, styles, hyperlinks; and text made safe for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

from il2qa.text.safety import clean as clean

ColorChoice = Literal["auto", "always", "never"]

_LINKING = ("VTE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby")


@dataclass(frozen=True, slots=True)
class Style:
    """How to write for one stream. `width` is in columns; None leaves lines as long as they are."""

    width: int | None = None
    color: bool = False
    links: bool = False

    def matched(self, text: str) -> str:
        """Mark words that the question is found by: bold and underlined, whatever the colours."""
        return f"\x1b[1;4m{text}\x1b[22;24m" if self.color else text

    def faint(self, text: str) -> str:
        """Set back what is not quoted."""
        return f"\x1b[2m{text}\x1b[22m" if self.color else text

    def warning(self, text: str) -> str:
        """Set off what must not be missed."""
        return f"\x1b[1;33m{text}\x1b[0m" if self.color else text

    def link(self, text: str, url: str | None) -> str:
        """Make text a hyperlink (OSC 8) where the terminal takes it."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and url else text


def style_of(
    stream: TextIO, choice: ColorChoice = "auto", environ: Mapping[str, str] = os.environ
) -> Style:
    """The style of a stream: a terminal's own, plain for anything else; NO_COLOR is honoured."""
    terminal = stream.isatty()
    dumb = environ.get("TERM", "dumb" if os.name != "nt" else "") == "dumb"
    color = choice == "always" or (
        choice == "auto" and terminal and not dumb and not environ.get("NO_COLOR")
    )
    width = shutil.get_terminal_size().columns if terminal else None
    return Style(width, color, links=color and terminal and _takes_links(environ))


def _takes_links(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to take OSC 8 (others may print it as rubbish)."""
    if environ.get("TMUX") or environ.get("TERM", "").startswith(("screen", "linux")):
        return False
    named = environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
    return (
        named or any(environ.get(name) for name in _LINKING) or "kitty" in environ.get("TERM", "")
    )
