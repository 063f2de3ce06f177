"""`il2qa check`: whether a corpus on disk is whole."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from il2qa.commands import ANSWERED, ERROR
from il2qa.corpora.checking import Checked
from il2qa.corpora.disk.checking import check
from il2qa.corpora.opening import writable_place
from il2qa.render.style import clean

_EVERY = 10.0  # seconds


def run(options: argparse.Namespace) -> int:
    """Print each fault of the corpus; the exit status is 0 where there is none."""
    place = writable_place(options.corpus)
    checked, faults = Checked(), 0
    for fault in check(place, checked, _teller()):
        faults += 1
        print(clean(fault))
    what = f"{place}: {checked.records:,} records, {checked.passages:,} passages"
    if not faults and not checked.records:
        print(f"{place}: empty, nothing is damaged; il2qa index SOURCE... fills it")
        return ANSWERED
    if not faults:
        print(f"{what}: no damage")
        return ANSWERED
    print(f"{what}: {faults:,} faults")
    advice = "il2qa index --again SOURCE... mends records; for damaged files build a new corpus"
    print(f"il2qa: {advice}", file=sys.stderr)
    return ERROR


def _teller() -> Callable[[Checked], None]:
    """Tell every ten seconds, on standard error, how far the check is."""
    last = time.monotonic()

    def tell(checked: Checked) -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            print(f"il2qa: {checked.records:,} records checked", file=sys.stderr)

    return tell
