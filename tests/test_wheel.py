"""The wheel carries what an installed il2qa needs, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import BUNDLED, ROOT

pytest.importorskip("hatchling")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel, built without network from a copy of the sources."""
    source = tmp_path_factory.mktemp("source")
    for name in ("il2qa", "corpus"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "cli.py"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = (source / "dist").glob("*.whl")
    return zipfile.ZipFile(built)


def test_wheel_carries_the_record_byte_for_byte(wheel: zipfile.ZipFile) -> None:
    """The bundled record is in it as it is in the repository."""
    assert wheel.read("il2qa/bundled/3303316.txt") == BUNDLED.read_bytes()


def test_wheel_carries_the_code_and_its_data(wheel: zipfile.ZipFile) -> None:
    """Every file of il2qa is in it, cli.py, tests and bench are not."""
    names = set(wheel.namelist())
    own = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "il2qa").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert own <= names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"il2qa"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_installed_files_answer_by_themselves(
    wheel: zipfile.ZipFile, tmp_path: Path, environment: dict[str, str]
) -> None:
    """What is in the wheel answers from another folder, without the checkout."""
    wheel.extractall(tmp_path / "site")
    there = {**environment, "PYTHONPATH": str(tmp_path / "site")}
    command = [sys.executable, "-m", "il2qa", "ask", "-k", "1", "Which cells need IL-2?"]
    done = subprocess.run(command, cwd=tmp_path, env=there, capture_output=True, check=True)
    assert b"PMID 3303316" in done.stdout


def test_source_archive_holds_the_tests() -> None:
    """Who packages il2qa can test it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"/tests"' in text
    assert '"/cli.py"' in text
    assert '"/.ci"' in text, "whose presence the map of the code is held to"
