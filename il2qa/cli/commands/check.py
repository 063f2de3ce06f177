"""`il2qa check`: whether an indexed corpus is whole, or whether files can be read whole."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence

from il2qa.cli.opening import tell_report
from il2qa.cli.options import Options, Output
from il2qa.cli.status import ANSWERED, ERROR, tell
from il2qa.corpora.checking import Checked
from il2qa.corpora.opening import faults, writable_place
from il2qa.readers import ReadReport, events
from il2qa.render.counting import counted
from il2qa.text.safety import legible, shown_name

_EVERY = 10.0  # seconds


def run(options: Options) -> int:
    """Print each fault of the corpus; the exit status is 0 where there is none."""
    files = options.sources or tuple(filter(os.path.isfile, options.places or ()))
    if files:
        return _check_files(files, options.output)
    place, output = writable_place(options.places), options.output
    checked, number = Checked(), 0
    for fault in faults(place, checked, _told_now_and_then()):
        number += 1
        _print_fault(fault, output)
    if output.is_json:
        counts = {"records": checked.records, "passages": checked.passages, "faults": number}
        _print_event({"event": "finished", "corpus": legible(str(place)), **counts}, output)
    else:
        output.write(shown_name(_summary(str(place), checked, number)))
    if not number:
        return ANSWERED
    tell("il2qa index --again SOURCE... mends records; for damaged files build a new corpus")
    return ERROR


def _summary(place: str, checked: Checked, number: int) -> str:
    if not number and not checked.records:
        return f"{place}: empty, nothing is damaged; il2qa index SOURCE... fills it"
    found = counted(number, "fault") if number else "no damage"
    records, passages = counted(checked.records, "record"), counted(checked.passages, "passage")
    return f"{place}: {records}, {passages}: {found}"


def _check_files(sources: Sequence[str], output: Output) -> int:
    """List every record of files that is left out or read in part; 0 where there is none."""
    report = ReadReport()
    for _ in events(sources, report=report):
        pass
    if output.is_json:
        for message in [*report.messages, *report.doubts]:
            _print_fault(message, output)
        counts = {"files": report.files, "records": report.records, "faults": report.faults}
        _print_event({"event": "finished", **counts}, output)
    else:
        tell_report(report, whole=True)
        if not report.faults:
            output.write(f"{report.summary()}: nothing was lost")
    return ERROR if report.faults else ANSWERED


def _print_fault(message: str, output: Output) -> None:
    if output.is_json:
        _print_event({"event": "problem", "message": legible(message)}, output)
    else:
        output.write(shown_name(message))


def _print_event(event: Mapping[str, object], output: Output) -> None:
    output.write_json(json.dumps(event, ensure_ascii=False))


def _told_now_and_then() -> Callable[[Checked], None]:
    """Tell every ten seconds, on standard error, how far the check is."""
    last = time.monotonic()

    def report(checked: Checked) -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            tell(f"{checked.records:,} records checked")

    return report
