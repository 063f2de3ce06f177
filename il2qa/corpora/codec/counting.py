"""How often terms stand in stored records, of which many are read at once.

A question has the terms of three records counted for each whose passages it ranks: taken one by one
they would cost most of its time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from il2qa.bm25 import Postings
from il2qa.corpora.codec import numbers
from il2qa.corpora.codec.payload import DAMAGES, Stored, contents_of, terms_of
from il2qa.text.vocabulary import Vocabulary


def postings_among(
    several: Sequence[Stored], terms: Sequence[str], vocabulary: Vocabulary
) -> dict[str, Postings]:
    """In which of some records each of some terms stands, and how often; terms of none left out."""
    if not several:
        return {}
    together = _read(several)
    ends = np.cumsum([stored.header.length for stored in several])
    ids = dict(zip(terms, vocabulary.ids(terms), strict=True))
    hits = {term: np.flatnonzero(together == number) for term, number in ids.items() if number >= 0}
    hits |= _rare([term for term in terms if ids[term] < 0], several, together)
    found = {}
    for term, places in hits.items():
        counts = np.bincount(np.searchsorted(ends, places, side="right"))
        records = np.flatnonzero(counts)
        if len(records):
            found[term] = Postings(records, counts[records])
    return found


def _rare(
    terms: Sequence[str], several: Sequence[Stored], together: np.ndarray
) -> dict[str, np.ndarray]:
    """Where terms that the vocabulary lacks stand among all terms of the records."""
    found: dict[str, list[np.ndarray]] = {}
    written = [(term, term.encode()) for term in terms]
    begin = 0
    for stored in several:
        end, others = begin + stored.header.length, stored.contents.others
        for term, letters in written:
            if letters in others and term in stored.others:  # most have none: that is told quickly
                number = len(stored.analyzer.vocabulary) + stored.others.index(term)
                places = begin + np.flatnonzero(together[begin:end] == number)
                found.setdefault(term, []).append(places)
        begin = end
    return {term: np.concatenate(places) for term, places in found.items()}


def _read(several: Sequence[Stored]) -> np.ndarray:
    """Unpack and decode the rows of many records at once; gives the terms of all of them."""
    try:
        _unpack(several)
        rows = numbers.decode([stored.contents.row for stored in several])
        together = terms_of(several, rows)
    except DAMAGES:
        for stored in several:
            _ = stored.numbers  # the damaged one is named
        raise
    for stored, row in zip(several, rows, strict=True):
        stored.numbers = row
    return together


def _unpack(several: Sequence[Stored]) -> None:
    for compression in {stored.compression for stored in several}:
        own = [stored for stored in several if stored.compression is compression]
        if compression is None:
            raise ValueError("its dictionary is missing")
        unpacked = compression.unpack_all([stored.packed for stored in own])
        for stored, content in zip(own, unpacked, strict=True):
            stored.contents = contents_of(content)
