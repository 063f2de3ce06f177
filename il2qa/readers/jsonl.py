"""Reads and writes JSON Lines: one il2qa Record a line, as `il2qa show --json` prints it.

Writing and reading give the same Record back. A further key "fields" (the texts that citations'
offsets point into) is passed over; any other unknown key is an error, as everywhere in Record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from pydantic import ValidationError

from il2qa.models import Record
from il2qa.patterns import lazy_pattern
from il2qa.readers.event import Event, Problem, skipped
from il2qa.readers.source import Source
from il2qa.readers.text import without_controls

_DERIVED = "fields"
_PMID = lazy_pattern(r"[0-9]{1,9}")
_BREAK = lazy_pattern("[\t-\r\x1c-\x1f\x85]")
_LONGEST_ID = 1000  # bytes
_HIGHEST_VERSION = 999_999


def recognises(head: str) -> bool:
    """Say whether text that begins so is JSON Lines of records."""
    return head.lstrip().startswith("{") and ('"pmid"' in head or '"other_id"' in head)


def read(source: Source) -> Iterator[Event]:
    """Yield the records and problems of a source, in order."""
    for number, line in source.lines():
        if not line or line.isspace():
            continue
        try:
            given = json.loads(line, strict=False)
            if not isinstance(given, dict):
                raise ValueError("not a JSON object")
            given.pop(_DERIVED, None)
            plain = _plain(given)
            record = Record.model_validate_json(json.dumps(plain))
            unfit = next(_unfit(record), None)
        except ValidationError as error:
            yield skipped(_reason(error), number)
        except (ValueError, RecursionError):
            yield skipped("malformed JSON", number)
        else:
            if unfit:
                yield skipped(f"not a Record ({unfit})", number)
                continue
            yield record
            if plain != given:
                place = f"record at line {number}"
                yield Problem("altered", "control characters", place, "left out, record kept")


def record_json(record: Record) -> str:
    """Return a record as one line of JSON; what is at its default is left out."""
    return record.model_dump_json(exclude_defaults=True)


def write(records: Iterable[Record], stream: TextIO) -> int:
    """Write records as JSON Lines; return how many."""
    written = 0
    for record in records:
        stream.write(record_json(record) + "\n")
        written += 1
    return written


def _unfit(record: Record) -> Iterator[str]:
    """Yield what no record of PubMed, and no index, can hold: each is of the right type."""
    if record.pmid is not None and _PMID.fullmatch(record.pmid) is None:
        yield "pmid: no number of PubMed's size"
    if record.other_id is not None and len(record.other_id.encode()) > _LONGEST_ID:
        yield f"other_id: longer than {_LONGEST_ID:,} bytes"
    if not 1 <= record.version <= _HIGHEST_VERSION:
        yield f"version: not from 1 to {_HIGHEST_VERSION:,}"
    for name, date in (("date", record.date), ("electronic_date", record.electronic_date)):
        parts = (date.year, date.month, date.day) if date else ()
        for part, given, last in zip(("year", "month", "day"), parts, (9999, 12, 31), strict=False):
            if given is not None and not 1 <= given <= last:
                yield f"{name}.{part}: not from 1 to {last}"


def _plain(value: Any) -> Any:
    """Return a JSON value whose strings have no control characters; tabs and breaks are blanks."""
    if isinstance(value, str):
        return value if value.isprintable() else _BREAK.sub(" ", without_controls(value))
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"not a Record ({where}: {first['msg']})" if where else f"not a Record ({first['msg']})"
