"""Every key and command of the chat, pressed in a real pseudo-terminal."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from several import written
from terminal import ALT_ENTER, ENTER, ESCAPE, F4, PROMPT, RIGHT, TAB, UP, Terminal, ctrl

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


@pytest.fixture
def chat(start: Start) -> Terminal:
    return start()


def test_commands_in_a_conversation(start: Start, tmp_path: Path) -> None:
    """One after the other, as in a morning's work."""
    chat = start("--corpus", str(written(tmp_path)), columns=100, rows=60)
    chat.ask("Do macrophages answer IL-2?", "PMID 102 ·")
    chat.see("several.jsonl · 4 records │ focus 102")
    chat.ask("what about T cells?", "↳ T cells", "1.")
    chat.ask("/undo", "As it stands: what about T cells?")
    chat.ask("/new", "Started over.")
    chat.ask("Do macrophages answer IL-2?", "PMID 102 ·")
    chat.ask(ctrl("L") + "/sources", "van der Berg A. Macrophages answer interleukin-2: a review.")
    chat.ask("/context 1", "▶ ")
    chat.ask("/why 1", "matched:", "confidence")
    chat.ask("/cite apa", "van der Berg, A. (1995).")
    chat.ask(ctrl("L") + "/show 101", "Interleukin-2 in HIV infection.", "Journal Article")
    chat.ask("/similar 101", "PMID: 103.")
    chat.ask("/cited 103", "PMID: 102.")
    chat.ask("/focus 104", "In focus: 104")
    chat.ask("who wrote it?", "Authors: Edgar Poe", "⚠ RETRACTED")
    chat.ask("/filter year>=1990", "Filter: year>=1990")
    chat.see("filter year>=1990 │ focus 104")
    chat.ask(ctrl("L") + "/set passages 1", "passages  1")
    chat.ask("/history", "(history is on)")
    chat.ask(f"/export {tmp_path}/notes.md", "written to")
    assert (tmp_path / "notes.md").is_file()
    chat.ask("/more", "nothing more to quote")
    chat.ask("/corpus", "several.jsonl: 4 records")
    chat.ask("/copy 1", "No passage yet")
    chat.press("/quit", ENTER)
    assert chat.ended() == 0


def test_choice_is_numbered(start: Start, tmp_path: Path) -> None:
    """Several records may be meant: the number chooses."""
    chat = start("--corpus", str(written(tmp_path)))
    chat.ask("Which cells produce interleukin-2?", "3. ")
    chat.ask("who wrote it?", "Which record do you mean? Type its number.", "2. ")
    chat.ask("2", "Authors: ", "↳ who wrote it? · pmid:")


def test_ctrl_c_brings_the_prompt_back_and_keeps_what_was_typed(chat: Terminal) -> None:
    """The line is gone from the screen; the up arrow has it."""
    chat.press("Which cells")
    chat.see("il2qa> Which cells")
    chat.press(ctrl("C"))
    chat.see_gone("Which cells")
    chat.press(UP)
    chat.see("il2qa> Which cells")


def test_ctrl_d_leaves(chat: Terminal) -> None:
    """On an empty line."""
    chat.press(ctrl("D"))
    assert chat.ended() == 0


def test_alt_enter_makes_a_second_line(chat: Terminal) -> None:
    """Enter asks both as one question."""
    chat.press("Is a synopsis", ALT_ENTER)
    chat.see("   ...")
    chat.ask("presented?", "abstract, sentence 5")


def test_reverse_search_finds_an_earlier_line(chat: Terminal) -> None:
    """Ctrl-R and a part of it."""
    chat.ask(SYNOPSIS, "sentence 5")
    chat.ask("Which cells need IL-2?", "sentence 1")
    chat.press(ctrl("R"), "synop")
    chat.see("I-search backward: synop", SYNOPSIS)
    chat.press(ENTER)
    chat.see(f"il2qa> {SYNOPSIS}")


def test_suggestion_from_history_is_taken_by_the_right_arrow(chat: Terminal) -> None:
    """Greyed behind what is typed."""
    chat.ask(SYNOPSIS, "sentence 5")
    chat.press(ctrl("L"), "Is a s")
    chat.see(f"il2qa> {SYNOPSIS}")
    chat.press(RIGHT, ENTER)
    chat.see("sentence 5")


def test_f4_changes_between_emacs_and_vi_and_is_remembered(start: Start) -> None:
    """In vi, Escape and 0 go to the beginning of the line."""
    chat = start()
    chat.see("F4 emacs")
    chat.press(F4)
    chat.see("F4 vi")
    chat.press("synopsis presented?", ESCAPE, "0", "i", "Is a ")
    chat.see(f"il2qa> {SYNOPSIS}")
    chat.press(ENTER)
    chat.see("sentence 5")
    start().see("F4 vi")


