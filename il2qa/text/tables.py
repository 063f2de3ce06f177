"""Tables of language: words, one table a file, each with its source in its first lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from il2qa.text.data import FOLDER, parsed

Rows = Sequence[tuple[str, ...]]


class Tables:
    """The tables of one language: those of a folder, but for those given `instead`, by name.

    Nothing is kept here: who uses a table holds what it needs of it.
    """

    def __init__(self, folder: Path = FOLDER, instead: Mapping[str, Rows] | None = None) -> None:
        self.folder = folder
        self._instead = dict(instead or {})

    def beside(self, folder: Path) -> Tables:
        """The tables of another folder, with the same ones given instead."""
        return Tables(folder, self._instead)

    def text(self, name: str) -> str:
        """A table as it stands in its file."""
        if name in self._instead:
            return "".join("\t".join(row) + "\n" for row in self._instead[name])
        return (self.folder / name).read_text(encoding="utf-8")

    def rows(self, name: str) -> Rows:
        """The rows of a table: tab-separated fields; lines that begin with "#" are comments."""
        found = self._instead.get(name)
        return parsed(self.text(name)) if found is None else found

    def column(self, name: str) -> frozenset[str]:
        """The words of a table of one column."""
        return frozenset(word for (word,) in self.rows(name))

    def mapping(self, name: str) -> dict[str, str]:
        """A table of two columns, the first one its key."""
        return {key: value for key, value in self.rows(name)}  # noqa: C416 - rows of any length

    def by_role(self, name: str) -> dict[str, frozenset[str]]:
        """The words of a table of two columns, gathered by the second one, their role."""
        roles: dict[str, set[str]] = {}
        for word, role in self.rows(name):
            roles.setdefault(role, set()).add(word)
        return {role: frozenset(words) for role, words in roles.items()}
