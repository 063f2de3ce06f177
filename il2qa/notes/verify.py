"""Finds every quotation of a file again in its record.

What il2qa wrote says where each quotation stands, and must stand there character for character. In
anybody's text (notes, what a language model wrote) it is what stands in quotation marks beside a
PMID; there spaces, quotation marks and dashes may differ, and an ellipsis may leave words out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from il2qa.askable import AskableCorpus
from il2qa.errors import FormatError, ReadError
from il2qa.models import Record
from il2qa.notes.claims import Claim, claims
from il2qa.notes.quotes import found_in, nearest
from il2qa.passages.spans import field_texts
from il2qa.render.markdown import Quotation, quotations

WITHDRAWN = ("RETRACTED", "PARTIALLY RETRACTED", "RETRACTED AND REPUBLISHED")


@dataclass(frozen=True, slots=True)
class Fault:
    """A quotation that does not hold, and why."""

    quotation: Quotation | Claim
    reason: str


def read_quotations(path: Path) -> list[Quotation | Claim]:
    """The quotations of a file: those that il2qa wrote, as Markdown or JSON, else anybody's.

    Raises ReadError where it cannot be read, FormatError where it holds no quotation or is damaged.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror or error}; check the name") from error
    return quotations_in(content, path)


def quotations_in(content: bytes, path: Path) -> list[Quotation | Claim]:
    """The quotations of what was read from a file; raises FormatError as `read_quotations` does."""
    try:
        text = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 text (byte {error.start})") from error
    found: list[Quotation | Claim] = []
    found += _of_json(text, path) if text.lstrip().startswith("{") else quotations(text)
    found = found or [*claims(text)]
    if not found:
        raise FormatError(
            f"{path}: holds no quotation beside a PMID; make one by /export in the chat or by "
            "il2qa ask --format markdown, or write “…” (PMID 3303316)"
        )
    return found


def verify(statements: Iterable[Quotation | Claim], corpus: AskableCorpus) -> list[Fault]:
    """The quotations that do not hold in a corpus, in order."""
    checked = ((quotation, _fault(quotation, corpus)) for quotation in statements)
    return [Fault(quotation, reason) for quotation, reason in checked if reason]


def _fault(quotation: Quotation | Claim, corpus: AskableCorpus) -> str | None:
    record = corpus.record(quotation.id)
    if record is None:
        return "the corpus has no such record"
    withdrawn = [notice for notice in record.notices if notice in WITHDRAWN]
    if withdrawn:
        return f"the record is now {' and '.join(withdrawn)}"
    if isinstance(quotation, Quotation):
        return _misplaced(quotation, record)
    if found_in(record, quotation.text):
        return None
    like = nearest(record, quotation.text, corpus.reader.analyzer)
    return f"the record says {like.text!r}" if like else "the record says nothing like it"


def _misplaced(quotation: Quotation, record: Record) -> str | None:
    """Why a quotation does not stand where it says that it does; None where it stands."""
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
