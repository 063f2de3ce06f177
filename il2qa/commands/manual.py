"""`il2qa manual`: the man page."""

from __future__ import annotations

import argparse

from il2qa.commands import ANSWERED
from il2qa.manual import manual
from il2qa.options import parser


def run(options: argparse.Namespace) -> int:
    """Print it as roff: `il2qa manual | man -l -`."""
    print(manual(parser()), end="")
    return ANSWERED
