"""The chat, driven by keys through a real pseudo-terminal and read off a screen."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs a POSIX system")
pyte = pytest.importorskip("pyte")

PROMPT = "il2qa> "
CTRL_C, CTRL_D, UP, RIGHT = "\x03", "\x04", "\x1b[A", "\x1b[C"


class Chat:
    """A running chat: keys go in, the screen can be read."""

    def __init__(self, environment: dict[str, str], columns: int = 80) -> None:
        self.screen = pyte.Screen(columns, 50)
        self._stream = pyte.Stream(self.screen)
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "il2qa"],
            env={"PROMPT_TOOLKIT_NO_CPR": "1", **environment},
            dimensions=(50, columns),
            encoding="utf-8",
            timeout=20,
        )

    def see(self, text: str) -> None:
        """Wait until the screen shows a text, then until the prompt is back."""
        while text not in self.text():
            self._read()

    def _read(self) -> None:
        try:
            self._stream.feed(self.process.read_nonblocking(4096, timeout=20))
        except pexpect.EOF:
            pytest.fail(f"the chat ended; the screen:\n{self.text()}")
        except pexpect.TIMEOUT:
            pytest.fail(f"nothing more came; the screen:\n{self.text()}")

    def text(self) -> str:
        """The screen, without the blank right edge."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def type(self, keys: str) -> None:
        """Press keys."""
        self.process.send(keys)

    def ask(self, question: str, expected: str) -> None:
        """Type a line, and wait for what it prints and for the prompt after it."""
        self.type(question + "\r")
        self.see(expected)
        while not self.text().endswith(PROMPT.rstrip()):
            self._read()

    def ended(self) -> int:
        """Wait for the end and return the exit status."""
        self.process.expect(pexpect.EOF)
        self.process.close()
        return int(self.process.exitstatus)


@pytest.fixture
def chat(environment: dict[str, str]) -> Iterator[Chat]:
    running = Chat(environment)
    running.see(PROMPT.rstrip())
    yield running
    running.process.close(force=True)


def test_question_is_answered_and_the_prompt_comes_back(chat: Chat) -> None:
    """A quotation, wrapped to the terminal, and its citation line."""
    chat.ask("Is a synopsis presented?", "PMID 3303316 · abstract, sentence 5")
    assert "1. A brief synopsis of biochemical and biological properties" in chat.text()


def test_it_means_the_record_last_cited(chat: Chat) -> None:
    """A question about "it" follows a question about content."""
    chat.ask("Which cells need IL-2?", "sentence")
    chat.ask("Who wrote it?", "Authors: L Borradori et al.")


def test_commands_do_what_help_says(chat: Chat) -> None:
    """/help lists them, /sources gives the references, a misspelt one suggests the nearest."""
    chat.ask("/sources", "No sources yet")
    chat.ask("/help", "/quit")
    chat.ask("Which cells need IL-2?", "sentence")
    chat.ask("/sources", "1987 Jun 20;117(25):945-51. German. PMID: 3303316.")
    chat.ask("/surces", "did you mean /sources?")
    chat.type("/quit\r")
    assert chat.ended() == 0


def test_ctrl_c_clears_the_line(chat: Chat) -> None:
    """What was typed is gone, the chat goes on."""
    chat.type("Which cells")
    chat.see("il2qa> Which cells")
    chat.type(CTRL_C)
    chat.ask("/help", "Type a question")
    assert "Which cells" not in chat.text()


def test_ctrl_d_leaves(chat: Chat) -> None:
    """An empty line and Ctrl-D end the chat with status 0."""
    chat.type(CTRL_D)
    assert chat.ended() == 0


def test_error_does_not_end_the_chat(chat: Chat) -> None:
    """A question that cannot be asked is told so, and the next one answered."""
    chat.ask("the", "only function words")
    chat.ask("Who wrote it?", "Authors:")


def test_history_is_kept_private_and_suggested(environment: dict[str, str]) -> None:
    """The next chat offers earlier questions; only their owner may read the file."""
    first = Chat(environment)
    first.see(PROMPT.rstrip())
    first.ask("Is a synopsis presented?", "sentence 5")
    first.type(CTRL_D)
    assert first.ended() == 0
    (file,) = Path(environment["HOME"]).rglob("history")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    second = Chat(environment)
    second.see(PROMPT.rstrip())
    second.type(UP)
    second.see("il2qa> Is a synopsis presented?")
    second.type(CTRL_C + "Is a s")
    second.see("il2qa> Is a synopsis presented?")
    second.type(RIGHT + "\r")
    second.see("sentence 5")
    second.type(CTRL_D)
    assert second.ended() == 0


def test_long_lines_wrap_to_a_narrow_terminal(environment: dict[str, str]) -> None:
    """At 40 columns nothing is cut."""
    narrow = Chat(environment, columns=40)
    narrow.see(PROMPT.rstrip())
    narrow.ask("Is a synopsis presented?", "Wochenschr. 1987")
    assert "1. A brief synopsis of biochemical and\n   biological properties" in narrow.text()
    narrow.process.close(force=True)
