"""Flipped bytes of a corpus change no answer without a word: bench/reliability/flips, in short."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from made_records import collection, write

import il2qa
from bench.reliability.flips import flipped, places
from bench.reliability.outcomes import outcome
from il2qa.corpora.disk.writer import DiskWriter

QUESTIONS = ("Which patients had a mutation?", "trial AND dose")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of two segments, one with a deletion."""
    place = tmp_path_factory.mktemp("flips")
    write(place, collection(12))
    with DiskWriter(place) as writer:
        writer.remove("3")
        writer.commit()
    return place


@pytest.mark.parametrize(
    "pattern",
    ["corpus.json", "index/meta.json", "index/*.del", "index/*.fieldnorm", "index/*.store"],
)
def test_flipped_byte_changes_no_answer_in_silence(place: Path, pattern: str) -> None:
    """A bit of the deletions or of the lengths gave other answers, and nothing told of it."""
    expected = outcome(place, QUESTIONS)
    path = sorted(place.glob(pattern))[0]
    at = places(path.stat().st_size, 12, random.Random(5))  # noqa: S311
    came = list(flipped(place, path, QUESTIONS, expected, at, seed=5))
    assert len(came) == len(at)
    assert [one for one in came if one[1] in ("changed", "fault")] == []
    assert outcome(place, QUESTIONS) == expected
    if pattern.endswith(("del", "fieldnorm")):
        assert {kind for offset, kind, _ in came if offset < 3} == {"refused"}


def test_files_that_are_being_written_are_no_damage(tmp_path: Path) -> None:
    """A reader that opens while a commit writes its deletions, or a killed one left them."""
    write(tmp_path, collection(12))
    (store,) = (tmp_path / "index").glob("*.store")
    store.with_name(f"{store.stem}.999.del").write_bytes(b"half of it")
    store.with_name("0123456789abcdef0123456789abcdef.fieldnorm").touch()
    assert il2qa.check(tmp_path) == []
    assert len(il2qa.open_corpus(tmp_path)) == 12
