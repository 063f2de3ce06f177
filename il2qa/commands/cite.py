"""`il2qa cite`: references to records, in a style."""

from __future__ import annotations

import argparse
import sys

from il2qa.citing import bibliography
from il2qa.commands import ANSWERED
from il2qa.commands.opening import open_named
from il2qa.commands.records import named_records
from il2qa.render.style import clean, style_of


def run(options: argparse.Namespace) -> int:
    """Print the references of the records that are named. Raises RecordNotFound."""
    records = named_records(open_named(options), options.identifier)
    style = style_of(sys.stdout, options.color)
    print(style.presentable(clean(bibliography(records, options.style))))
    return ANSWERED
