"""Compression of payloads: zstd, with a dictionary of what recurs in them.

A record alone is too short to be compressed well; with a dictionary it takes two thirds of the
bytes, and a fifth of the time to read. A corpus of some size learns a dictionary from the first
records that it is built of; until then it uses the one that ships with il2qa, a list of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import zstandard

LEARNT_FROM = 500  # records, at the most: four times as many save no half per cent
LEAST_LEARNT_FROM = 200  # records: fewer tell too little
_SIZE = 112 * 1024  # bytes of a learnt dictionary: half of it costs 4 %, twice as much saves 4 %
_LEVEL = 9  # level 6 is 4 % larger, level 15 another 4 % smaller at four times the time
_MOST = 1 << 28  # bytes of a payload; a damaged one may claim to be longer


class Compression:
    """Packs and unpacks payloads with one dictionary; not to be shared among threads."""

    def __init__(self, dictionary: bytes) -> None:
        self.dictionary = dictionary
        words = zstandard.ZstdCompressionDict(dictionary)
        self._unpacking = zstandard.ZstdDecompressor(dict_data=words, max_window_size=_MOST)
        self._packing: zstandard.ZstdCompressor | None = None
        self._words = words

    def pack(self, content: bytes) -> bytes:
        """The packed form of a payload, with a checksum."""
        if self._packing is None:  # to read a corpus none is needed
            self._words.precompute_compress(level=_LEVEL)
            self._packing = zstandard.ZstdCompressor(
                level=_LEVEL, dict_data=self._words, write_checksum=True, write_dict_id=False
            )
        return self._packing.compress(content)

    def unpack(self, packed: bytes) -> bytes:
        """The content of a packed payload; raises ValueError where it is damaged."""
        try:
            return self._unpacking.decompress(packed, max_output_size=_MOST)
        except (zstandard.ZstdError, MemoryError) as error:
            raise ValueError(str(error)) from error


def learnt(contents: Sequence[bytes]) -> Compression:
    """Compression with a dictionary learnt from some payloads (LEAST_LEARNT_FROM or more)."""
    return Compression(zstandard.train_dictionary(_SIZE, list(contents)).as_bytes())


@cache
def shipped() -> Compression:
    """Compression with the words that ship with il2qa: the last of them are found at least cost."""
    return Compression(resources.files("il2qa.corpora.disk").joinpath("common.txt").read_bytes())
