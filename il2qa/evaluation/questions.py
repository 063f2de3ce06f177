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
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from il2qa.errors import FormatError, ReadError
from il2qa.patterns import lazy_pattern

_GZIP = b"\x1f\x8b"
_SAYS = frozenset(["gold", "any", "docs", "none"])
_PLACE = lazy_pattern(r"S\d+|M_\w+")
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
class JudgedQuestion:
    """A question with the passages judged to answer it; none does where `golds` is empty."""

    id: str
    question: str
    golds: tuple[Gold, ...]


def read(path: Path) -> list[JudgedQuestion]:
    """The questions of a file.

    Raises ReadError where it cannot be read, FormatError where it is damaged or a question is of
    no known shape, naming its line or place.
    """
    text = _content(path).decode("utf-8-sig", "replace")
    if text.lstrip().startswith("{") and '"questions"' in text[:4096]:
        whole = _loaded(path, 1, text)
        if "questions" in whole:
            return [_bioasq(row) for row in _checked(_BioasqFile, whole, str(path)).questions]
    return list(_lines(path, text))


def _content(path: Path) -> bytes:
    """The bytes of a file, gunzipped."""
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content[:2] == _GZIP else content
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError(f"{path}: damaged gzip data ({error}); fetch it again") from error
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}; name a file of questions") from error


class _Shape(BaseModel):
    """A shape of a file that others write: keys beyond its own are passed over."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class _Doc(_Shape):
    pmid: str
    snippets: tuple[str, ...] = ()


class _Row(_Shape):
    id: str | None = None
    question: str | None = None
    q: str | None = None
    pmid: str = ""
    gold: tuple[str, ...] | None = None
    any: tuple[str, ...] | None = None
    none: bool = False
    docs: tuple[_Doc, ...] | None = None


class _Snippet(_Shape):
    document: str
    text: str


class _BioasqRow(_Shape):
    id: str | None = None
    body: str
    snippets: tuple[_Snippet, ...] | None = None


class _BioasqFile(_Shape):
    questions: tuple[_BioasqRow, ...]


_AnyShape = TypeVar("_AnyShape", bound=_Shape)


def _checked(shape: type[_AnyShape], content: dict[str, Any], place: str) -> _AnyShape:
    """Content of a shape. Raises FormatError naming the first part that is not of it."""
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        part = ".".join(map(str, first["loc"]))
        raise FormatError(
            f"{place}: {part}: {first['msg']}; docs/formats.md tells the shapes of question files"
        ) from error


def _lines(path: Path, text: str) -> Iterator[JudgedQuestion]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            content = _loaded(path, number, line)
            row = _checked(_Row, content, f"{path}:{number}")
            question = row.question or row.q
            if not question or not question.strip():
                raise FormatError(f'{path}:{number}: no question; give it as "question" or "q"')
            if not _SAYS.intersection(content):
                raise FormatError(
                    f'{path}:{number}: says not what answers the question; give "gold", "any", '
                    '"docs" or "none": true (docs/formats.md)'
                )
            yield JudgedQuestion(row.id or str(number), question, _golds(row))


def _loaded(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise FormatError(
            f"{path}:{number}: not JSON ({error.msg}, {place}column {error.colno})"
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; nesting
        raise FormatError(f"{path}:{number}: not a question ({error})") from error
    if not isinstance(row, dict):
        raise FormatError(f"{path}:{number}: a question is a JSON object, this is {text[:40]!r}")
    return row


def _golds(row: _Row) -> tuple[Gold, ...]:
    if row.none:
        return ()
    if row.docs is not None:
        return tuple(Gold(doc.pmid, doc.snippets) for doc in row.docs if doc.snippets)
    texts = row.gold or row.any
    if not texts:
        return ()
    if all(_PLACE.fullmatch(text) for text in texts):
        return (Gold(row.pmid, places=frozenset(texts)),)
    return (Gold(row.pmid, texts),)


def _bioasq(row: _BioasqRow) -> JudgedQuestion:
    """A question of BioASQ's task B."""
    texts: dict[str, list[str]] = {}
    for snippet in row.snippets or ():
        texts.setdefault(snippet.document.rsplit("/", 1)[-1], []).append(snippet.text)
    golds = tuple(Gold(pmid, tuple(found)) for pmid, found in texts.items())
    return JudgedQuestion(str(row.id), row.body, golds)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
