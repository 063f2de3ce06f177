"""A chat driven by keys and read off a screen: in this process, or in a pseudo-terminal.

`Pressed` gives the keys to prompt_toolkit's own pipe; it is quick and serves all that a terminal's
driver has no part in. `Terminal` runs il2qa as a process in a pseudo-terminal, for what needs one:
signals, the pager, a resized window, a terminal's name and locale.
"""

from __future__ import annotations

import io
import queue
import re
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

pyte = pytest.importorskip("pyte")

PROMPT = "il2qa>"
ENTER, TAB, ESCAPE, UP, RIGHT = "\r", "\t", "\x1b", "\x1b[A", "\x1b[C"
ALT_ENTER, F4 = "\x1b\r", "\x1bOS"
_WHERE = "\x1b[6n"
_PATIENCE = 60  # seconds without a sign of life


def ctrl(letter: str) -> str:
    """The character that Ctrl and a letter send."""
    return chr(ord(letter.upper()) - 64)


class _Screen(ABC):
    """What the chat shows, and the keys that it is given."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys."""

    @abstractmethod
    def _next(self) -> str | None:
        """What is written next; None at the end. Fails where nothing comes."""

    def see(self, *texts: str) -> None:
        """Wait until the screen shows all of some texts."""
        while not all(text in self.text() for text in texts):
            self._read()

    def see_gone(self, text: str) -> None:
        """Wait until the screen no longer shows a text."""
        while text in self.text():
            self._read()

    def ask(self, line: str, *expected: str) -> None:
        """Type a line, and wait for what it prints and for the empty prompt after it.

        Enter is pressed when the line stands there: else the prompt before it, still empty, could
        be taken for the one after it.
        """
        self.press(line)
        typed = f"{PROMPT} {line}"
        if len(typed) >= self.screen.columns:  # the first row, which ends with a word
            typed = typed[: self.screen.columns].rpartition(" ")[0]
        while not self.line().startswith(typed):
            self._read()
        self.press(ENTER)
        self.wait_for_prompt()
        self.see(*expected)

    def clear(self) -> None:
        """Clear the screen, so that what is seen next is new."""
        self.press(ctrl("L"))
        while not self.text().startswith(PROMPT):
            self._read()

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

    def _read(self) -> None:
        if not self._take():
            pytest.fail(f"the chat ended; the screen:\n{self.text()}")

    def _take(self) -> bool:
        """Show what is written next; False at the end."""
        text = self._next()
        self.raw += text or ""
        # As a terminal does: tell where the cursor is when asked, so that the toolbar is drawn.
        for part in re.split(f"({re.escape(_WHERE)})", text or ""):
            if part == _WHERE:
                cursor = self.screen.cursor
                self.press(f"\x1b[{cursor.y + 1};{cursor.x + 1}R")
            else:
                self._stream.feed(part)
        return text is not None


class _Written(io.TextIOBase):
    """A terminal's end of the line: what is written to it can be taken from a queue."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.texts: queue.Queue[str | None] = queue.Queue()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.texts.put(re.sub(r"(?<!\r)\n", "\r\n", text))
        return len(text)


class Pressed(_Screen):
    """A chat in a thread of this process; `run` is given its stream, input and output."""

    def __init__(
        self, run: Callable[..., int], environ: dict[str, str], columns: int = 80, rows: int = 50
    ) -> None:
        from prompt_toolkit.data_structures import Size
        from prompt_toolkit.input import create_pipe_input
        from prompt_toolkit.output.vt100 import Vt100_Output

        super().__init__(columns, rows)
        self._written = _Written()
        self._status: int | None = None
        size = Size(rows=rows, columns=columns)
        self._pipe = create_pipe_input()
        self._input = self._pipe.__enter__()
        output = Vt100_Output(self._written, lambda: size, term=environ["TERM"])  # type: ignore[arg-type]

        def hold() -> None:
            try:
                self._status = run(
                    stream=self._written,
                    prompt_input=self._input,
                    prompt_output=output,
                    environ=environ,
                )
            finally:
                self._written.texts.put(None)

        self._thread = threading.Thread(target=hold, daemon=True)
        self._thread.start()

    def press(self, *keys: str) -> None:
        self._input.send_text("".join(keys))

    def ended(self) -> int:
        """Wait for the end and return the exit status."""
        while self._take():
            pass
        self._thread.join(_PATIENCE)
        assert self._status is not None
        return self._status

    def close(self) -> None:
        """End it, whatever it does."""
        self._input.close()  # the end of all keys leaves the chat, whatever mode it is in
        self._thread.join(_PATIENCE)
        self._pipe.__exit__(None, None, None)

    def _next(self) -> str | None:
        try:
            return self._written.texts.get(timeout=_PATIENCE)
        except queue.Empty:
            pytest.fail(f"nothing more came; the screen:\n{self.text()}")


class Terminal(_Screen):
    """il2qa, or another program, as a process in a pseudo-terminal of some size."""

    def __init__(
        self,
        environment: dict[str, str],
        *arguments: str,
        columns: int = 80,
        rows: int = 50,
        program: Sequence[str] = (sys.executable, "-m", "il2qa"),
        folder: Path | None = None,
    ) -> None:
        super().__init__(columns, rows)
        self._pexpect = pytest.importorskip("pexpect", reason="a pseudo-terminal is POSIX's")
        self.process = self._pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            env=environment,
            cwd=folder,
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=_PATIENCE,
        )

    def press(self, *keys: str) -> None:
        self.process.send("".join(keys))

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.process.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    def ended(self) -> int:
        """Wait for the end and return the exit status."""
        while self._take():
            pass
        self.process.close()
        return int(self.process.exitstatus)

    def close(self) -> None:
        """End it, whatever it does."""
        self.process.close(force=True)

    def _next(self) -> str | None:
        try:
            return str(self.process.read_nonblocking(4096, timeout=_PATIENCE))
        except self._pexpect.EOF:
            return None
        except self._pexpect.TIMEOUT:
            pytest.fail(f"nothing more came; the screen:\n{self.text()}")
