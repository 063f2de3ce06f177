"""The one normalisation that every reader gives the text of a record."""

from __future__ import annotations

from il2qa.patterns import lazy_pattern
from il2qa.text.safety import legible

_CONTROL = lazy_pattern("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def normalised(text: str) -> str:
    """Return `text` as plain characters: no control characters, white space runs as one space.

    White space is Unicode's, so a no-break or thin space becomes a space, as in the wrapped text
    of PubMed's own exports; C0 and C1 controls that are not white space are dropped. Everything
    else stays as given (no Unicode normalisation), for quotations must be verbatim.
    """
    if text.isprintable() and "  " not in text:  # printable: no control, no space but U+0020
        return text.strip(" ")
    return " ".join(_CONTROL.sub("", text).split())


def without_controls(text: str) -> str:
    """Return `text` without control characters, its white space untouched."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def shown(name: str) -> str:
    """Return a file's name as it may stand in a message: printable, whatever its bytes."""
    return (
        normalised(legible(name, "backslashreplace"))
        .encode("utf-8", "backslashreplace")
        .decode("utf-8")
    )
