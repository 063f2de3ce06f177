"""Completion, as bash, zsh and fish themselves do it at the press of Tab."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Run
from terminal import TAB, Terminal, ctrl

from il2qa.chat import sessions
from il2qa.cli.arguments import SHELLS, parser, subcommands
from il2qa.cli.completing.grammar import KINDS, NAMED_PLACES, grammar
from il2qa.corpora.opening import BUNDLED_NAME

_READY = "$ "
_STARTED = {
    "bash": (["--norc", "--noprofile", "-i"], f"PS1='{_READY}'; bind 'set bell-style none'"),
    "zsh": (["-f", "-i"], f"PS1='{_READY}'; unsetopt beep; bindkey -e"),
    "fish": (["-i"], f"function fish_prompt; echo -n '{_READY}'; end; set -g fish_greeting"),
}
_LOADED = {
    "bash": 'eval "$(il2qa completion bash)"',
    "zsh": 'eval "$(il2qa completion zsh)"',
    "fish": "il2qa completion fish | source",
}
_OWN_WORDS = {"QUESTION", "QUERY", "PMID", "N", "YEAR", "NAME", "TYPE", "LANG", "TERM"}


@pytest.fixture(scope="module", params=SHELLS)
def shell(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shell]:
    """A shell in a folder with some files, that has loaded il2qa's script as docs tell."""
    program = shutil.which(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    started = Shell(request.param, program, tmp_path_factory.mktemp(request.param))
    yield started
    started.terminal.close()


class Shell:
    """A shell that il2qa's script is loaded in, and its screen."""

    def __init__(self, name: str, program: str, home: Path) -> None:
        for file in ("my notes.md", "lines.txt", "lib/a.nbib", "bin/il2qa"):
            (home / file).parent.mkdir(exist_ok=True)
            (home / file).touch()
        (home / "bin" / "il2qa").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m il2qa "$@"\n')
        (home / "bin" / "il2qa").chmod(0o755)
        saved = home / "state" / "il2qa" / "sessions"
        saved.mkdir(parents=True)
        (saved / f"thesis{sessions.SUFFIX}").write_text("{}")
        environment = {
            "PATH": f"{home}/bin:/usr/bin:/bin:{Path(program).parent}",
            "HOME": str(home),
            "XDG_STATE_HOME": f"{home}/state",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        options, settings = _STARTED[name]
        self.terminal = Terminal(environment, *options, columns=100, program=[program], folder=home)
        self.terminal.press(f"{settings}; {_LOADED[name]}; echo read''y\r")
        self.terminal.see("ready")
        self.marks = 0
        self.tabs = (TAB, TAB) if name == "bash" else (TAB,)

    def type(self, *keys: str) -> None:
        """Press keys on an empty line of an empty screen."""
        self.terminal.press(ctrl("U"), ctrl("L"), *keys)

    def completed(self, typed: str) -> str:
        """The line after one press of Tab, and the mark that is typed then."""
        self.marks += 1
        self.type(typed, TAB, f"%{self.marks}")
        self.terminal.see(f"%{self.marks}")
        return self.terminal.text().replace(f"%{self.marks}", "%end")

    def listing(self, typed: str) -> str:
        """All that the shell writes when it is to list what may follow."""
        self.marks += 1
        before = len(self.terminal.raw)
        self.type(typed, *self.tabs, f"%{self.marks}")
        self.terminal.see(f"%{self.marks}")
        return self.terminal.raw[before:]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("il2qa ver", "il2qa verify %end"),
        ("il2qa cite --sty", "il2qa cite --style"),
        ("il2qa cite --style ap", "il2qa cite --style apa %end"),
        ("il2qa cite --style=ap", "il2qa cite --style=apa %end"),
        ("il2qa --corpus x cite --style ap", "--style apa %end"),
        ("il2qa verify my", "il2qa verify my\\ notes.md %end"),
        ("il2qa verify -- my", "il2qa verify -- my\\ notes.md %end"),
        ("il2qa info --corpus bun", "il2qa info --corpus bundled %end"),
        ("il2qa --corpus bun", "il2qa --corpus bundled %end"),
        ("il2qa info --corpus lin", "il2qa info --corpus lines.txt %end"),
        ("il2qa index --corpus li", "il2qa index --corpus lib/"),
        ("il2qa 'which cells' --expl", "il2qa 'which cells' --explain %end"),
        ("il2qa chat --resume th", "il2qa chat --resume thesis %end"),
        ("il2qa completion fi", "il2qa completion fish %end"),
    ],
)
def test_tab_puts_in_what_alone_can_follow(shell: Shell, typed: str, completed: str) -> None:
    """Commands, options, their values, files, corpora, saved sessions."""
    assert completed in shell.completed(typed)


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        ("il2qa c", ["chat", "check", "cite", "count", "cited-by", "completion"]),
        ("il2qa cite --style ", ["nlm", "ama", "vancouver", "apa", "mla", "bibtex", "csl-json"]),
        ("il2qa count --by ", ["author", "journal", "year", "language", "type", "mesh"]),
        ("il2qa list --", ["--sort", "--corpus", "--since", "--format"]),
        ("il2qa eval ", ["lines.txt", "lib", "notes.md"]),
        ("il2qa show --corpus ", ["bundled", "lines.txt", "lib"]),
    ],
)
def test_tab_shows_what_may_follow(shell: Shell, typed: str, several: list[str]) -> None:
    """All of it, where it is more than one."""
    shell.type(typed, *shell.tabs)
    shell.terminal.see(*several)


