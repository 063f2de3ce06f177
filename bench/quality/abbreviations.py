"""Pairs of short and long forms on Ab3P's gold, beside plain Schwartz & Hearst.

    python -m bench abbreviations [--data DIR] [--errors]

Data: ab3p_abbreviations.jsonl.gz (647 titles and abstracts of MED1250 with gold pairs, Sohn et al.
2008). A pair counts as right if short and long form are the gold's, case and white space aside;
each pair counts once a record. Tuned on the even records; the odd ones were looked at for the
final figure only. The rows below il2qa leave out one of its steps each, so that their difference
from the first row is what the step gains. Ab3P itself is reported at F .898 on the whole set.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from bench.data import files
from il2qa.text import abbreviations, alignment

Forms = tuple[str, str]
Finder = Callable[[str], list[Forms]]


class Row(NamedTuple):
    """A record: its texts, and the gold pairs in normal form."""

    pmid: str
    texts: tuple[str, str]
    gold: set[Forms]


class Score(NamedTuple):
    """Precision, recall and F over pairs."""

    precision: float
    recall: float
    f: float


def normal(form: str) -> str:
    return " ".join(form.lower().split())


def records(data: Path) -> list[Row]:
    with gzip.open(data / "ab3p_abbreviations.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [row(json.loads(line)) for line in lines]


def row(record: dict[str, Any]) -> Row:
    gold = {(normal(short), normal(long)) for short, long, _ in record["pairs"]}
    return Row(record["pmid"], (record["title"], record["abstract"]), gold)


def found_in(row: Row, find: Finder) -> set[Forms]:
    return {(normal(short), normal(long)) for text in row.texts for short, long in find(text)}


def score(rows: list[Row], find: Finder) -> Score:
    hits = guessed = wanted = 0
    for row in rows:
        found = found_in(row, find)
        hits += len(found & row.gold)
        guessed += len(found)
        wanted += len(row.gold)
    precision, recall = hits / guessed, hits / wanted
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def ours(text: str) -> list[Forms]:
    return [(pair.short, pair.long) for pair in abbreviations.pairs(text)]


def schwartz_hearst(text: str) -> list[Forms]:
    """Find pairs as Schwartz & Hearst (2003) do, long form before the brackets."""
    found = []
    for bracket in re.finditer(r"\(([^()]{2,60})\)", text):
        short = re.split(r"[;,]", bracket.group(1))[0].strip()
        if not (2 <= len(short) <= 10 and len(short.split()) <= 2 and short[0].isalnum()):
            continue
        if not any(map(str.isalpha, short)):
            continue
        letters = sum(map(str.isalnum, short))
        words = text[: bracket.start()].split()[-min(letters + 5, letters * 2) :]
        long = best_long_form(short, " ".join(words))
        if long and len(long) > len(short) and short not in long.split():
            found.append((short, long))
    return found


def best_long_form(short: str, long: str) -> str | None:
    """Match `short` from right to left, the algorithm of their figure 1."""
    at = len(long)
    for index in range(len(short) - 1, -1, -1):
        letter = short[index].lower()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (
            long[at].lower() != letter or (index == 0 and at > 0 and long[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    return long[long.rfind(" ", 0, at) + 1 :]


def nearest_letters(short: str, text: str) -> alignment.Alignment | None:
    """Align as Schwartz & Hearst do: the nearest letters that fit, and no score."""
    long = best_long_form(short, text)
    return None if long is None else alignment.Alignment(1.0, len(text) - len(long))


@contextmanager
def without(step: str) -> Iterator[None]:
    """Switch off one step of il2qa."""
    nothing = mock.Mock(return_value=None)
    switches: dict[str, AbstractContextManager[object]] = {
        "weighed alignment": mock.patch.object(abbreviations, "align", nearest_letters),
        "(long form, SF)": mock.patch.object(abbreviations, "_inside", nothing),
        "SF (long form)": mock.patch.object(abbreviations, "_reversed", nothing),
        "one letter": mock.patch.object(abbreviations, "_FITS_ONE_LETTER", 2.0),
        "lower-case short forms": mock.patch.multiple(
            abbreviations, _FITS_IN_LOWER_CASE=2.0, _FITS_AS_WORD=2.0
        ),
        "digits as words (3D)": mock.patch.object(alignment, "_digit_prefixes", return_value=()),
        "cost of commas": mock.patch.object(alignment, "_CLAUSE_END", {}),
        "lesser gain inside words": mock.patch.multiple(
            alignment, _ENTERED_INSIDE=1.0, _INSIDE=0.99, _NEXT=1.0
        ),
        "cost of words passed over": mock.patch.object(alignment, "_PASSED", 0.0),
    }
    with switches[step]:
        yield


STEPS = (
    "weighed alignment",
    "(long form, SF)",
    "SF (long form)",
    "one letter",
    "lower-case short forms",
    "digits as words (3D)",
    "lesser gain inside words",
    "cost of commas",
    "cost of words passed over",
)


def print_table(rows: list[Row]) -> None:
    print(f"{'':34s} {'even half (tuned on)':^24s} {'odd half':^24s} {'all':>8s}")
    print(f"{'':34s} " + f"{'P':>8s}{'R':>8s}{'F':>8s} " * 2 + f"{'F':>8s}")
    print_row("il2qa", rows, ours)
    for step in STEPS:
        with without(step):
            print_row(f"  without {step}", rows, ours)
    print_row("Schwartz & Hearst", rows, schwartz_hearst)
    size = sum(len(text.encode()) for row in rows for text in row.texts)
    before = time.process_time()
    score(rows, ours)
    print(f"\nil2qa: {size / (time.process_time() - before) / 1e6:.1f} MB/s on this machine")


def print_row(name: str, rows: list[Row], find: Finder) -> None:
    halves = (score(rows[half::2], find) for half in (0, 1))
    figures = " ".join("".join(f"{value:8.4f}" for value in half) for half in halves)
    print(f"{name:34s} {figures} {score(rows, find).f:8.4f}")


def print_errors(rows: list[Row]) -> None:
    for row in rows:
        found = found_in(row, ours)
        for kind, forms in (("extra", found - row.gold), ("missed", row.gold - found)):
            for short, long in sorted(forms):
                print(f"{row.pmid} {kind}: {short} = {long}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = files.folder()
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--errors", action="store_true", help="print the errors of the even half")
    options = parser.parse_args()
    rows = records(options.data)
    if options.errors:
        print_errors(rows[::2])
    else:
        print_table(rows)
