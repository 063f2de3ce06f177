"""Every key and command of the chat, pressed through prompt_toolkit's own pipe."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from several import written
from terminal import ALT_ENTER, ENTER, ESCAPE, F4, PROMPT, RIGHT, TAB, UP, Pressed, ctrl

import il2qa
from il2qa.chat import prompt as session

Start = Callable[..., Pressed]

SYNOPSIS = "Is a synopsis presented?"


@pytest.fixture
def start(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Begin chats on some corpus; they share a home, where history and settings are kept."""
    running: list[Pressed] = []
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, environment[name])
    monkeypatch.setenv("XDG_CONFIG_HOME", f"{environment['HOME']}/config")

    def begin(
        place: Path | str = "bundled", columns: int = 80, rows: int = 50, **more: str
    ) -> Pressed:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("LINES", str(rows))
        run = partial(session.run, il2qa.open_corpus(place))
        made = Pressed(run, {**environment, **more}, columns, rows)
        running.append(made)
        made.see(PROMPT)
        return made

    yield begin
    for made in running:
        made.close()


@pytest.fixture
def chat(start: Start) -> Pressed:
    return start()


def test_commands_in_a_conversation(start: Start, tmp_path: Path) -> None:
    """One after the other, as in a morning's work."""
    chat = start(written(tmp_path), columns=100, rows=60)
    chat.ask("Do macrophages answer IL-2?", "PMID 102 ·")
    chat.see("several.jsonl · 4 records │ “it” 102")
    chat.ask("what about T cells?", "↳ Do T cells answer IL-2?", "1.")
    chat.ask("/undo", "Taken back: what about T cells?")
    chat.ask("/new", "Started over.")
    chat.ask("Do macrophages answer IL-2?", "PMID 102 ·")
    chat.clear()
    chat.ask("/sources", "van der Berg A. Macrophages answer interleukin-2: a review.")
    chat.ask("/context 1", "▶ ")
    chat.ask("/why 1", "status: answered", "says “")
    chat.ask("/cite apa", "van der Berg, A. (1995).")
    chat.clear()
    chat.ask("/show 101", "Interleukin-2 in HIV infection.", "Journal Article")
    chat.ask("/similar 101", "PMID: 103.")
    chat.ask("/cited 103", "1. van der Berg A.", "2. Doe J")
    chat.ask("/focus 104", "In focus: 104")
    chat.ask("who wrote it?", "Authors: Edgar Poe", "⚠ RETRACTED")
    chat.ask("/filter year>=1990", "Filter: year>=1990")
    chat.see("filter year>=1990 │ focus 104")
    chat.clear()
    chat.ask("/set passages 1", "passages  1")
    chat.ask("/history", "(history is on)")
    chat.ask(f"/export {tmp_path}/notes.md", "written to")
    assert (tmp_path / "notes.md").is_file()
    chat.ask("/more", "nothing more to quote")
    chat.ask("/corpus", "several.jsonl: 4 records")
    chat.ask("/copy 2", "No passage '2'")
    chat.press("/quit", ENTER)
    assert chat.ended() == 0


def test_mistakes_are_told_and_do_not_end_the_chat(chat: Pressed) -> None:
    """A question that cannot be asked, a command that is misspelt; then one that is answered."""
    chat.ask("/sources", "No sources yet")
    chat.ask("the", "only function words")
    chat.ask("/surces", "did you mean /sources?")
    chat.ask("/help", "/quit")
    chat.ask("Who wrote it?", "Authors: L Borradori et al.")


def test_name_of_a_corpus_does_not_command_the_terminal(start: Start, tmp_path: Path) -> None:
    """Neither in the greeting, nor in the toolbar, nor in what /corpus tells, nor in completion."""
    folder = tmp_path / "evil\x1b]0;pwned\x07\u202e"
    folder.mkdir()
    chat = start(written(folder).rename(folder / "a\x1b[41m.jsonl"))
    chat.ask("/corpus", "a\ufffd[41m.jsonl: 4 records")
    chat.press(f"/corpus {tmp_path}/ev", TAB)
    chat.see("/evil")
    chat.press(ctrl("C"))
    chat.wait_for_prompt()
    assert "\x1b]0;" not in chat.raw
    assert "\x1b[41m" not in chat.raw
    assert "\u202e" not in chat.raw


def test_choice_is_numbered(start: Start, tmp_path: Path) -> None:
    """Several records may be meant: the number chooses."""
    chat = start(written(tmp_path))
    chat.ask("Which cells produce interleukin-2?", "3. ")
    chat.ask("who wrote it?", "Which record do you mean? Type its number.", "2. ")
    chat.ask("2", "Authors: ", "↳ who wrote it? · pmid:")


