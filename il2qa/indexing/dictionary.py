"""Learns from the first records of sources what recurs in them, so that all are packed better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from il2qa import readers
from il2qa.corpora.codec.compression import LEARNT_FROM, LEAST_LEARNT_FROM, Compression, learnt
from il2qa.corpora.codec.payload import content
from il2qa.errors import ReadError
from il2qa.indexing.plan import Source
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.readers import ReadReport
from il2qa.text.analyzer import Analyzer

_SOURCES = 8  # looked at, evenly chosen: NLM's first files hold the oldest records only


def learn(sources: Sequence[Source], analyzer: Analyzer) -> Compression | None:
    """What payloads are to be packed with; None where there are too few records to learn from."""
    chosen = sources[:: -(-len(sources) // _SOURCES)] if sources else []
    others = [source for source in sources if source not in chosen]
    # The smallest first: what they lack the larger ones make up for.
    waiting = [*sorted(chosen, key=lambda source: source.size), *others]
    records: list[Record] = []
    for place, source in enumerate(waiting):
        wanted = LEARNT_FROM - len(records)
        if not wanted:
            break
        records += islice(_records(source), -(-wanted // max(len(chosen) - place, 1)))
    if len(records) < LEAST_LEARNT_FROM:
        return None
    return learnt([content(record, analyse(record, analyzer)) for record in records])


def _records(source: Source) -> Iterator[Record]:
    """The records of a source, as far as it can be read; what is wrong with it is told later."""
    try:
        for event in readers.events([source.path], report=ReadReport()):
            if isinstance(event, Record):
                yield event
    except ReadError:
        return
