"""`il2qa chat`: the interactive prompt; in a pipe, the answer to each line."""

from __future__ import annotations

import argparse
import sys

from il2qa.commands.ask import answer_each, lines
from il2qa.commands.opening import open_named


def run(options: argparse.Namespace) -> int:
    """Hold a conversation on a terminal; else answer the lines of standard input."""
    corpus = open_named(options)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from il2qa.chat.session import run as converse

        return converse(corpus, options.limit, options.color)
    options.json = False
    return answer_each(corpus, lines(), options)
