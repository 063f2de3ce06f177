"""Finds every quotation of a file again in its record, character for character."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from il2qa.asking import AskedCorpus
from il2qa.errors import FormatError, ReadError
from il2qa.passages import field_texts
from il2qa.render.markdown import Quotation, quotations

WITHDRAWN = ("RETRACTED", "PARTIALLY RETRACTED", "RETRACTED AND REPUBLISHED")


@dataclass(frozen=True, slots=True)
class Fault:
    """A quotation that does not hold, and why."""

    quotation: Quotation
    reason: str


def read_quotations(path: Path) -> list[Quotation]:
    """The quotations of a file that il2qa wrote: Markdown, or JSON (an export or JSON Lines).

    Raises ReadError where it cannot be read, FormatError where it holds no quotation or is damaged.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}; check the name") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 text (byte {error.start})") from error
    found = list(_of_json(text, path) if text.lstrip().startswith("{") else quotations(text))
    if not found:
        raise FormatError(
            f"{path}: holds no quotation as il2qa writes them; make one by /export in the chat "
            "or by il2qa ask --format markdown"
        )
    return found


def verify(found: list[Quotation], corpus: AskedCorpus) -> list[Fault]:
    """The quotations that do not hold in a corpus, in order."""
    checked = ((quotation, _fault(quotation, corpus)) for quotation in found)
    return [Fault(quotation, reason) for quotation, reason in checked if reason]


def _fault(quotation: Quotation, corpus: AskedCorpus) -> str | None:
    record = corpus.record(quotation.id)
    if record is None:
        return "the corpus has no such record"
    withdrawn = [notice for notice in record.notices if notice in WITHDRAWN]
    if withdrawn:
        return f"the record is now {' and '.join(withdrawn)}"
    text = field_texts(record).get(quotation.field)
    if text is None:
        return f"the record has no {quotation.field}"
    stands = text[quotation.start : quotation.end]
    if stands == quotation.text:
        return None
    at = text.find(quotation.text)
    if at >= 0:
        end = at + len(quotation.text)
        return f"stands at characters {at}–{end}, not {quotation.start}–{quotation.end}"
    return f"the record says {stands!r}"


def _of_json(text: str, path: Path) -> Iterator[Quotation]:
    """From one object (an export), or one object a line."""
    for number, content in _objects(text, path):
        try:
            for answer in content.get("answers", [content]):
                for passage in answer["passages"]:
                    yield _quotation(passage, number)
        except (KeyError, TypeError, AttributeError, ValidationError) as error:
            raise FormatError(
                f"{path}, line {number}: not an answer of il2qa's{_part(error)}; "
                "verify what /export in the chat or il2qa ask --json wrote"
            ) from error


def _objects(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    try:
        yield 1, json.loads(text)
    except (ValueError, RecursionError):
        for number, line in enumerate(text.split("\n"), 1):
            try:
                if line.strip():
                    yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise FormatError(f"{path}, line {number}: not JSON ({error})") from error


class _Passage(BaseModel):
    """What of a passage in JSON says where its text stands."""

    model_config = ConfigDict(frozen=True, strict=True)

    text: str
    pmid: str | int | None = None
    id: str | None = None
    field: str
    start: NonNegativeInt
    end: NonNegativeInt


def _quotation(content: object, line: int) -> Quotation:
    """A quotation of JSON. Raises ValidationError or KeyError where it is none."""
    passage = _Passage.model_validate(content)
    identifier = passage.pmid or passage.id
    if not identifier:
        raise KeyError("pmid")
    return Quotation(
        text=passage.text,
        id=str(identifier),
        field=passage.field,
        start=passage.start,
        end=passage.end,
        line=line,
    )


def _part(error: Exception) -> str:
    """Which part is not as it should be, where that is known."""
    if not isinstance(error, ValidationError):
        return ""
    first = error.errors(include_url=False)[0]
    return f" ({'.'.join(map(str, first['loc']))}: {first['msg']})"
