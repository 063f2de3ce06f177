"""`il2qa check`: whether an indexed corpus is whole, or whether files can be read whole."""

from __future__ import annotations

import time
from collections.abc import Callable

from il2qa.cli.opening import tell_report
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED, ERROR, tell
from il2qa.corpora.checking import Checked
from il2qa.corpora.opening import faults, writable_place
from il2qa.readers import ReadReport, events
from il2qa.text.safety import shown_name

_EVERY = 10.0  # seconds


def run(options: Options) -> int:
    """Print each fault of the corpus; the exit status is 0 where there is none."""
    if options.sources:
        return _check_files(options)
    place = writable_place(options.places)
    checked, number = Checked(), 0
    for fault in faults(place, checked, _told_now_and_then()):
        number += 1
        options.output.write(shown_name(fault))
    what = shown_name(f"{place}: {checked.records:,} records, {checked.passages:,} passages")
    if not number and not checked.records:
        empty = f"{place}: empty, nothing is damaged; il2qa index SOURCE... fills it"
        options.output.write(shown_name(empty))
        return ANSWERED
    if not number:
        options.output.write(f"{what}: no damage")
        return ANSWERED
    options.output.write(f"{what}: {number:,} faults")
    tell("il2qa index --again SOURCE... mends records; for damaged files build a new corpus")
    return ERROR


def _check_files(options: Options) -> int:
    """List every record of files that is left out or read in part; 0 where there is none."""
    report = ReadReport()
    for _ in events(options.sources, report=report):
        pass
    tell_report(report, whole=True)
    if report.faults:
        return ERROR
    options.output.write(f"{report.summary()}: nothing was lost")
    return ANSWERED


def _told_now_and_then() -> Callable[[Checked], None]:
    """Tell every ten seconds, on standard error, how far the check is."""
    last = time.monotonic()

    def report(checked: Checked) -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            tell(f"{checked.records:,} records checked")

    return report
