"""`il2qa manual`: the man page."""

from __future__ import annotations

from il2qa.cli.arguments import parser
from il2qa.cli.manual import manual
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED


def run(options: Options) -> int:
    """Print it as roff: `il2qa manual | man -l -`."""
    options.output.write(manual(parser()).removesuffix("\n"))
    return ANSWERED
