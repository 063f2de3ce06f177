"""The command line: reads the arguments, runs the command, gives the exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from il2qa.commands import ANSWERED, ERROR, complain
from il2qa.errors import Il2qaError
from il2qa.options import parse

_INTERRUPTED = 130  # as shells report Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run il2qa and return its exit status: 0 answered, 1 no evidence, 2 error."""
    try:
        _prepare_streams()
        status = _run(arguments)
        sys.stdout.flush()
    except Il2qaError as error:
        complain(error)
        return ERROR
    except BrokenPipeError:
        # The reader has gone (`| head -1`): say nothing.
        _abandon_output()
        return ANSWERED
    except OSError as error:
        complain(f"{error.strerror or error}{_named(error)}")
        _abandon_output()
        return ERROR
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status


def console() -> NoReturn:
    """Run il2qa as a process of its own, and end it.

    A process that only answered ends at once: taking numpy and pydantic down piece by piece would
    cost a tenth of its time, and it holds nothing that must be closed.
    """
    status = main()
    if sys.argv[1:2] == ["ask"]:
        sys.stderr.flush()
        os._exit(status)
    raise SystemExit(status)


def _run(arguments: Sequence[str] | None) -> int:
    """Parse the arguments and carry out the command; --help and --version load no command."""
    try:
        options = parse(arguments)
    except SystemExit as leaving:
        sys.stdout.flush()
        return int(leaving.code or 0)
    # A question's arrays are small: a second thread for them costs a core and saves no time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # nothing that loading makes is garbage; looking for it costs a tenth of an answer
    command = import_module(f"il2qa.commands.{(options.command or 'chat').replace('-', '_')}")
    gc.freeze()
    gc.enable()
    status: int = command.run(options)
    return status


def _prepare_streams() -> None:
    """Open what is closed as the null device, and let no character fail to be printed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _abandon_output() -> None:
    """Send what is still held to nowhere, so that Python's end does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _named(error: OSError) -> str:
    """Return the file that an error of the system is about, if it says one."""
    return f": {os.fsdecode(error.filename)}" if isinstance(error.filename, str | bytes) else ""
