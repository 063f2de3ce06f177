"""`il2qa show`: a record, to read or as JSON."""

from __future__ import annotations

import argparse
import sys

from il2qa.commands import ANSWERED
from il2qa.commands.opening import open_named
from il2qa.commands.records import named_records
from il2qa.render.record import record_json, record_text
from il2qa.render.style import style_of


def run(options: argparse.Namespace) -> int:
    """Print each record that is named. Raises RecordNotFound for the first that is not there."""
    corpus = open_named(options)
    style = style_of(sys.stdout, options.color)
    for number, record in enumerate(named_records(corpus, options.identifier)):
        if number and not options.json:
            print()
        text = record_json(record) if options.json else record_text(record, style)
        print(style.presentable(text))
    return ANSWERED
