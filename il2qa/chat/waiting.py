"""Says that a question is being worked on, once it has taken a second."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

AFTER = 1.0  # seconds; what is quicker is felt as at once

_LINE = "working ... (Ctrl-C stops)"


@contextmanager
def working(stream: TextIO, *, rewritable: bool, after: float = AFTER) -> Iterator[None]:
    """Show a line on a terminal while the block runs; wiped at its end where it is rewritable.

    The block stays in the main thread, so that Ctrl-C interrupts it there.
    """
    lock = threading.Lock()
    shown = done = False

    def show() -> None:
        nonlocal shown
        with lock:
            if not done:
                shown = True
                stream.write(_LINE if rewritable else f"{_LINE}\n")
                stream.flush()

    timer = threading.Timer(after, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            done = True
        if shown and rewritable:
            stream.write("\r\x1b[K")
            stream.flush()
