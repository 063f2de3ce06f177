"""How a build is shown: a bar on a terminal, quiet lines in a pipe, or JSON."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from il2qa.commands.opening import tell
from il2qa.indexing.building import Progress

if TYPE_CHECKING:
    from prompt_toolkit.shortcuts.progress_bar import ProgressBar, ProgressBarCounter

_EVERY = 10.0  # seconds between two lines in a pipe


class Shown:
    """Shows a build by a line on standard error now and then, and its result at the end."""

    def __init__(self) -> None:
        self._start = self._last = time.monotonic()

    def progress(self, progress: Progress) -> None:
        """Show how far the build is."""
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            print(f"il2qa: {self._so_far(progress)}", file=sys.stderr, flush=True)

    def told(self, done: Progress, whole: bool = False) -> None:
        """Show what was wrong with the sources; `whole` lists all of it."""
        tell(done.report, whole)

    def stopped(self, done: Progress, place: Path) -> None:
        """Say that the build was stopped, and how to go on."""
        print(
            f"il2qa: stopped; {done.committed:,} records of this run are safe in {place}; "
            "the same command goes on from there",
            file=sys.stderr,
        )

    def finished(
        self, done: Progress, place: Path, records: int, before: int, unchanged: int
    ) -> None:
        """Say what the build did."""
        added = records - before + done.withdrawn
        parts = [f"{added:,} added", f"{done.records - done.refused - added:,} replaced"]
        parts += [f"{done.withdrawn:,} withdrawn"] if done.withdrawn else []
        parts += [f"{done.refused:,} older than what is there"] if done.refused else []
        parts += [f"{unchanged:,} sources unchanged"] if unchanged else []
        parts += [f"{len(done.report.failed):,} sources failed"] if done.report.failed else []
        print(f"{records:,} records in {place} ({', '.join(parts)})")

    def _so_far(self, progress: Progress) -> str:
        rate = self._rate(progress)
        part = progress.bytes_done / progress.bytes if progress.bytes else 1.0
        return f"{progress.records:,} records, {rate:,.0f}/s, {part:.0%} of the sources"

    def _rate(self, progress: Progress) -> float:
        return progress.records / max(time.monotonic() - self._start, 1e-9)


class ShownAsJson(Shown):
    """Shows a build by JSON objects, one a line, on standard output."""

    def __init__(self) -> None:
        super().__init__()
        self._last, self._committed = -math.inf, 0  # the first one at once

    def progress(self, progress: Progress) -> None:
        """Print how far the build is, once a second and after each commit."""
        now = time.monotonic()
        if now - self._last >= 1.0 or progress.committed > self._committed:
            self._last, self._committed = now, progress.committed
            self._print("progress", progress, records_per_second=round(self._rate(progress)))

    def told(self, done: Progress, whole: bool = False) -> None:
        """Print what was wrong with the sources."""
        for message in done.report.messages + (done.report.doubts if whole else []):
            print(json.dumps({"event": "problem", "message": message}), flush=True)

    def stopped(self, done: Progress, place: Path) -> None:
        """Print that the build was stopped."""
        self._print("stopped", done, corpus=str(place))

    def finished(
        self, done: Progress, place: Path, records: int, before: int, unchanged: int
    ) -> None:
        """Print what the build did."""
        self._print("finished", done, corpus=str(place), total_records=records, unchanged=unchanged)

    def _print(self, event: str, progress: Progress, **more: Any) -> None:
        figures = {
            "records": progress.records,
            "committed": progress.committed,
            "refused": progress.refused,
            "withdrawn": progress.withdrawn,
            "sources": progress.sources,
            "sources_done": progress.sources_done,
            "bytes": progress.bytes,
            "bytes_done": progress.bytes_done,
            "failed": sorted(progress.report.failed),
        }
        print(json.dumps({"event": event, **figures, **more}), flush=True)


class ShownAsBar(Shown):
    """Shows a build by a bar, with records a second and the time left."""

    def __init__(self, bar: ProgressBar) -> None:
        super().__init__()
        self._bar = bar
        self._counter: ProgressBarCounter[object] | None = None

    def progress(self, progress: Progress) -> None:
        """Move the bar."""
        if self._counter is None:
            self._counter = self._bar(total=max(progress.bytes, 1))
        self._counter.items_completed = progress.bytes_done
        self._counter.label = f"{progress.records:,} records, {self._rate(progress):,.0f}/s"
        self._bar.invalidate()


@contextmanager
def shown(as_json: bool) -> Iterator[Shown]:
    """Choose how to show a build: JSON where asked for, a bar on a terminal, else lines."""
    if as_json:
        yield ShownAsJson()
    elif sys.stderr.isatty():
        from prompt_toolkit.shortcuts import ProgressBar
        from prompt_toolkit.shortcuts.progress_bar import formatters as part

        parts = [
            *[part.Label(), part.Text(" "), part.Bar(), part.Text(" "), part.Percentage()],
            *[part.Text(" "), part.TimeLeft(), part.Text(" left")],
        ]
        with ProgressBar(formatters=parts) as bar:
            yield ShownAsBar(bar)
    else:
        yield Shown()
