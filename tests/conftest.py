"""What several tests need: the bundled record, and il2qa run as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

import il2qa
from il2qa.corpora.memory import MemoryCorpus
from il2qa.readers import ReadReport, read

ROOT = Path(__file__).parents[1]

settings.register_profile("il2qa", deadline=None)  # a busy machine is no fault
settings.load_profile("il2qa")
BUNDLED = ROOT / "corpus" / "3303316.txt"

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Reader = Callable[..., "tuple[list[il2qa.Record], ReadReport]"]


def of_abstracts(*abstracts: str) -> il2qa.Corpus:
    """A corpus of records that have these abstracts, numbered from 1."""
    records = [
        il2qa.Record(pmid=str(i), title=f"Report {i}", abstract=(il2qa.Section(text=text),))
        for i, text in enumerate(abstracts, 1)
    ]
    return il2qa.Corpus(MemoryCorpus(records, "test"))


@pytest.fixture(scope="session")
def corpus() -> il2qa.Corpus:
    """The bundled record, opened."""
    return il2qa.open_corpus(BUNDLED)


@pytest.fixture(scope="session")
def record(corpus: il2qa.Corpus) -> il2qa.Record:
    """The bundled record itself."""
    found = corpus.record("3303316")
    assert found is not None
    return found


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment with a home of its own and nothing of the tester's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "TERM": "xterm-256color",
    }


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Run:
    """Run il2qa as a process, in an empty folder, and return what it did."""

    def start(*arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "il2qa", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**environment, **more},
            cwd=tmp_path,
            check=False,
            timeout=60,
        )

    return start


@pytest.fixture
def take(tmp_path: Path) -> Reader:
    """Read a file of the given content; return its records and the report."""

    def take(
        content: str | bytes, name: str = "file.txt", *, strict: bool = False
    ) -> tuple[list[il2qa.Record], ReadReport]:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        report = ReadReport()
        return list(read([file], report=report, strict=strict)), report

    return take
