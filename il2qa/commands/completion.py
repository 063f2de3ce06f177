"""`il2qa completion`: the script by which a shell completes il2qa's options."""

from __future__ import annotations

import argparse

from il2qa.commands import ANSWERED
from il2qa.errors import Il2qaError
from il2qa.options import parser, subcommands


def run(options: argparse.Namespace) -> int:
    """Print the script. Raises Il2qaError where shtab is not installed.

    shtab writes a script of its own that knows the options; argcomplete's would start Python at
    each press of Tab.
    """
    try:
        import shtab
    except ImportError as error:
        raise Il2qaError(
            'completion needs shtab: python -m pip install "il2qa[completion]"'
        ) from error
    whole = parser()
    for part in (whole, *subcommands(whole).values()):
        for action in part._actions:
            if action.dest in ("corpus", "file"):
                action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks
    print(shtab.complete(whole, shell=options.shell))
    return ANSWERED
