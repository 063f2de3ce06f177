"""Times whole processes, interleaved, so that a noisy machine troubles all of them alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """The time of a process by the clock, and of the processor, in seconds."""

    clock: float
    processor: float


def medians(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, float]:
    """The median time of each command by the clock in seconds, over `runs` rounds of all of them.

    Raises RuntimeError where a command fails; no evidence (status 1) is no failure.
    """
    found = costs({name: (command, None) for name, command in commands.items()}, runs)
    return {name: cost.clock for name, cost in found.items()}


def costs(commands: Mapping[str, tuple[Sequence[str], Path | None]], runs: int) -> dict[str, Cost]:
    """The median cost of each command in its folder, over `runs` rounds of all of them.

    A round before the first is not counted: it compiles the modules, as installing does.
    """
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(prefix="il2qa-bench-") as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(runs + 1):
            for name, (command, folder) in commands.items():
                cost = _cost(name, command, folder, environment)
                if number:
                    found[name].append(cost)
    return {
        name: Cost(*map(statistics.median, zip(*all_, strict=True))) for name, all_ in found.items()
    }


def _cost(
    name: str, command: Sequence[str], folder: Path | None, environment: Mapping[str, str]
) -> Cost:
    before, start = _processor(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder, env=environment)
    cost = Cost(time.perf_counter() - start, _processor() - before)
    if done.returncode > 1:
        raise RuntimeError(f"{name}: status {done.returncode}: {done.stderr.decode()}")
    return cost


def _processor() -> float:
    """The time of the processor that all children have taken until now."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
