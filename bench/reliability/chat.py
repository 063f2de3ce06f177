"""Holds one long conversation in a pseudo-terminal: its end answers as its beginning did.

    python -m bench chat [TURNS]

A round of questions, follow-ups and commands is typed again and again into one `il2qa chat`, 10,000
turns unless told otherwise. What each round prints must be what the second one printed (the first
has nothing before it); the memory and the open files of the process must not grow.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.speed.corpora import bundled, resident

ROUND = (
    *("/new", "Which cells produce interleukin-2?", "who wrote it?", "and in cancer?", "more"),
    *("/why", "What is the capital of France?", "Wich cels need IL2?", "/show 1", "limitations?"),
    *("thanks", "/undo", "/cite", "/nonsense", "ΔψΩ ?", "/filter since:1980", "/filter off"),
    *("when was it published?", "x" * 200, "/history"),
)
READY = "\x1b[?2004h"  # what prompt_toolkit writes when a prompt begins: pasted text is bracketed
WHERE = "\x1b[6n"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)|\r")
GROWTH = 1.1


@dataclass
class Held:
    """What a long conversation came to."""

    turns: int = 0
    memory: list[int] = field(default_factory=list)  # bytes, after each round
    files: list[int] = field(default_factory=list)  # open ones, after each round
    differing: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """The memory of the last tenth of the rounds, in that of the second tenth."""
        tenth = max(1, len(self.memory) // 10)
        early, late = self.memory[tenth : 2 * tenth], self.memory[-tenth:]
        return statistics.median(late) / statistics.median(early) if early else 1.0


class Chat:
    """`il2qa chat` in a pseudo-terminal."""

    def __init__(self, corpus: Path, home: Path) -> None:
        self._pexpect: Any = import_module("pexpect")  # POSIX's, and without types
        environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home)}
        environment |= {"TERM": "xterm-256color", "PYTHONUTF8": "1"}
        command = ["-m", "il2qa", "chat", "--corpus", str(corpus)]
        self.process = self._pexpect.spawn(
            sys.executable, command, env=environment, encoding="utf-8", timeout=120
        )
        self.process.setwinsize(50, 100)
        self.process.delaybeforesend = None
        self._until_ready()

    def type(self, line: str) -> str:
        """Type a line; what is printed until the next prompt."""
        self.process.send(f"{line}\r")
        return self._until_ready()

    def close(self) -> int:
        """Leave it by Ctrl-D; the exit status."""
        self.process.send("\x04")
        self.process.expect(self._pexpect.EOF)
        self.process.close()
        return int(self.process.exitstatus if self.process.exitstatus is not None else -1)

    def _until_ready(self) -> str:
        found = ""
        while True:
            # As a terminal does: tell where the cursor is when asked.
            which = self.process.expect_exact([READY, WHERE])
            found += str(self.process.before)
            if which == 0:
                return found
            self.process.send("\x1b[1;1R")


def converse(
    chat: Chat,
    turns: int,
    lines: Sequence[str] = ROUND,
    tell: Callable[[Held], None] = lambda _: None,
) -> Held:
    """Type the round of lines again and again."""
    found, expected = Held(), dict[int, str]()
    pid = chat.process.pid
    while found.turns < turns:
        for place, line in enumerate(lines):
            said = answer(chat.type(line))
            found.turns += 1
            if found.turns > len(lines) and said != expected.setdefault(place, said):
                was = f"{said!r}, was {expected[place]!r}"
                found.differing.append(f"turn {found.turns}, {line}: {was}")
        found.memory.append(resident(pid))
        found.files.append(len(list(Path(f"/proc/{pid}/fd").iterdir())))
        tell(found)
    return found


def answer(text: str) -> str:
    """What is printed behind a line that was typed: all from the line's end on, without escapes."""
    behind = text.rpartition("\x1b[?2004l")[2]
    return "\n".join(line.rstrip() for line in ESCAPES.sub("", behind).split("\n")).strip()


def main() -> int:
    """Talk, and print what came of it; the exit status is 1 where something grew or differed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("turns", type=int, nargs="?", default=10_000)
    turns = parser.parse_args().turns
    begun = time.monotonic()

    def tell(found: Held) -> None:
        if not len(found.memory) % 50:
            print(f"{found.turns:,} turns, {found.memory[-1] / 1e6:.0f} MB", flush=True)

    with tempfile.TemporaryDirectory(prefix="chat-") as home:
        chat = Chat(bundled(), Path(home))
        found = converse(chat, turns, tell=tell)
        status = chat.close()
    print(
        f"{found.turns:,} turns in {time.monotonic() - begun:,.0f} s, exit status {status}; memory "
        f"{found.memory[0] / 1e6:.0f} to {found.memory[-1] / 1e6:.0f} MB (growth "
        f"{found.growth:.2f}); open files {found.files[0]} to {found.files[-1]}; "
        f"{len(found.differing)} turns differ"
    )
    print("\n".join(found.differing[:10]))
    grew = found.growth > GROWTH or max(found.files) > found.files[0] + 2
    return int(bool(found.differing) or grew or status != 0)


if __name__ == "__main__":
    raise SystemExit(main())
