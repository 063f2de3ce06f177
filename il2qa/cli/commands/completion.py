"""`il2qa completion`: the script by which a shell completes il2qa's command line."""

from __future__ import annotations

from il2qa.cli.arguments import parser
from il2qa.cli.completing import bash, fish, zsh
from il2qa.cli.completing.grammar import grammar
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED

_SCRIPTS = {"bash": bash.script, "zsh": zsh.script, "fish": fish.script}


def run(options: Options) -> int:
    """Print the script of the shell that is named."""
    options.output.write(_SCRIPTS[options.shell](grammar(parser())).removesuffix("\n"))
    return ANSWERED
