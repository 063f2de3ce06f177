"""Whole numbers in as few bytes as they need: seven bits a byte, the last byte below 128.

Variable-byte code with the most significant bits first (Witten, Moffat & Bell, "Managing
Gigabytes", 1999), so that numpy reads many at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np

_LISTED = 1 << 14
_LONGEST = 5  # bytes


def encode(numbers: Iterable[int]) -> bytes:
    """Numbers from 0 up to 2³¹ - 1 as bytes."""
    listed = _listed()
    return b"".join([listed[n] if n < _LISTED else _encoded(n) for n in numbers])


def decode(rows: Sequence[bytes]) -> list[np.ndarray]:
    """The numbers that each of some rows of bytes stands for, read all at once.

    What is cut short at the end of a row is not believed: it raises ValueError.
    """
    if not rows:
        return []
    raw = np.frombuffer(b"".join(rows), np.uint8)
    edges = np.cumsum([len(row) for row in rows], dtype=np.intp)
    is_last = raw < 128
    if not is_last[edges[edges > 0] - 1].all():
        raise ValueError("numbers cut short")
    ends = np.flatnonzero(is_last)
    numbers = raw[ends].astype(np.int32)
    goes_on = np.ones(len(ends), bool)
    for place in range(1, _LONGEST + 1):
        byte = raw[ends - place]  # before the first one stands a last one
        goes_on &= byte > 127
        if not goes_on.any():
            break
        if place == _LONGEST:
            raise ValueError("a number too large")
        numbers |= ((byte & 127) * goes_on).astype(np.int32) << 7 * place
    if numbers.min(initial=0) < 0:
        raise ValueError("a number too large")
    cuts = np.searchsorted(ends, edges).tolist()
    return [numbers[start:end] for start, end in pairwise([0, *cuts])]


def _encoded(number: int) -> bytes:
    found = [number & 127]
    while number := number >> 7:
        found.append(number & 127 | 128)
    return bytes(reversed(found))


@cache
def _listed() -> list[bytes]:
    return [_encoded(number) for number in range(_LISTED)]
