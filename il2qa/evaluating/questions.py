"""Reads question files: JSON Lines of a few shapes, and BioASQ's JSON.

A line has a question ("question" or "q") and what answers it:

    {"q": …, "pmid": "1", "gold": ["a sentence of the record"]}     any one of them is right
    {"q": …, "pmid": "1", "any": ["a part of a right sentence"]}
    {"q": …, "pmid": "1", "none": true}                             nothing answers it
    {"question": …, "pmid": "1", "gold": ["S1", "M_authors"]}       sentence or field, [] = nothing
    {"id": …, "question": …, "docs": [{"pmid": "1", "snippets": ["…"]}]}
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from il2qa.errors import FormatError, ReadError

_SAYS = frozenset(["gold", "any", "docs", "none"])
_PLACE = re.compile(r"S\d+|M_\w+")
_LEAST = 30  # characters of a sentence that may be only part of a longer gold text


@dataclass(frozen=True, slots=True)
class Gold:
    """What answers a question in one record: texts, or places such as "S1" and "M_authors"."""

    pmid: str
    texts: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()

    def holds(self, text: str, field: str, sentence: int | None) -> bool:
        """Whether a passage answers: it has or is part of a gold text, or has a gold place."""
        if self.places:
            return (f"S{sentence}" if field == "abstract" else f"M_{field}") in self.places
        text = _plain(text)
        golds = map(_plain, self.texts)
        return any(gold in text or (len(text) > _LEAST and text in gold) for gold in golds)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what answers it; nothing does where `golds` is empty."""

    id: str
    question: str
    golds: tuple[Gold, ...]


def read(path: Path) -> list[Asked]:
    """The questions of a file.

    Raises ReadError where it cannot be read, FormatError where a question is of no known shape,
    naming its line.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}; name a file of questions") from error
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    text = content.decode("utf-8-sig", "replace")
    if text.lstrip().startswith("{") and '"questions"' in text[:4096]:
        return [_bioasq(path, row) for row in _loaded(path, 1, text)["questions"]]
    return list(_lines(path, text))


def _lines(path: Path, text: str) -> Iterator[Asked]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            row = _loaded(path, number, line)
            question = row.get("question") or row.get("q")
            if not isinstance(question, str):
                raise FormatError(f'{path}:{number}: no question; give it as "question" or "q"')
            if not _SAYS.intersection(row):
                raise FormatError(
                    f'{path}:{number}: says not what answers the question; give "gold", "any", '
                    '"docs" or "none": true (docs/formats.md)'
                )
            yield Asked(str(row.get("id") or number), question, _golds(row))


def _loaded(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{path}:{number}: not JSON ({error.msg}, column {error.colno})"
        ) from error
    if not isinstance(row, dict):
        raise FormatError(f"{path}:{number}: a question is a JSON object, this is {text[:40]!r}")
    return row


def _golds(row: dict[str, Any]) -> tuple[Gold, ...]:
    if row.get("none"):
        return ()
    if "docs" in row:
        found = (Gold(doc["pmid"], tuple(doc.get("snippets", ()))) for doc in row["docs"])
        return tuple(gold for gold in found if gold.texts)
    texts = tuple(row.get("gold") or row.get("any") or ())
    if not texts:
        return ()
    pmid = str(row.get("pmid", ""))
    if all(_PLACE.fullmatch(text) for text in texts):
        return (Gold(pmid, places=frozenset(texts)),)
    return (Gold(pmid, texts),)


def _bioasq(path: Path, row: dict[str, Any]) -> Asked:
    """A question of BioASQ's task B."""
    if not isinstance(row.get("body"), str):
        raise FormatError(f'{path}: question {row.get("id")!r} has no "body"')
    texts: dict[str, list[str]] = {}
    for snippet in row.get("snippets") or ():
        texts.setdefault(snippet["document"].rsplit("/", 1)[-1], []).append(snippet["text"])
    golds = tuple(Gold(pmid, tuple(found)) for pmid, found in texts.items())
    return Asked(str(row.get("id")), row["body"], golds)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
