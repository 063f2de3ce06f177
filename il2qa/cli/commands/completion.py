"""`il2qa completion`: the script by which a shell completes il2qa's options."""

from __future__ import annotations

from il2qa.cli.arguments import parser, subcommands
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED
from il2qa.errors import MissingExtra


def run(options: Options) -> int:
    """Print the script. Raises MissingExtra where shtab is not installed.

    shtab writes a script of its own that knows the options; argcomplete's would start Python at
    each press of Tab.
    """
    try:
        import shtab
    except ImportError as error:
        raise MissingExtra(
            'completion needs shtab: python -m pip install "il2qa[completion]"'
        ) from error
    whole = parser()
    for part in (whole, *subcommands(whole).values()):
        for action in part._actions:
            if action.dest in ("corpus", "file"):
                action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks
    options.output.write(shtab.complete(whole, shell=options.shell))
    return ANSWERED
