"""What the chat and the command need a real terminal for, in a pseudo-terminal."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import ENTER, ESCAPE, PROMPT, Terminal, ctrl

Start = Callable[..., Terminal]

SYNOPSIS = "Is a synopsis presented?"


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    running: list[Terminal] = []

    def begin(*arguments: str, columns: int = 80, rows: int = 50, **more: str) -> Terminal:
        made = Terminal({**environment, **more}, *arguments, columns=columns, rows=rows)
        running.append(made)
        made.see(PROMPT)
        return made

    yield begin
    for made in running:
        made.close()


def test_question_is_answered_and_ctrl_d_leaves(start: Start) -> None:
    """`il2qa` alone is the chat; it ends with status 0."""
    chat = start()
    chat.ask(SYNOPSIS, "1. A brief synopsis", "PMID 3303316 · abstract, sentence 5")
    chat.press(ctrl("D"))
    assert chat.ended() == 0


def test_long_lines_wrap_to_a_narrow_terminal(start: Start) -> None:
    """At 40 columns nothing is cut."""
    chat = start(columns=40)
    chat.ask(SYNOPSIS, "1. A brief synopsis of biochemical and\n   biological properties")


def test_what_is_typed_breaks_between_words(start: Start) -> None:
    """At 40 columns it broke inside "immunodeficiency"."""
    chat = start(columns=40)
    chat.press("How many patients with primary immunodeficiency were included?")
    chat.see("How many patients with primary\nimmunodeficiency were included?")


def test_question_that_takes_long_shows_it_and_is_interrupted(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """After a second; Ctrl-C returns to the prompt, also where it was ignored at the start."""
    (tmp_path / "sitecustomize.py").write_text(
        "import threading, il2qa.api\n"
        "found = il2qa.api.Corpus.find\n"
        "def find(self, question, *rest, **more):\n"
        "    if 'slow' in question: threading.Event().wait()\n"
        "    return found(self, question, *rest, **more)\n"
        "il2qa.api.Corpus.find = find\n",
        encoding="utf-8",
    )
    paths = {"PYTHONPATH": f"{tmp_path}:{environment['PYTHONPATH']}"}
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as of what a script starts
    chat = Terminal({**environment, **paths})
    signal.signal(signal.SIGINT, ignored)
    chat.see(PROMPT)
    chat.ask("Which cells need IL-2?", "sentence 1")
    chat.press("Which slow cells?", ENTER)
    chat.see("working ... (Ctrl-C stops)")
    chat.press(ctrl("C"))
    chat.see("Stopped.")
    chat.see_gone("working")
    chat.ask("what about macrophages?", "↳ macrophages need IL-2?")
    chat.close()


def test_long_answer_goes_through_the_pager_when_asked(start: Start, tmp_path: Path) -> None:
    """`/set pager on`; what fits on the screen is printed."""
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n", encoding="utf-8")
    pager.chmod(0o755)
    chat = start(rows=12, PAGER=str(pager))
    chat.ask("/set pager on", "pager     on")
    chat.press("/show 3303316", ENTER)
    chat.see("https://pubmed.ncbi.nlm.nih.gov/3303316/")
    assert "PAGED" in chat.raw
    before = chat.raw.count("PAGED")
    chat.ask("/focus", "In focus: 3303316")
    assert chat.raw.count("PAGED") == before


@pytest.mark.parametrize(("option", "paged"), [("--pager", True), ("--no-pager", False)])
def test_one_shot_uses_the_pager_when_asked(
    environment: dict[str, str], tmp_path: Path, option: str, paged: bool
) -> None:
    """`il2qa ask --pager`, on a terminal too small for the answer."""
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n", encoding="utf-8")
    pager.chmod(0o755)
    run = Terminal({**environment, "PAGER": str(pager)}, "ask", option, SYNOPSIS, rows=4)
    run.see("Wochenschr. 1987")
    assert ("PAGED" in run.raw) == paged
    run.close()


def test_resized_terminal_is_written_to_its_new_width(start: Start) -> None:
    """The next answer wraps where the window now ends."""
    chat = start()
    chat.ask(SYNOPSIS, "sentence 5")
    chat.resize(40, 50)
    chat.clear()
    chat.ask(SYNOPSIS, "   biological properties of IL2 is\n   presented.")


def test_dumb_terminal_is_readable(start: Start) -> None:
    """No escape sequence at all, no toolbar, no menu."""
    chat = start(TERM="dumb")
    chat.ask(SYNOPSIS, "1. A brief synopsis", "PMID 3303316")
    chat.ask("/cite apa", "Borradori, L., et al.")
    assert ESCAPE not in chat.raw
    chat.press(ctrl("D"))
    assert chat.ended() == 0


def test_terminal_without_utf8_is_readable(environment: dict[str, str]) -> None:
    """In the C locale only ASCII is written: "->" for the arrow, "-" for the dot."""
    plain = {name: value for name, value in environment.items() if name != "PYTHONUTF8"}
    chat = Terminal({**plain, "LANG": "C"})
    chat.see(PROMPT)
    chat.ask(SYNOPSIS, "PMID 3303316 - abstract, sentence 5 - Borradori L")
    chat.ask("what about cancer?", "-> does the paper mention cancer?")
    assert chat.raw.isascii()
    chat.close()
