"""Times whole processes, interleaved, so that a noisy machine troubles all of them alike."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence


def medians(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, float]:
    """The median wall time of each command in seconds, over `runs` rounds of all of them.

    Raises RuntimeError where a command fails; no evidence (status 1) is no failure.
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=False)
            times[name].append(time.perf_counter() - start)
            if done.returncode > 1:
                raise RuntimeError(f"{name}: status {done.returncode}: {done.stderr.decode()}")
    return {name: statistics.median(values) for name, values in times.items()}
