"""JSON Lines: each record whole, as il2qa reads it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from il2qa.models import Record
from il2qa.readers.jsonl import record_json


def jsonl(records: Iterable[Record]) -> Iterator[str]:
    """One record a line, what is at its default left out."""
    return (record_json(record) + "\n" for record in records)
