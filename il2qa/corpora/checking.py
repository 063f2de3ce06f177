"""Checks the records of an indexed corpus: each decodes, its passages stand in it, counts agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from il2qa.corpora.codec.ledger import Totals
from il2qa.corpora.codec.payload import Stored
from il2qa.corpora.protocol import CorpusReader
from il2qa.errors import CorpusError
from il2qa.models import Record
from il2qa.passages.spans import quoted_spans, statements

_TOGETHER = 250  # records that are looked for at once


class IndexedCorpus(CorpusReader, Protocol):
    """A corpus that keeps its records as the codec packs them."""

    @property
    def totals(self) -> Totals:
        """What it said at the last commit that it holds."""

    @property
    def place(self) -> str:
        """What messages call it: a folder, an address."""

    def size(self) -> int:
        """What it takes where it is kept, in bytes."""

    def records_of(self, identifiers: Sequence[str]) -> Mapping[str, Record]:
        """Those of some records that are found, by identifier."""

    def each_payload(self) -> Iterator[bytes]:
        """Every stored record, in no order that means anything."""

    def stored(self, payload: bytes) -> Stored:
        """A payload, to be decoded; raises CorpusError where it is damaged."""


@dataclass
class Checked:
    """How far a check is, and at its end what the corpus really holds."""

    records: int = 0
    passages: int = 0
    terms: int = 0


def record_faults(
    corpus: IndexedCorpus, checked: Checked, tell: Callable[[Checked], None] = lambda _: None
) -> Iterator[str]:
    """Yield what is wrong with the records of a corpus, each fault with its record.

    `checked` is counted up, and told after each record.
    """
    seen: set[int] = set()
    payloads = corpus.each_payload()
    while some := list(islice(payloads, _TOGETHER)):
        yield from _faults_of_some(corpus, some, seen, checked, tell)
    for name in ("records", "passages", "terms"):
        said, found = getattr(corpus.totals, name), getattr(checked, name)
        if said != found:
            yield f"the corpus says that it has {said:,} {name}, and has {found:,}"


def _faults_of_some(
    corpus: IndexedCorpus,
    payloads: Sequence[bytes],
    seen: set[int],
    checked: Checked,
    tell: Callable[[Checked], None],
) -> Iterator[str]:
    """What is wrong with some records, which are looked for together."""
    whole = []
    for payload in payloads:
        try:
            stored = corpus.stored(payload)
            _ = stored.record, stored.row
            whole.append(stored)
        except CorpusError as error:
            checked.records += 1
            yield str(error)
    found = corpus.records_of([stored.header.id for stored in whole])
    for stored in whole:
        checked.records += 1
        tell(checked)
        try:
            own = list(_faults(corpus, stored, found.get(stored.header.id)))
        except CorpusError as error:
            yield str(error)
            continue
        checked.passages += stored.header.passages
        checked.terms += stored.header.length
        identity = hash(stored.header.id)
        if identity in seen:  # a hash a record: the identifiers themselves would fill memory
            own.append("is there twice")
        seen.add(identity)
        yield from (f"{stored.header.id}: {fault}" for fault in own)


def _faults(corpus: IndexedCorpus, stored: Stored, found: Record | None) -> Iterator[str]:
    record, header = stored.record, stored.header
    if record.id != header.id or record.version != header.version:
        yield f"is stored as {header.id} version {header.version}"
    if [passage.span for passage in stored.quoted] != quoted_spans(record, corpus.analyzer):
        yield "its passages are not those of its text"
    passages = len(stored.quoted) + len(statements(record))
    if passages != header.passages or len(stored.row.terms) != header.length:
        yield "its counts of passages and terms are wrong"
    if found != record:
        yield "is not found by its identifier"