@pytest.mark.parametrize(
    ("typed", "absent"),
    [
        ("il2qa ask --since ", "lines.txt"),  # a year
        ("il2qa index --corpus ", "lines.txt"),  # a folder
        ("il2qa ask --json --form", "--format"),  # stands in its place
        ("il2qa cite --style ama --sty", "--style ama --style"),  # given already
        ("il2qa show ", "lines.txt"),  # a PMID
    ],
)
def test_tab_offers_nothing_that_would_be_refused(shell: Shell, typed: str, absent: str) -> None:
    """Files where none is taken; an option for the second time."""
    assert absent not in shell.listing(typed)


@pytest.mark.parametrize("name", SHELLS)
def test_script_knows_all_and_needs_no_other_package(name: str, run: Run) -> None:
    """Every command and option is in it; nothing beside il2qa was installed for it."""
    text = run("completion", name).stdout
    parsers = (parser(), *subcommands(parser()).values())
    options = {n for part in parsers for action in part._actions for n in action.option_strings}
    words = {option.lstrip("-") for option in options} | set(subcommands(parser()))
    assert [word for word in sorted(words) if word not in text] == []
    assert "@" not in text.replace('"$@"', "").replace("[@]", "")


@pytest.mark.parametrize("name", SHELLS)
def test_shell_reads_the_script_without_complaint(name: str, run: Run, tmp_path: Path) -> None:
    """As a file of the shell's own language."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    script = tmp_path / "completion"
    script.write_text(run("completion", name).stdout, encoding="utf-8")
    done = subprocess.run([program, "-n", str(script)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_value_is_known_as_what_it_is() -> None:
    """A new option's value is a file, a folder … or the user's own words: somebody has decided."""
    names = {
        str(action.metavar)
        for part in (parser(), *subcommands(parser()).values())
        for action in part._actions
        if action.metavar and not isinstance(action, argparse._SubParsersAction)
    }
    assert names - set(KINDS) - _OWN_WORDS - {"[HOST:]PORT"} == set()
    assert NAMED_PLACES == (BUNDLED_NAME,)


def test_grammar_has_what_stands_before_a_command() -> None:
    """Options of the whole and, as a question may stand there, those of ask."""
    first = grammar(parser()).first
    names = {name for option in first.options for name in option.names}
    assert {"--version", "--corpus", "--json", "--since"} <= names
