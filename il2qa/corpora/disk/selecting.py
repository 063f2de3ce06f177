"""Gives the records of an index in order, however many, with few of them in memory at a time.

What is asked for is parted by the numbers that it is sorted by until a part is small; a part is
sorted when it comes to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import tantivy

from il2qa.corpora.codec.payload import header_of
from il2qa.corpora.disk import schema
from il2qa.corpora.ordering import LEVELS, Level, Order, sort_key

PART = 50_000  # records that are sorted at once


def in_order(
    searcher: tantivy.Searcher, made: tantivy.Schema, query: tantivy.Query, order: Order
) -> Iterator[bytes]:
    """The payloads of the records that a query finds, in order."""
    ordered = _Ordered(searcher, made, order)
    return ordered.given(query, LEVELS[order])


def count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many entries a query finds."""
    found: int = searcher.search(query, limit=1, count=True).count  # type: ignore[attr-defined]
    return found  # its stubs lack the count


class _Ordered:
    def __init__(self, searcher: tantivy.Searcher, made: tantivy.Schema, order: Order) -> None:
        self._searcher, self._schema, self._order = searcher, made, order

    def given(self, query: tantivy.Query, levels: Sequence[Level]) -> Iterator[bytes]:
        """The payloads of a query's records, which are alike in all levels but these."""
        number = count(self._searcher, query)
        if number <= PART or not levels:
            yield from self._sorted(query, number)
            return
        field = levels[0].field
        numbered = schema.within(self._schema, query, field, None, None)
        ends = [*self._first(numbered, field, tantivy.Order.Asc)]
        ends += self._first(numbered, field, tantivy.Order.Desc)
        if ends:
            yield from self._parted(numbered, levels, ends[0], ends[1])
        yield from self.given(schema.lacking(self._schema, query, field), levels[1:])

    def _parted(
        self, query: tantivy.Query, levels: Sequence[Level], first: int, last: int
    ) -> Iterator[bytes]:
        """Those whose number in the first level lies between two, half by half."""
        level = levels[0]
        part = schema.within(self._schema, query, level.field, first, last)
        number = count(self._searcher, part)
        if number <= PART:
            yield from self._sorted(part, number)
            return
        if first == last:
            yield from self.given(part, levels[1:])
            return
        middle = (first + last) // 2
        halves = [(first, middle), (middle + 1, last)]
        for half in reversed(halves) if level.is_descending else halves:
            yield from self._parted(query, levels, *half)

    def _first(self, query: tantivy.Query, field: str, order: tantivy.Order) -> Iterator[int]:
        """The first number of a field in some order, if there is any."""
        column = schema.column(field)
        found = self._searcher.search(
            query, limit=1, count=False, order_by_field=column, order=order
        )
        yield from (int(number) for number, _ in found.hits)

    def _sorted(self, query: tantivy.Query, number: int) -> Iterator[bytes]:
        """All of a few records, sorted."""
        if not number:
            return
        found = [address for _, address in self._searcher.search(query, number, count=False).hits]
        levels = LEVELS[self._order]
        columns = [
            self._searcher.fast_field_values(schema.column(level.field), found) for level in levels
        ]
        places = []
        for address, *numbers in zip(found, *columns, strict=True):
            # Of equal numbers are only records that have none: these are read to be sorted.
            own = "" if numbers[-1] is not None else header_of(self._payload(address)).id
            keys = {level.field: number for level, number in zip(levels, numbers, strict=True)}
            places.append((sort_key(self._order, keys, own), address))
        for _, address in sorted(places, key=lambda pair: pair[0]):
            yield self._payload(address)

    def _payload(self, address: tantivy.DocAddress) -> bytes:
        return self._searcher.doc(address).get_first("payload") or b""
