"""The bundled record: what was read from its page before counts as long as it is that page's.

After a change of the page or of its reader, IL2QA_GOLDEN=write writes what was read anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import il2qa
from il2qa.corpora.bundled import PAGE, READ, bundled_record, written
from il2qa.errors import CorpusError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the page, and what was read from it before."""
    for name in (PAGE, READ):
        shutil.copy(ROOT / "corpus" / name, tmp_path)
    return tmp_path


def test_what_was_read_before_is_what_the_page_says() -> None:
    """To the byte, as it would be written now."""
    path = ROOT / "corpus" / READ
    if os.environ.get("IL2QA_GOLDEN") == "write":
        path.write_text(written(path.parent), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written(path.parent)
    assert [bundled_record()] == list(il2qa.open_corpus(path.parent / PAGE).records())


def test_changed_page_is_read_itself(folder: Path) -> None:
    """Whoever puts another page there is not answered from the former one."""
    page = (folder / PAGE).read_text(encoding="utf-8")
    (folder / PAGE).write_text(page.replace("3303316", "4404417"), encoding="utf-8")
    assert bundled_record(folder).pmid == "4404417"


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"page": 1}', None])
def test_page_is_enough(folder: Path, content: str | None) -> None:
    """Without what was read before, or where it is damaged, the page is read."""
    (folder / READ).unlink()
    if content is not None:
        (folder / READ).write_text(content, encoding="utf-8")
    assert bundled_record(folder) == bundled_record()


def test_missing_or_empty_page_is_told(folder: Path) -> None:
    """Each with what to do."""
    (folder / PAGE).write_text("nothing\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"3303316\.txt: .*install il2qa again"):
        bundled_record(folder)
    (folder / PAGE).unlink()
    with pytest.raises(CorpusError, match=r"3303316\.txt: .*missing"):
        bundled_record(folder)


def test_opening_it_loads_no_reader() -> None:
    """A question to it needs nothing that reads pages."""
    code = (
        "import sys, il2qa\nil2qa.open_corpus('bundled')\n"
        "print([name for name in sys.modules if name.startswith('il2qa.readers.page')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"
