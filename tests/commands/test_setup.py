"""The man page and the completion scripts, both made from the option table."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Run

from il2qa.cli.arguments import parser, subcommands
from il2qa.cli.manual import manual
from il2qa.text.safety import CONTROL


def options() -> set[str]:
    """Every long option of every command."""
    parsers = (parser(), *subcommands(parser()).values())
    found = (name for part in parsers for action in part._actions for name in action.option_strings)
    return {name for name in found if name.startswith("--")}


def test_man_page_names_every_option_and_command() -> None:
    """One table; nothing can be forgotten."""
    text = manual(parser()).replace("\\-", "-")
    assert [name for name in sorted(options()) if name not in text] == []
    assert [name for name in subcommands(parser()) if f".SH IL2QA {name.upper()}" not in text] == []
    assert not CONTROL.search(text)


def test_man_page_in_docs_is_up_to_date() -> None:
    """`il2qa manual > docs/il2qa.1` writes it."""
    written = (ROOT / "docs" / "il2qa.1").read_text(encoding="utf-8")
    assert written == manual(parser())


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_man_page_is_good_roff() -> None:
    """Good for groff, which has nothing to warn of, and shows dashes that can be copied."""
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-c"],
        input=manual(parser()).encode(),
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert "--format" in re.sub(r".\x08", "", done.stdout.decode())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_good_and_knows_the_options(
    shell: str, run: Run, tmp_path: Path
) -> None:
    """The shell reads it without complaint; commands and styles are in it."""
    pytest.importorskip("shtab")
    text = run("completion", shell).stdout
    assert "cited-by" in text
    assert "csl-json" in text
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "completion"
    script.write_text(text, encoding="utf-8")
    done = subprocess.run([found, "-n", str(script)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "offered"), [("ci", ["cite", "cited-by"]), ("cite --style a", ["ama", "apa"])]
)
def test_bash_completes(words: str, offered: list[str], run: Run, tmp_path: Path) -> None:
    """As at the press of Tab."""
    pytest.importorskip("shtab")
    script = tmp_path / "completion"
    script.write_text(run("completion", "bash").stdout, encoding="utf-8")
    count = len(words.split())
    command = (
        f"source {script}; COMP_WORDS=(il2qa {words}); COMP_CWORD={count}; _shtab_il2qa; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert sorted(done.stdout.split()) == offered


def test_completion_without_shtab_names_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an extra."""
    import sys

    from il2qa.cli.main import main

    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completion", "bash"]) == 2
    assert 'pip install "il2qa[completion]"' in capsys.readouterr().err
