"""Makes il2qa/text/data/capitals.tsv: short forms that capitals tell apart, as tPA and TPA.

    python -m bench learn-capitals

Spellings of the same letters are listed where abstracts of the pool define each, and by long forms
without a word in common. What only begins with a capital is left out: it may begin a sentence.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from bench.data import files
from bench.data.defined import by_terms, definitions

FILE = files.ROOT / "il2qa" / "text" / "data" / "capitals.tsv"
LEAST, SHARE = 3, 0.4  # records that define a spelling; of which so many by its chief long form
SHORTEST = 3  # letters
HEAD = """\
# Short forms that only capitals tell apart: tPA is a plasminogen activator, TPA a phorbol ester.
# Source: made by bench/learn/capitals.py from the definitions that abstracts give; names only.
"""
_MARK = re.compile(r"[\W_]")


def told_apart() -> list[str]:
    """The spellings, without hyphens."""
    spelt: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for short, longs in definitions().items():
        bare = _MARK.sub("", short)
        if len(bare) >= SHORTEST and not bare[1:].islower():
            spelt[bare.lower()][bare].update(longs)
    return sorted(one for forms in spelt.values() for one in _apart(forms))


def _apart(forms: dict[str, Counter[str]]) -> set[str]:
    """Those of the spellings of the same letters that stand for other things than another."""
    meant = {}
    for spelling, longs in forms.items():
        ((long, number),) = by_terms(longs).most_common(1)
        if longs.total() >= LEAST and number >= SHARE * longs.total():
            meant[spelling] = set(long)
    pairs = combinations(meant, 2)
    return {one for pair in pairs if meant[pair[0]].isdisjoint(meant[pair[1]]) for one in pair}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    path = options.parse_args().to
    found = told_apart()
    path.write_text(HEAD + "".join(f"{one}\n" for one in found), encoding="utf-8")
    print(f"{len(found)} spellings")
