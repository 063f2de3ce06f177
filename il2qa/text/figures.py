"""Learnt figures as they ship: the arrays of an .npz file, mapped into memory instead of read.

A question needs a few rows of them. numpy.load copies and sums up every byte of every array, which
took as long as all that is done with them for the first question.
"""

from __future__ import annotations

import io
import math
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import unpack_from
from zipfile import ZIP_STORED, ZipFile

import numpy as np
from numpy.lib import format as npy

_LOCAL_HEADER = 30  # bytes before the name of a zip file's member, the last four the two lengths
_LONGEST_HEADER = 10_000  # bytes of an array's own, at most, as numpy reads them


def arrays(path: Path) -> dict[str, np.ndarray]:
    """The arrays of an .npz file, by name; they cannot be written to.

    Those that numpy.savez wrote are views of the file; those of numpy.savez_compressed are read.
    Raises OSError, or ValueError where it holds what numpy.load would unpickle.
    """
    with path.open("rb") as file, ZipFile(file) as archive:
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        found: dict[str, np.ndarray] = {}
        for member in archive.infolist():
            name = member.filename.removesuffix(".npy")
            if member.compress_type == ZIP_STORED:
                lengths = unpack_from("<HH", mapped, member.header_offset + _LOCAL_HEADER - 4)
                start = member.header_offset + _LOCAL_HEADER + sum(lengths)
                found[name] = _array(mapped, start)
            else:
                found[name] = _array(archive.read(member), 0)
        return found


def words(lines: np.ndarray) -> list[str]:
    """The words of an array of bytes: they are kept one a line."""
    return lines.tobytes().decode().split("\n")


def _array(buffer: mmap | bytes, start: int) -> np.ndarray:
    """The array whose .npy file begins at a place of a buffer."""
    header = io.BytesIO(buffer[start : start + _LONGEST_HEADER])
    if npy.read_magic(header) != (1, 0):
        raise ValueError("an array of a form that numpy.savez does not write for numbers")
    shape, is_by_column, kind = npy.read_array_header_1_0(header)
    found = np.frombuffer(buffer, kind, math.prod(shape), start + header.tell())
    return found.reshape(shape, order="F" if is_by_column else "C")
