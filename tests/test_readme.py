"""README says what is: its examples are run, its options exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", README, re.M)
PYTHON = re.findall(r"^```python\n((?:.*\n)*?)```\n\n```text\n((?:.*\n)*?)```$", README, re.M)


@pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize(("command", "output"), CONSOLE)
def test_commands_print_what_readme_shows(
    command: str, output: str, environment: dict[str, str], tmp_path: Path
) -> None:
    """Each console example gives exactly the output that stands below it."""
    launcher = tmp_path / "il2qa"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m il2qa "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    paths = {**environment, "PATH": f"{tmp_path}{os.pathsep}{environment['PATH']}"}
    done = subprocess.run(
        command, shell=True, capture_output=True, env=paths, cwd=tmp_path, check=False
    )
    assert done.stdout.decode() == output
    assert done.stderr == b""


@pytest.mark.parametrize(("code", "output"), PYTHON)
def test_python_prints_what_readme_shows(
    code: str, output: str, environment: dict[str, str]
) -> None:
    """Each Python example prints what stands below it."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.stdout.decode() == output


def test_there_are_examples_of_each_face() -> None:
    """The tests above have something to run."""
    assert len(CONSOLE) >= 3
    assert PYTHON


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that exists."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_options_in_readme_are_in_help(run: Run) -> None:
    """README names no option or command that --help does not."""
    own = re.findall(r"il2qa [^\n`]*", README)
    commands = {found for line in own for found in re.findall(r"^il2qa ([a-z]+)\b", line)}
    assert {"ask", "chat"} <= commands
    help_text = run("--help").stdout
    documented = set(re.findall(r"^    ([a-z-]+) +\S", help_text, re.M))
    help_text += "".join(run(name, "--help").stdout for name in sorted(commands & documented))
    options = {found for line in own for found in re.findall(r"(?<![\w-])--?[a-z][\w-]*", line)}
    assert [name for name in sorted(options) if name not in help_text] == []
    assert commands - documented - {"alone", "answers"} == set()
