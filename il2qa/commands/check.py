"""`il2qa check`: whether a corpus on disk is whole, or whether files can be read whole."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence

from il2qa.commands import ANSWERED, ERROR
from il2qa.commands.opening import tell
from il2qa.corpora.disk.checking import Checked, check
from il2qa.corpora.opening import writable_place
from il2qa.readers import ReadReport, events
from il2qa.render.style import clean

_EVERY = 10.0  # seconds


def run(options: argparse.Namespace) -> int:
    """Print each fault of the corpus; the exit status is 0 where there is none."""
    if options.sources:
        return _check_files(options.sources)
    place = writable_place(options.corpus)
    checked, faults = Checked(), 0
    for fault in check(place, checked, _teller()):
        faults += 1
        print(clean(fault))
    what = f"{place}: {checked.records:,} records, {checked.passages:,} passages"
    if not faults:
        print(f"{what}: no damage")
        return ANSWERED
    print(f"{what}: {faults:,} faults")
    advice = "il2qa index --again SOURCE... mends records; for damaged files build a new corpus"
    print(f"il2qa: {advice}", file=sys.stderr)
    return ERROR


def _check_files(sources: Sequence[str]) -> int:
    """List every record of files that is left out or read in part; 0 where there is none."""
    report = ReadReport()
    for _ in events(sources, report=report):
        pass
    tell(report, whole=True)
    if report.faults:
        return ERROR
    print(f"{report.summary()}: nothing was lost")
    return ANSWERED


def _teller() -> Callable[[Checked], None]:
    """Tell every ten seconds, on standard error, how far the check is."""
    last = time.monotonic()

    def tell(checked: Checked) -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            print(f"il2qa: {checked.records:,} records checked", file=sys.stderr)

    return tell
