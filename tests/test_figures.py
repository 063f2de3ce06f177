"""Learnt figures: the arrays of an .npz file, as numpy.load would give them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, scalar_dtypes

from il2qa.text import figures
from il2qa.text.data import FOLDER

GIVEN = {
    "rows": np.arange(12, dtype=np.int8).reshape(4, 3),
    "by_column": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "scalar": np.array(3),
    "empty": np.zeros((0, 5), np.float16),
    "words": np.frombuffer("T cell\nµg".encode(), np.uint8),
}


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_arrays_are_those_that_were_saved(save: object, tmp_path: Path) -> None:
    """Plain or compressed: the same names, types, shapes and figures."""
    assert callable(save)
    save(tmp_path / "some.npz", **GIVEN)
    found = figures.arrays(tmp_path / "some.npz")
    assert found.keys() == GIVEN.keys()
    for name, array in GIVEN.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)
    assert figures.words(found["words"]) == ["T cell", "µg"]


@given(
    array=arrays(scalar_dtypes(), array_shapes(min_dims=0, min_side=0)),
    name=st.text("aé_.9", min_size=1),
)
def test_any_array_comes_back(
    array: np.ndarray, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever its type of number, its shape and its name."""
    path = tmp_path_factory.mktemp("figures") / "one.npz"
    np.savez(path, **{f"{name}_": array})
    (found,) = figures.arrays(path).values()
    assert found.dtype == array.dtype
    assert found.shape == array.shape
    assert found.tobytes() == array.tobytes()


def test_what_ships_is_as_numpy_reads_it() -> None:
    """The words' vectors, mapped, are the same figures."""
    path = FOLDER / "vocabulary.npz"
    found = figures.arrays(path)
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        assert {name: np.array_equal(found[name], stored[name]) for name in stored.files} == (
            dict.fromkeys(stored.files, True)
        )


def test_what_ships_cannot_be_written_to() -> None:
    """A program that changes an array does not change what the next question meets."""
    vectors = figures.arrays(FOLDER / "vocabulary.npz")["vectors"]
    with pytest.raises(ValueError, match="read-only"):
        vectors[0] = 0


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    """An array of Python's objects is refused, as numpy.load refuses it."""
    np.savez(tmp_path / "bad.npz", bad=np.array([{}, []], object))
    with pytest.raises(ValueError, match="OBJECT"):
        figures.arrays(tmp_path / "bad.npz")
