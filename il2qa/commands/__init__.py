"""One module a command: `run(options)` carries it out and returns the exit status."""

from __future__ import annotations

import sys

from il2qa.text.safety import clean

ANSWERED, NO_EVIDENCE, ERROR = 0, 1, 2


def complain(message: object) -> None:
    """Print an error on standard error, as one message."""
    print(f"il2qa: {clean(str(message))}", file=sys.stderr)
