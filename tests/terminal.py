"""A chat in a real pseudo-terminal, driven by keys and read off a screen."""

from __future__ import annotations

import re
import sys

import pytest

pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal needs a POSIX system")
pyte = pytest.importorskip("pyte")

PROMPT = "il2qa>"
ENTER, TAB, ESCAPE, UP, RIGHT = "\r", "\t", "\x1b", "\x1b[A", "\x1b[C"
_WHERE = "\x1b[6n"
ALT_ENTER, F4 = "\x1b\r", "\x1bOS"


def ctrl(letter: str) -> str:
    """The character that Ctrl and a letter send."""
    return chr(ord(letter.upper()) - 64)


class Terminal:
    """il2qa running on a screen of some size."""

    def __init__(
        self, environment: dict[str, str], *arguments: str, columns: int = 80, rows: int = 50
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "il2qa", *arguments],
            env=environment,
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=30,
        )

    def see(self, *texts: str) -> None:
        """Wait until the screen shows all of some texts."""
        while not all(text in self.text() for text in texts):
            self._read()

    def see_gone(self, text: str) -> None:
        """Wait until the screen no longer shows a text."""
        while text in self.text():
            self._read()

    def press(self, *keys: str) -> None:
        """Press keys."""
        self.process.send("".join(keys))

    def ask(self, line: str, *expected: str) -> None:
        """Type a line, and wait for what it prints and for the empty prompt after it."""
        self.press(line, ENTER)
        self.see(*expected)
        self.wait_for_prompt()

    def wait_for_prompt(self) -> None:
        """Wait for a prompt with nothing behind it."""
        while self.line() != PROMPT:
            self._read()

    def line(self) -> str:
        """The last line that begins with the prompt."""
        found = [line for line in self.text().splitlines() if line.startswith(PROMPT)]
        return found[-1].rstrip() if found else ""

    def text(self) -> str:
        """The screen, without the blank right edge."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def ended(self) -> int:
        """Wait for the end and return the exit status."""
        self.process.expect(pexpect.EOF)
        self.process.close()
        return int(self.process.exitstatus)

    def close(self) -> None:
        """End it, whatever it does."""
        self.process.close(force=True)

    def _read(self) -> None:
        try:
            text = self.process.read_nonblocking(4096, timeout=30)
        except pexpect.EOF:
            pytest.fail(f"the chat ended; the screen:\n{self.text()}")
        except pexpect.TIMEOUT:
            pytest.fail(f"nothing more came; the screen:\n{self.text()}")
        self.raw += text
        # As a terminal does: tell where the cursor is when asked, so that the toolbar is drawn.
        for part in re.split(f"({re.escape(_WHERE)})", text):
            if part == _WHERE:
                cursor = self.screen.cursor
                self.process.send(f"\x1b[{cursor.y + 1};{cursor.x + 1}R")
            else:
                self._stream.feed(part)
