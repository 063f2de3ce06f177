"""A record that goes out in a form and comes in again has lost nothing that the form can hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchangeable import RECORDS
from hypothesis import HealthCheck, given, settings

from il2qa.citing import cite
from il2qa.models import Record
from il2qa.readers import read

some = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round_trips")


def again(record: Record, style: str, folder: Path) -> Record:
    """The record, written and read."""
    path = folder / f"export.{style}"
    path.write_text(cite(record, style) + "\n", encoding="utf-8")
    (found,) = read([path])
    return found


@some
@given(record=RECORDS)
def test_nbib_gives_the_record_back(folder: Path, record: Record) -> None:
    """Every field but what MEDLINE text has no tag for."""
    assert again(record, "nbib", folder) == record
