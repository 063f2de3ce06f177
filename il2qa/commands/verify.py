"""`il2qa verify`: whether every quotation of a file stands in its record."""

from __future__ import annotations

import argparse
from pathlib import Path

from il2qa.commands import ANSWERED, NO_EVIDENCE
from il2qa.commands.opening import open_named
from il2qa.render.style import clean
from il2qa.verifying import read_quotations, verify


def run(options: argparse.Namespace) -> int:
    """Print each quotation that does not hold and why; status 1 where there is any.

    Raises ReadError or FormatError for a file without quotations.
    """
    found = [(path, read_quotations(Path(path))) for path in options.file]
    corpus = open_named(options)
    count, faults = 0, 0
    for path, quotations in found:
        count += len(quotations)
        for fault in verify(quotations, corpus):
            faults += 1
            told = fault.quotation
            place = f"{path}:{told.line}: {told.id}, {told.field}"
            print(clean(f"{place}: {fault.reason}; quoted as {told.text!r}"))
    if not faults:
        print(f"{count} quotations found again, character for character.")
    return NO_EVIDENCE if faults else ANSWERED
