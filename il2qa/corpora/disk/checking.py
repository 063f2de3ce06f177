"""Checks a corpus on disk: every record decodes, every passage is where it says, counts agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from il2qa.corpora.disk.payload import Stored
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.passages import field_texts

_DAMAGE = (ValueError, LookupError, TypeError, ValidationError)


@dataclass
class Checked:
    """How far a check is, and at its end what the corpus really holds."""

    records: int = 0
    passages: int = 0
    terms: int = 0


def check(corpus: DiskCorpus, checked: Checked) -> Iterator[str]:
    """Yield what is wrong with a corpus, each fault with its record; `checked` is counted up."""
    seen: set[int] = set()
    for payload in corpus.each_payload():
        checked.records += 1
        try:
            stored = Stored(payload)
            faults = list(_faults(corpus, stored))
        except _DAMAGE as error:
            yield f"{_named(payload)}: cannot be decoded ({_first_line(error)})"
            continue
        checked.passages += stored.header.passages
        checked.terms += stored.header.length
        identity = hash(stored.header.id)
        if identity in seen:
            faults.append("is there twice")
        seen.add(identity)
        yield from (f"{_name(stored.header.id)}: {fault}" for fault in faults)
    for name in ("records", "passages", "terms"):
        said, found = getattr(corpus.totals, name), getattr(checked, name)
        if said != found:
            yield f"the corpus says that it has {said:,} {name}, and has {found:,}"


def _faults(corpus: DiskCorpus, stored: Stored) -> Iterator[str]:
    record, header = stored.record, stored.header
    texts = field_texts(record)
    passages = stored.quoted + stored.statements
    if record.id != header.id or record.version != header.version:
        yield f"is stored as {header.id} version {header.version}"
    for passage in passages:
        span = passage.span
        if not passage.text or texts.get(span.field, "")[span.start : span.end] != passage.text:
            yield f"its {span.field} has no such passage at {span.start}-{span.end}"
    if len(passages) != header.passages or _length(stored) != header.length:
        yield "its counts of passages and terms are wrong"
    if corpus.record(header.id) != record:
        yield "is not found by its identifier"


def _length(stored: Stored) -> int:
    return sum(len(passage.terms) for passage in stored.quoted + stored.statements)


def _named(payload: bytes) -> str:
    try:
        return _name(Stored(payload).header.id)
    except ValueError:
        return "a record whose identifier cannot be read"


def _name(identifier: str) -> str:
    return f"PMID {identifier}" if identifier.isdigit() else identifier


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
