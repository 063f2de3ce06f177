"""Compression of payloads: zstd, with a dictionary of what recurs in them.

A record alone is too short to be compressed well; with a dictionary it takes two thirds of the
bytes, and a fifth of the time to read. A corpus of some size learns a dictionary from the first
records that it is built of; until then it uses the one that ships with il2qa, a list of words.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from importlib import resources

import zstandard

LEARNT_FROM = 500  # records, at the most: four times as many save no half per cent
LEAST_LEARNT_FROM = 200  # records: fewer tell too little
SHIPPED, LEARNT = 0, 1
"""The numbers by which a payload says what it is packed with."""

_SIZE = 112 * 1024  # bytes of a learnt dictionary: half of it costs 4 %, twice as much saves 4 %
_LEVEL = 9  # level 6 is 4 % larger, level 15 another 4 % smaller at four times the time
_MOST = 1 << 28  # bytes of a payload; a damaged one may claim to be longer


class Compression:
    """Packs and unpacks payloads with one dictionary; threads may share it."""

    def __init__(self, dictionary: bytes, number: int = LEARNT) -> None:
        self.dictionary, self.number = dictionary, number
        self._words = zstandard.ZstdCompressionDict(dictionary)
        self._own = threading.local()  # zstandard's own objects must not be shared

    def pack(self, content: bytes) -> bytes:
        """The packed form of a payload, with a checksum."""
        packing = getattr(self._own, "packing", None)
        if packing is None:
            self._words.precompute_compress(level=_LEVEL)
            packing = self._own.packing = zstandard.ZstdCompressor(
                level=_LEVEL, dict_data=self._words, write_checksum=True, write_dict_id=False
            )
        packed: bytes = packing.compress(content)
        return packed

    def unpack(self, packed: bytes) -> bytes:
        """The content of a packed payload; raises ValueError where it is damaged."""
        return self.unpack_all([packed])[0]

    def unpack_all(self, packed: Sequence[bytes]) -> list[bytes]:
        """The contents of many, while other threads go on; raises ValueError as `unpack` does."""
        try:
            unpacking = getattr(self._own, "unpacking", None)
            if unpacking is None:
                unpacking = self._own.unpacking = zstandard.ZstdDecompressor(
                    dict_data=self._words, max_window_size=_MOST
                )
            # The frame's own word for its size would be believed before memory is asked for.
            if not all(0 <= zstandard.frame_content_size(one) <= _MOST for one in packed):
                raise ValueError("it claims to be too long")
            found = unpacking.multi_decompress_to_buffer(list(packed))
            return [found[i].tobytes() for i in range(len(found))]
        except (zstandard.ZstdError, MemoryError) as error:
            raise ValueError(str(error)) from error


def learnt(contents: Sequence[bytes]) -> Compression:
    """Compression with a dictionary learnt from some payloads (LEAST_LEARNT_FROM or more)."""
    return Compression(zstandard.train_dictionary(_SIZE, list(contents)).as_bytes())


@cache
def shipped() -> Compression:
    """Compression with the words that ship with il2qa: the last of them are found at least cost."""
    words = resources.files("il2qa.corpora.codec").joinpath("common.txt").read_bytes()
    return Compression(words, SHIPPED)
