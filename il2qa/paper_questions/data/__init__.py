"""What is known of readers' questions and of what answers them: tables, and figures learnt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table: tab-separated fields; lines that begin with "#" are comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("# "))
    return tuple(tuple(line.split("\t")) for line in lines)


def fields() -> dict[str, tuple[tuple[str, ...], str]]:
    """By kind, the fields that answer it, and what is said of a record without them."""
    return {kind: (tuple(names.split()), what) for kind, names, what in rows("fields.tsv")}
