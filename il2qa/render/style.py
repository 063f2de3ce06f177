"""What an output stream can show: width, styles, hyperlinks, characters."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, TextIO

from il2qa.text.data import mapping
from il2qa.text.safety import clean as clean

ColorChoice = Literal["auto", "always", "never"]

THEMES: dict[str, dict[str, tuple[str, str]]] = {
    "default": {"matched": ("1;4", "22;24"), "faint": ("2", "22"), "warning": ("1;31", "0")},
    "dark": {"matched": ("1;4;96", "22;24;39"), "faint": ("37", "39"), "warning": ("1;93", "0")},
    "light": {"matched": ("1;4;34", "22;24;39"), "faint": ("90", "39"), "warning": ("1;31", "0")},
    "plain": {"matched": ("4", "24"), "faint": ("", ""), "warning": ("1", "22")},
}
"""How each theme marks a role: the SGR codes that open and close it.

Matched words are underlined in every theme, so that no colour need be told apart; "default" uses
the terminal's own colours and so fits a light and a dark background.
"""

_LINKING = ("VTE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby")


class Style(NamedTuple):
    """How to write for one stream. `width` is in columns; None leaves lines as long as they are."""

    width: int | None = None
    color: bool = False
    links: bool = False
    ascii: bool = False  # the terminal shows nothing else
    theme: str = "default"

    def matched(self, text: str) -> str:
        """Mark words that the question is found by: bold and underlined, whatever the colours."""
        return self._marked(text, "matched")

    def faint(self, text: str) -> str:
        """Set back what is not quoted."""
        return self._marked(text, "faint")

    def warning(self, text: str) -> str:
        """Set off what must not be missed."""
        return self._marked(text, "warning")

    def link(self, text: str, url: str | None) -> str:
        """Make text a hyperlink (OSC 8) where the terminal takes it."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and url else text

    def presentable(self, text: str) -> str:
        """Text in characters that the terminal shows."""
        return ascii_text(text) if self.ascii else text

    def presentable_json(self, text: str) -> str:
        """JSON in characters that the terminal shows: an escape decodes to what it stands for."""
        return ascii_json(text) if self.ascii else text

    def _marked(self, text: str, role: str) -> str:
        opening, closing = THEMES[self.theme][role]
        return f"\x1b[{opening}m{text}\x1b[{closing}m" if self.color and opening else text


def style_of(
    stream: TextIO,
    choice: ColorChoice = "auto",
    environ: Mapping[str, str] = os.environ,
    theme: str = "default",
) -> Style:
    """The style of a stream: a terminal's own, plain for anything else; NO_COLOR is honoured."""
    terminal = stream.isatty()
    color = choice == "always" or (
        choice == "auto" and terminal and not is_dumb(environ) and not environ.get("NO_COLOR")
    )
    return Style(
        width=shutil.get_terminal_size().columns if terminal else None,
        color=color,
        links=color and terminal and _takes_links(environ),
        ascii=terminal and not _takes_unicode(stream, environ),
        theme=theme,
    )


def is_dumb(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal can only print one line after the other."""
    return environ.get("TERM", "dumb" if os.name != "nt" else "") in ("dumb", "unknown")


def ascii_text(text: str) -> str:
    """Text in ASCII: Greek letters by name, accents dropped, "?" for what has no like."""
    return "".join(char if char.isascii() else _ascii(char) for char in text)


def ascii_json(text: str) -> str:
    """The same JSON in ASCII: every other character as its escape (two where it needs them)."""
    import json  # where it is used: few terminals need it

    return "".join(char if char.isascii() else json.dumps(char)[1:-1] for char in text)


@cache
def _ascii(char: str) -> str:
    spelt = mapping("ascii.tsv").get(char) or mapping("greek.tsv").get(char.lower())
    if spelt is not None:
        return spelt
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return plain if plain or unicodedata.combining(char) else "?"


def _takes_unicode(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether the terminal's locale has more than ASCII.

    In a "C" locale Python itself turns to UTF-8 and sets LC_CTYPE so (PEP 538); what the user's
    settings say of the terminal is then in LC_ALL and LANG.
    """
    if not (stream.encoding or "utf-8").lower().replace("-", "").startswith("utf"):
        return False
    if environ.get("PYTHONUTF8") == "1" or environ.get("PYTHONIOENCODING"):
        return True
    return (environ.get("LC_ALL") or environ.get("LANG")) not in ("C", "POSIX")


def _takes_links(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to take OSC 8 (others may print it as rubbish)."""
    if environ.get("TMUX") or environ.get("TERM", "").startswith(("screen", "linux")):
        return False
    named = environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
    return (
        named or any(environ.get(name) for name in _LINKING) or "kitty" in environ.get("TERM", "")
    )
