"""`il2qa check`: whether a corpus on disk is whole."""

from __future__ import annotations

import argparse
import sys
import time

from il2qa.commands import ANSWERED, ERROR
from il2qa.corpora.disk.checking import Checked, check
from il2qa.corpora.opening import writable_place
from il2qa.render.style import clean

_EVERY = 10.0  # seconds


def run(options: argparse.Namespace) -> int:
    """Print each fault of the corpus; the exit status is 0 where there is none."""
    place = writable_place(options.corpus)
    checked, faults = Checked(), 0
    last = time.monotonic()
    for fault in check(place, checked):
        faults += 1
        print(clean(fault))
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            print(f"il2qa: {checked.records:,} records checked", file=sys.stderr)
    what = f"{checked.records:,} records, {checked.passages:,} passages"
    if not faults:
        print(f"{place}: {what}: no damage")
        return ANSWERED
    print(f"{place}: {what}: {faults:,} faults; index the records named again")
    return ERROR
