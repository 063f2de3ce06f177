"""The man page, made from the option table."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from conftest import ROOT

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
