"""Matrix products in blocks too small for a BLAS to share out among threads.

A question's arrays are small: to wake threads for them takes longer than the product, and all cores
of a host that did not ask for them. How many threads a BLAS has is the host's to say, so none is
asked for: OpenBLAS keeps to one below 9,216 multiplications by a vector and 262,144 by a matrix.
"""

from __future__ import annotations

import numpy as np

_BY_VECTOR, _BY_MATRIX = 1 << 13, 1 << 17


def product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The product `left @ right` of a matrix or vector and a matrix or vector."""
    if left.ndim == 1 and right.ndim == 1:
        return np.asarray(left @ right)
    if left.ndim == 1:
        return product(right.T, left)
    most = _BY_VECTOR if right.ndim == 1 else _BY_MATRIX
    if left.shape[0] * right.size <= most:
        return np.asarray(left @ right)
    rows = max(1, most // right.size)
    found = np.empty((len(left), *right.shape[1:]), np.result_type(left, right))
    for first in range(0, len(left), rows):
        found[first : first + rows] = left[first : first + rows] @ right
    return found
