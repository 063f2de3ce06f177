"""The command line: reads the arguments, runs the command, gives the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from il2qa.commands import ANSWERED, ERROR
from il2qa.errors import Il2qaError
from il2qa.options import parser

_INTERRUPTED = 130  # as shells report Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run il2qa and return its exit status: 0 answered, 1 no evidence, 2 error."""
    options = parser().parse_args(arguments)
    try:
        # Imported only now, so that --help and --version load no command.
        command = import_module(f"il2qa.commands.{(options.command or 'chat').replace('-', '_')}")
        status: int = command.run(options)
        sys.stdout.flush()
    except Il2qaError as error:
        from il2qa.commands.opening import complain

        complain(error)
        return ERROR
    except BrokenPipeError:
        # The reader has gone (`| head -1`): say nothing, also not when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status