def test_tab_completes_commands_and_styles(chat: Terminal) -> None:
    """The only one at once, several in a menu that tells what each is."""
    chat.ask(SYNOPSIS, "sentence 5")
    chat.press("/sou", TAB)
    chat.see("il2qa> /sources")
    chat.press(ctrl("C"), "/cite 1 bib", TAB)
    chat.see("il2qa> /cite 1 bibtex")
    chat.press(ctrl("C"), "/ci")
    chat.see("a reference in a style", "records that cite that one")


def test_enter_takes_what_is_selected_before_it_asks(chat: Terminal) -> None:
    """Tab, Enter puts the completion in; the next Enter runs it."""
    chat.press("/hi", TAB)
    chat.see("/history")
    chat.press(ENTER, ENTER)
    chat.see("(history is on)")


def test_question_that_takes_long_shows_it_and_is_interrupted(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """After a second; Ctrl-C returns to the prompt and the conversation goes on."""
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
    chat = Terminal({**environment, **paths})
    chat.see(PROMPT)
    chat.ask("Which cells need IL-2?", "sentence 1")
    chat.press("Which slow cells?", ENTER)
    chat.see("working ... (Ctrl-C stops)")
    chat.press(ctrl("C"))
    chat.see("Stopped.")
    chat.see_gone("working")
    chat.ask("what about macrophages?", "↳ macrophages + need + IL-2")
    chat.close()


def test_history_is_private_deduplicated_and_can_be_off(start: Start, tmp_path: Path) -> None:
    """Only its owner reads the file; the same line again is one line; off writes nothing."""
    chat = start()
    for _ in range(2):
        chat.ask(f"{ctrl('L')}{SYNOPSIS}", "sentence 5")
    chat.ask("/history off", "no longer kept")
    chat.ask("Is this a secret?", "1.")
    chat.press(ctrl("D"))
    assert chat.ended() == 0
    (file,) = tmp_path.rglob("history")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text(encoding="utf-8")
    assert text.count(SYNOPSIS) == 1
    assert "secret" not in text
    again = start()
    again.press(UP, UP)
    again.see(f"il2qa> {SYNOPSIS}")
    again.press(ctrl("C"))
    again.ask("/history", "(history is off)")
    again.ask("/history clear", "History is empty.")
    assert file.read_bytes() == b""


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


def test_toolbar_is_cut_to_the_terminal(start: Start) -> None:
    """One line, also at 40 columns."""
    chat = start(columns=40)
    chat.ask("/filter year>=1980 year<=1990 type:review", "Filter:")
    chat.see("bundled record · 1 record │ filter year…")


def test_resized_terminal_is_written_to_its_new_width(chat: Terminal) -> None:
    """The next answer wraps where the window now ends."""
    chat.ask(SYNOPSIS, "sentence 5")
    chat.process.setwinsize(50, 40)
    chat.screen.resize(50, 40)
    chat.ask(f"{ctrl('L')}{SYNOPSIS}", "   biological properties of IL2 is\n   presented.")


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
    chat.ask("what about cancer?", "-> cancer + synopsis presented")
    assert chat.raw.isascii()
    chat.close()


def test_no_color_is_honoured(start: Start) -> None:
    """Neither colours nor bold."""
    chat = start(NO_COLOR="1")
    chat.ask(SYNOPSIS, "sentence 5")
    assert "\x1b[1;4m" not in chat.raw
    marked = start()
    marked.ask(SYNOPSIS, "sentence 5")
    assert "\x1b[1;4msynopsis" in marked.raw


@pytest.mark.parametrize("theme", ["default", "dark", "light", "plain"])
def test_every_theme_underlines_what_matched(start: Start, theme: str) -> None:
    """So that no colour need be told apart."""
    chat = start(columns=100)
    chat.ask(f"/set theme {theme}", f"theme     {theme}")
    chat.ask(SYNOPSIS, "sentence 5")
    cells = [cell for row in chat.screen.buffer.values() for cell in row.values()]
    assert "synopsis" in "".join(cell.data for cell in cells if cell.underscore)


def test_pasted_escape_sequences_do_not_end_in_a_traceback(chat: Terminal) -> None:
    """What looks like a mouse, or like colours, is passed over; the chat goes on."""
    chat.press("\x1b[31mred\x1b[<35;1;1M\x1b[M text" + ctrl("c"))
    chat.ask(SYNOPSIS, "sentence 5")
    assert "Exception" not in chat.text()
    assert "Traceback" not in chat.text()
