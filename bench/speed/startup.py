"""Whole-process time of one question to the bundled record, against the floor that imports set.

    python -m bench startup [RUNS]

The floor imports rank-bm25 and pydantic and makes one model, which any program with these packages
must do. The target is 1.3 times the floor.
"""

from __future__ import annotations

import sys

from bench.speed.timing import medians

FLOOR = "import rank_bm25, pydantic\nclass M(pydantic.BaseModel): x: int"
ASK = ["-m", "il2qa", "ask", "Which cells produce interleukin-2?"]


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    python = sys.executable
    found = medians(
        {
            "floor: import rank_bm25, pydantic": [python, "-c", FLOOR],
            "il2qa ask": [python, *ASK],
            "il2qa --help": [python, "-m", "il2qa", "--help"],
            "il2qa --version": [python, "-m", "il2qa", "--version"],
            "python -c pass": [python, "-c", "pass"],
        },
        runs,
    )
    floor = next(iter(found.values()))
    print(f"{'whole process, median of ' + str(runs):<36}{'ms':>8}{'x floor':>9}")
    for name, seconds in found.items():
        print(f"{name:<36}{seconds * 1000:>8.0f}{seconds / floor:>9.2f}")
