"""Whole-process time of one question to the bundled record, against the floor that imports set.

    python -m bench startup [RUNS] [--beside CHECKOUT]

The floor imports rank-bm25 and pydantic and makes one model, which any program with these packages
must do. The target is 1.3 times the floor. Another checkout is measured in the same rounds. Modules
are compiled, as they are where il2qa is installed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.speed.timing import costs

FLOOR = "import rank_bm25, pydantic\nclass M(pydantic.BaseModel): x: int"
QUESTION = "Which cells produce interleukin-2?"


def main() -> None:
    """Print a line a command: by the clock, of the processor, and as a multiple of the floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("runs", nargs="?", type=int, default=21)
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT")
    options = parser.parse_args()
    commands = {"floor: import rank_bm25, pydantic": (_python("-c", FLOOR), Path.cwd())}
    commands |= _asked("", Path.cwd())
    if options.beside:
        commands |= _asked(" beside", options.beside.resolve())
    commands["python -c pass"] = (_python("-c", "pass"), Path.cwd())
    found = costs(commands, options.runs)
    floor = next(iter(found.values()))
    print(f"{f'whole process, median of {options.runs}':<36}{'ms':>6}{'x':>6}{'cpu ms':>8}{'x':>6}")
    for name, (clock, processor) in found.items():
        print(
            f"{name:<36}{clock * 1000:>6.0f}{clock / floor.clock:>6.2f}"
            f"{processor * 1000:>8.0f}{processor / floor.processor:>6.2f}"
        )


def _asked(mark: str, checkout: Path) -> dict[str, tuple[list[str], Path]]:
    """What is run of a checkout, in its folder."""
    return {
        f"il2qa ask{mark}": (_python("-m", "il2qa", "ask", QUESTION), checkout),
        f"il2qa --help{mark}": (_python("-m", "il2qa", "--help"), checkout),
        f"il2qa --version{mark}": (_python("-m", "il2qa", "--version"), checkout),
    }


def _python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