def test_ctrl_c_brings_the_prompt_back_and_keeps_what_was_typed(chat: Pressed) -> None:
    """The line is gone from the screen; the up arrow has it."""
    chat.press("Which cells")
    chat.see("il2qa> Which cells")
    chat.press(ctrl("C"))
    chat.see_gone("Which cells")
    chat.press(UP)
    chat.see("il2qa> Which cells")


def test_ctrl_d_leaves(chat: Pressed) -> None:
    """On an empty line."""
    chat.press(ctrl("D"))
    assert chat.ended() == 0


def test_alt_enter_makes_a_second_line(chat: Pressed) -> None:
    """Enter asks both as one question."""
    chat.press("Is a synopsis", ALT_ENTER)
    chat.see("   ...")
    chat.press("presented?", ENTER)
    chat.see("abstract, sentence 5")


def test_pasted_lines_are_questions_each(start: Start, tmp_path: Path) -> None:
    """They were asked as one; a command among them is carried out."""
    chat = start(written(tmp_path))
    lines = "Do macrophages answer IL-2?\nwhat about T cells?\n/cite apa"
    chat.press(f"\x1b[200~{lines}\x1b[201~")
    chat.see("/cite apa")
    chat.press(ENTER)
    chat.see("↳ Do T cells answer IL-2?", "> /cite apa", "(1995).")


def test_ctrl_z_suspends(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """As other programs of the terminal; the chat is there again afterwards."""
    suspended = threading.Event()
    monkeypatch.setattr(
        "prompt_toolkit.application.Application.suspend_to_background",
        lambda self, suspend_group=True: suspended.set(),
    )
    chat = start()
    chat.press(ctrl("Z"))
    assert suspended.wait(30)
    chat.ask(SYNOPSIS, "sentence 5")


def test_narrow_toolbar_leaves_out_whole_parts(start: Start, tmp_path: Path) -> None:
    """At 40 columns the record in focus is still named."""
    chat = start(written(tmp_path), columns=40)
    chat.ask("/focus 104", "In focus: 104")
    chat.see("several.jsonl · 4 records │ focus 104")
    chat.ask("/filter year>=1990 type:review", "Filter: ")
    chat.see("focus 104 │ filter year>=1990 …")
    chat.press(ctrl("D"))
    assert chat.ended() == 0


def test_reverse_search_finds_an_earlier_line(chat: Pressed) -> None:
    """Ctrl-R and a part of it."""
    chat.ask(SYNOPSIS, "sentence 5")
    chat.ask("Which cells need IL-2?", "sentence 1")
    chat.press(ctrl("R"), "synop")
    chat.see("I-search backward: synop", SYNOPSIS)
    chat.press(ENTER)
    chat.see(f"il2qa> {SYNOPSIS}")


def test_suggestion_from_history_is_taken_by_the_right_arrow(chat: Pressed) -> None:
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


def test_tab_completes_commands_and_styles(chat: Pressed) -> None:
    """The only one at once, several in a menu that tells what each is."""
    chat.ask(SYNOPSIS, "sentence 5")
    chat.press("/sou", TAB)
    chat.see("il2qa> /sources")
    chat.press(ctrl("C"), "/cite 1 bib", TAB)
    chat.see("il2qa> /cite 1 bibtex")
    chat.press(ctrl("C"), "/ci")
    chat.see("a reference in a style", "records that cite that one")


def test_enter_takes_what_is_selected_before_it_asks(chat: Pressed) -> None:
    """Tab, Enter puts the completion in; the next Enter runs it."""
    chat.press("/hi", TAB)
    chat.see("/history")
    chat.press(ENTER, ENTER)
    chat.see("(history is on)")


def test_history_is_private_deduplicated_and_can_be_off(start: Start, tmp_path: Path) -> None:
    """Only its owner reads the file; the same line again is one line; off writes nothing."""
    chat = start()
    for _ in range(2):
        chat.clear()
        chat.ask(SYNOPSIS, "sentence 5")
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


def test_toolbar_is_cut_to_the_terminal(start: Start) -> None:
    """One line, also at 40 columns."""
    chat = start(columns=40)
    chat.ask("/filter year>=1980 year<=1990 type:review", "Filter:")
    chat.see("filter year>=1980 year<=1990")


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


def test_pasted_escape_sequences_do_not_end_in_a_traceback(chat: Pressed) -> None:
    """What looks like a mouse, or like colours, is passed over; the chat goes on."""
    chat.press("\x1b[31mred\x1b[<35;1;1M\x1b[M text" + ctrl("c"))
    chat.ask(SYNOPSIS, "sentence 5")
    assert "Exception" not in chat.text()
    assert "Traceback" not in chat.text()
