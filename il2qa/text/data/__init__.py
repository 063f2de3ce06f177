"""Language data: tables of words, one a file, each with its source in its first lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def text(name: str) -> str:
    """A table as it stands in its file."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table: tab-separated fields; lines that begin with "#" are comments."""
    return parsed(text(name))


def parsed(table: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table given as text."""
    lines = table.splitlines()
    return tuple([tuple(line.split("\t")) for line in lines if line and line[0] != "#"])


@cache
def mapping(name: str) -> dict[str, str]:
    """A table of two columns, the first one its key."""
    return {key: value for key, value in rows(name)}  # noqa: C416 - rows are of any length


@cache
def by_role(name: str) -> dict[str, frozenset[str]]:
    """The words of a table of two columns, gathered by the second one, their role."""
    roles: dict[str, set[str]] = {}
    for word, role in rows(name):
        roles.setdefault(role, set()).add(word)
    return {role: frozenset(words) for role, words in roles.items()}
