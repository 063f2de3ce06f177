"""Reads the arguments, runs the command, gives the exit status."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from il2qa.cli.parsing import parse
from il2qa.cli.status import ANSWERED, ERROR, INTERRUPTED, tell
from il2qa.errors import Il2qaError

_ENDS_AT_ONCE = frozenset(["ask"])  # commands that hold nothing which must be closed
_MOST_TOLD = 200  # characters of an error that is not ours
_OBJECTS = 10_000  # made until cycles are sought: an answer makes few, and hardly any in a cycle


def main(arguments: Sequence[str] | None = None) -> int:
    """Run il2qa and return its exit status: 0 answered, 1 no evidence, 2 error."""
    return _run(arguments)[0]


def console() -> NoReturn:
    """Run il2qa as a process of its own, and end it.

    A process that only answered ends at once: taking numpy and pydantic down piece by piece would
    cost a tenth of its time, and it holds nothing that must be closed.
    """
    status, ends_at_once = _run(None)
    if ends_at_once:
        sys.stderr.flush()
        os._exit(status)
    raise SystemExit(status)


def _run(arguments: Sequence[str] | None) -> tuple[int, bool]:
    """Run il2qa; the exit status, and whether the process may end at once."""
    try:
        _prepare_streams()
        status, ends_at_once = _carried_out(arguments)
        sys.stdout.flush()
    except Il2qaError as error:
        tell(error)
        return ERROR, False
    except BrokenPipeError:
        # The reader has gone (`| head -1`): say nothing.
        _abandon_output()
        return ANSWERED, False
    except OSError as error:
        tell(f"{error.strerror or error}{_named(error)}")
        _abandon_output()
        return ERROR, False
    except KeyboardInterrupt:
        return INTERRUPTED, False
    except Exception as error:  # a fault of ours; status 1 would say that nothing was found
        if sys.flags.dev_mode:
            raise
        tell(_fault(error))
        return ERROR, False
    return status, ends_at_once


def _carried_out(arguments: Sequence[str] | None) -> tuple[int, bool]:
    """Parse the arguments and carry out the command; --help and --version load no command."""
    try:
        parsed = parse(arguments)
    except SystemExit as leaving:
        sys.stdout.flush()
        return int(leaving.code or 0), False
    # A question's arrays are small: a second thread for them costs a core and saves no time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # nothing that loading makes is garbage; looking for it costs a tenth of an answer
    from il2qa.cli.options import resolved

    options = resolved(parsed)
    command = import_module(f"il2qa.cli.commands.{options.command.replace('-', '_')}")
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    gc.enable()
    status: int = command.run(options)
    return status, options.command in _ENDS_AT_ONCE


def _prepare_streams() -> None:
    """Open what is closed as the null device, and let no character fail to be printed.

    What goes to a file or another program is UTF-8 whatever the locale says; a terminal is written
    to in its own encoding.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _abandon_output() -> None:
    """Send what is still held to nowhere, so that Python's end does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _named(error: OSError) -> str:
    """Return the file that an error of the system is about, if it says one."""
    return f": {os.fsdecode(error.filename)}" if isinstance(error.filename, str | bytes) else ""


def _fault(error: Exception) -> str:
    """What is told of an error that is a fault of ours: what, where, and what to do."""
    if isinstance(error, MemoryError):
        return "out of memory; ask fewer or smaller files at once, or index them: il2qa index"
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(str(error).split())[:_MOST_TOLD]
    return (
        f"a fault of il2qa's own: {type(error).__name__}: {what} "
        f"({Path(place.filename).name}, line {place.lineno}); please report it with what was "
        'asked of which file ("python -X dev -m il2qa" with the same options shows more)'
    )
