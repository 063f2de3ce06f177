"""Matrix products in blocks: the same as in one piece, and none large enough to wake threads."""

from __future__ import annotations

import numpy as np
import pytest

from il2qa.text import products
from il2qa.text.products import product

CHANCE = np.random.default_rng(1)


@pytest.mark.parametrize(
    "shapes",
    [
        ((3000, 96), (96, 5)),
        ((700, 96), (96,)),
        ((96,), (96, 900)),
        ((5,), (5,)),
        ((0, 96), (96, 5)),
        ((40, 300), (300, 600)),
    ],
)
def test_blocks_give_the_whole_product(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    """Whatever its shape."""
    left, right = (CHANCE.random(shape) for shape in shapes)
    found = product(left, right)
    assert found.shape == (left @ right).shape
    np.testing.assert_allclose(found, left @ right, rtol=1e-12)


def test_each_block_is_small() -> None:
    """A program that imported il2qa waited for the threads of its BLAS at every question."""
    sizes: list[int] = []

    class Watched(np.ndarray):
        def __array_ufunc__(self, ufunc, method, *given, **options):  # type: ignore[no-untyped-def]
            if ufunc is np.matmul:
                sizes.append(len(given[0]) * given[1].size)
            plain = [np.asarray(one) for one in given]
            return getattr(ufunc, method)(*plain, **options)

    product(CHANCE.random((3000, 96)).view(Watched), CHANCE.random((96, 5)))
    product(CHANCE.random((700, 96)).view(Watched), CHANCE.random(96))
    assert len(sizes) > 2
    assert max(sizes) <= 262_144
    assert products._BY_VECTOR < 9_216
