"""Checks the records of an indexed corpus: each decodes, its passages stand in it, counts agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from il2qa.corpora.codec.ledger import Totals
from il2qa.corpora.codec.payload import Stored
from il2qa.corpora.protocol import CorpusReader
from il2qa.errors import CorpusError
from il2qa.passages.spans import quoted_spans, statements


class IndexedCorpus(CorpusReader, Protocol):
    """A corpus that keeps its records as the codec packs them."""

    @property
    def totals(self) -> Totals:
        """What it said at the last commit that it holds."""

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
    for payload in corpus.each_payload():
        checked.records += 1
        tell(checked)
        try:
            stored = corpus.stored(payload)
            faults = list(_faults(corpus, stored))
        except CorpusError as error:
            yield str(error)
            continue
        checked.passages += stored.header.passages
        checked.terms += stored.header.length
        identity = hash(stored.header.id)
        if identity in seen:  # a hash a record: the identifiers themselves would fill memory
            faults.append("is there twice")
        seen.add(identity)
        yield from (f"{stored.header.id}: {fault}" for fault in faults)
    for name in ("records", "passages", "terms"):
        said, found = getattr(corpus.totals, name), getattr(checked, name)
        if said != found:
            yield f"the corpus says that it has {said:,} {name}, and has {found:,}"


def _faults(corpus: IndexedCorpus, stored: Stored) -> Iterator[str]:
    record, header = stored.record, stored.header
    if record.id != header.id or record.version != header.version:
        yield f"is stored as {header.id} version {header.version}"
    if [passage.span for passage in stored.quoted] != quoted_spans(record, corpus.analyzer):
        yield "its passages are not those of its text"
    passages = len(stored.quoted) + len(statements(record))
    if passages != header.passages or len(stored.row.terms) != header.length:
        yield "its counts of passages and terms are wrong"
    if corpus.record(header.id) != record:
        yield "is not found by its identifier"
