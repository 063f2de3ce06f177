"""Text of records made safe to show: no control character of theirs reaches a terminal."""

from __future__ import annotations

import os
import re

from il2qa.patterns import lazy_pattern

CONTROL = lazy_pattern(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_BYTES = lazy_pattern(r"[\udc80-\udcff]+")
_FORMULA = lazy_pattern(r"[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = lazy_pattern(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.ASCII)
_SPACE = lazy_pattern(r"[ \t\n\r\f\v\u2028\u2029]+")


def clean(text: str) -> str:
    """Text without control characters and direction overrides, each shown as U+FFFD.

    A record's text is not trusted: no escape sequence of it may reach a terminal. Lengths stay.
    """
    return text if text.isprintable() else CONTROL.sub("\ufffd", text)


def shown_name(text: str) -> str:
    """A message with names of files in it, legible and clean."""
    return clean(legible(text))


def one_line(text: str) -> str:
    """Clean text on one line: in a file of tagged lines a record's newline could forge a field."""
    if text.isprintable() and "  " not in text:  # printable: no control, no space but U+0020
        return text.strip()
    return clean(_SPACE.sub(" ", text).strip())


def legible(name: str, errors: str = "replace") -> str:
    """A name of a file or folder as UTF-8 text, where the locale could not read it so.

    What is no UTF-8 either is U+FFFD, or what `errors` makes of it. The name itself still opens
    the file; this one is to be shown and remembered.
    """
    return _BYTES.sub(lambda match: os.fsencode(match[0]).decode("utf-8", errors), name)


def cell(text: str) -> str:
    """One line for a cell of a table, which no spreadsheet takes for a formula.

    Text that begins as a formula does (=, +, -, @, also in full width) gets an apostrophe in front;
    a number keeps its sign.
    """
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) and not _NUMBER.fullmatch(line) else line
