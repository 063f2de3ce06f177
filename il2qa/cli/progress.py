"""How a build is shown: a bar on a terminal, quiet lines in a pipe, or JSON."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from il2qa.cli.opening import tell_report
from il2qa.cli.options import Output
from il2qa.cli.status import tell
from il2qa.indexing.build import Progress
from il2qa.render.counting import counted
from il2qa.text.safety import shown_name

if TYPE_CHECKING:
    from prompt_toolkit.shortcuts.progress_bar import ProgressBar, ProgressBarCounter

_EVERY = 10.0  # seconds between two lines in a pipe
_MUCH = 1 << 29  # bytes that take a second or more to look at


class Shown:
    """Shows a build by a line on standard error now and then, and its result at the end."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._start = self._last = time.monotonic()

    def looking(self, size: int, done: int) -> None:
        """Show how many bytes of the sources were looked at for what is new, from none on."""
        now = time.monotonic()
        if (not done and size >= _MUCH) or now - self._last >= _EVERY:
            self._last = now
            tell(f"looking for what is new: {done / 1e6:,.0f} of {size / 1e6:,.0f} MB")

    def progress(self, progress: Progress) -> None:
        """Show how far the build is."""
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            tell(self._so_far(progress))

    def faults(self, done: Progress, whole: bool = False) -> None:
        """Show what was wrong with the sources; `whole` lists all of it."""
        tell_report(done.report, whole)

    def stopped(self, done: Progress, place: str) -> None:
        """Say that the build was stopped, and how to go on."""
        tell(
            f"stopped; {done.committed:,} records of this run are safe in {place}; "
            "the same command goes on from there"
        )

    def finished(
        self, done: Progress, place: str, records: int, before: int, unchanged: int
    ) -> None:
        """Say what the build did."""
        added = records - before + done.withdrawn
        parts = [f"{added:,} added", f"{done.records - done.refused - added:,} replaced"]
        parts += [f"{done.withdrawn:,} withdrawn"] if done.withdrawn else []
        parts += [f"{done.refused:,} older than what is there"] if done.refused else []
        failed = len(done.report.failed)
        parts += [f"{counted(unchanged, 'source')} unchanged"] if unchanged else []
        parts += [f"{counted(failed, 'source')} failed"] if failed else []
        total = counted(records, "record")
        self._output.write(shown_name(f"{total} in {place} ({', '.join(parts)})"))

    def _so_far(self, progress: Progress) -> str:
        rate = self._rate(progress)
        part = progress.bytes_done / progress.bytes if progress.bytes else 1.0
        return f"{progress.records:,} records, {rate:,.0f}/s, {part:.0%} of the sources"

    def _rate(self, progress: Progress) -> float:
        return progress.records / max(time.monotonic() - self._start, 1e-9)


class ShownAsJson(Shown):
    """Shows a build by JSON objects, one a line, on standard output."""

    def __init__(self, output: Output) -> None:
        super().__init__(output)
        self._last, self._committed = -math.inf, 0  # the first one at once

    def looking(self, size: int, done: int) -> None:
        """Print how far the sources were looked at, once a second."""
        now = time.monotonic()
        if now - self._last >= 1.0:
            self._last = now
            counts = {"records": 0, "committed": 0, "bytes": size, "bytes_done": done}
            self._write({"event": "looking", **counts})

    def progress(self, progress: Progress) -> None:
        """Print how far the build is, once a second and after each commit."""
        now = time.monotonic()
        if now - self._last >= 1.0 or progress.committed > self._committed:
            self._last, self._committed = now, progress.committed
            self._print("progress", progress, records_per_second=round(self._rate(progress)))

    def faults(self, done: Progress, whole: bool = False) -> None:
        """Print what was wrong with the sources."""
        for message in done.report.messages + (done.report.doubts if whole else []):
            self._write({"event": "problem", "message": message})

    def stopped(self, done: Progress, place: str) -> None:
        """Print that the build was stopped."""
        self._print("stopped", done, corpus=place)

    def finished(
        self, done: Progress, place: str, records: int, before: int, unchanged: int
    ) -> None:
        """Print what the build did."""
        self._print("finished", done, corpus=place, total_records=records, unchanged=unchanged)

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
        self._write({"event": event, **figures, **more})

    def _write(self, event: dict[str, Any]) -> None:
        self._output.write_json(json.dumps(event, ensure_ascii=False))


class ShownAsBar(Shown):
    """Shows a build by a bar, with records a second and the time left."""

    def __init__(self, output: Output, bar: ProgressBar) -> None:
        super().__init__(output)
        self._bar = bar
        self._looking: ProgressBarCounter[object] | None = None
        self._counter: ProgressBarCounter[object] | None = None

    def looking(self, size: int, done: int) -> None:
        """Move a bar of its own, which makes way for the build's."""
        if self._looking is None:
            label = "looking for what is new"
            self._looking = self._bar(label=label, total=max(size, 1), remove_when_done=True)
        self._looking.items_completed = done
        self._bar.invalidate()

    def progress(self, progress: Progress) -> None:
        """Move the bar."""
        if self._looking is not None:
            self._looking.done, self._looking = True, None
        if self._counter is None:
            self._counter = self._bar(total=max(progress.bytes, 1))
        self._counter.items_completed = progress.bytes_done
        self._counter.label = f"{progress.records:,} records, {self._rate(progress):,.0f}/s"
        self._bar.invalidate()


@contextmanager
def shown(output: Output) -> Iterator[Shown]:
    """Choose how to show a build: JSON where asked for, a bar on a terminal, else lines."""
    if output.is_json:
        yield ShownAsJson(output)
    elif sys.stderr.isatty():
        from prompt_toolkit.shortcuts import ProgressBar
        from prompt_toolkit.shortcuts.progress_bar import formatters as part

        parts = [
            *[part.Label(), part.Text(" "), part.Bar(), part.Text(" "), part.Percentage()],
            *[part.Text(" "), part.TimeLeft(), part.Text(" left")],
        ]
        with ProgressBar(formatters=parts) as bar:
            yield ShownAsBar(output, bar)
    else:
        yield Shown(output)
