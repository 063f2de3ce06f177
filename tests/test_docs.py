"""The pages in docs/ say what is: their examples are run, and no public name is left out."""

from __future__ import annotations

import ast
import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import il2qa

API = ROOT / "docs" / "api.md"
CONSOLE = [
    pytest.param(command, output, id=f"{page.stem}-{number}")
    for page in sorted((ROOT / "docs").glob("*.md"))
    for number, (command, output) in enumerate(
        re.findall(
            r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", page.read_text(encoding="utf-8"), re.M
        )
    )
]


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and no corpus of the tester's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("IL2QA_CORPUS", raising=False)
    return tmp_path


@pytest.mark.usefixtures("alone")
def test_examples_of_the_api_are_true() -> None:
    """Each gives what stands below it."""
    options = doctest.ELLIPSIS
    failed, run = doctest.testfile(str(API), module_relative=False, optionflags=options)
    assert run > 50
    assert failed == 0


def test_every_public_name_has_an_example() -> None:
    """A name that nobody shows is a name that nobody finds."""
    examples = doctest.DocTestParser().get_examples(API.read_text(encoding="utf-8"))
    used = {
        node.attr
        for example in examples
        for node in ast.walk(ast.parse(example.source))
        if isinstance(node, ast.Attribute)
    }
    assert set(il2qa.__all__) - used == set()


def test_every_method_of_a_corpus_is_told() -> None:
    """The page names all that a corpus can do."""
    text = API.read_text(encoding="utf-8")
    public = [name for name in dir(il2qa.Corpus) if not name.startswith("_")]
    untold = {name for name in public if not re.search(rf"\b{name}\b", text)}
    assert untold - {"find", "gather", "reader", "engine", "named", "close"} == set()


@pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize(("command", "output"), CONSOLE)
def test_commands_of_docs_print_what_they_show(
    command: str, output: str, environment: dict[str, str], alone: Path
) -> None:
    """Each console example gives exactly the output that stands below it."""
    for name, module in (("il2qa", "-m il2qa"), ("python3", "")):
        launcher = alone / name
        launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n', encoding="utf-8")
        launcher.chmod(0o755)
    paths = {**environment, "PATH": f"{alone}{os.pathsep}{environment['PATH']}"}
    done = subprocess.run(
        command, shell=True, capture_output=True, env=paths, cwd=alone, check=False
    )
    assert done.stdout.decode() == output
    assert done.stderr == b""
