"""Counts in words, and as a table; on a terminal with a bar each."""

from __future__ import annotations

from collections.abc import Mapping

from il2qa.render.style import Style
from il2qa.text.safety import clean

_LONGEST = 50  # characters of a name beside a bar
_FILLED = "█"


def counted(number: int, name: str) -> str:
    """Say "1 record" or "1,204 records"."""
    return f"{number:,} {name}" + ("" if number == 1 else "s")


def counted_text(counts: Mapping[str, int], style: Style) -> str:
    """A line for each value: the value, how many records, and on a terminal a bar."""
    names = [_shortened(clean(name), style) for name in counts]
    wide = max(map(len, names), default=0)
    numbers = [f"{number:,}" for number in counts.values()]
    digits = max(map(len, numbers), default=0)
    space = style.width - wide - digits - 3 if style.width else 0
    most = max(counts.values(), default=1)
    lines = []
    for name, number, count in zip(names, numbers, counts.values(), strict=True):
        bar = style.faint(_bar(count / most, space, style)) if space > 4 else ""
        lines.append(f"{name:<{wide}} {number:>{digits}} {bar}".rstrip())
    return "\n".join(lines)


def _shortened(name: str, style: Style) -> str:
    if style.width is None or len(name) <= _LONGEST:
        return name
    return name[: _LONGEST - 1] + ("." if style.ascii else "…")


def _bar(share: float, space: int, style: Style) -> str:
    return ("#" if style.ascii else _FILLED) * max(1, round(share * space))
