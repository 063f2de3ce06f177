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
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from bench.data import files
from il2qa.text.abbreviations import AbbreviationFinder, Pair, Span, Thresholds
from il2qa.text.alignment import Aligner, Alignment, Weights
from il2qa.text.sentences import SentenceSplitter
from il2qa.text.tables import Tables

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


def found_by(finder: AbbreviationFinder) -> Finder:
    return lambda text: [(pair.short, pair.long) for pair in finder.pairs(text)]


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


class NearestLetters(Aligner):
    """Aligns as Schwartz & Hearst do: the nearest letters that fit, and no score."""

    def align(self, short: str, text: str) -> Alignment | None:
        """Where the long form starts, if it fits."""
        long = best_long_form(short, text)
        return None if long is None else Alignment(1.0, len(text) - len(long))


class WithoutInside(AbbreviationFinder):
    """Finds no "(long form, SF)"."""

    def inside(self, inside: Span) -> Pair | None:
        """Find nothing."""
        return None


class WithoutBehind(AbbreviationFinder):
    """Finds no "SF (long form)"."""

    def behind(self, inside: Span, limit: int) -> Pair | None:
        """Find nothing."""
        return None


TABLES = Tables()
SPLITTER = SentenceSplitter(TABLES)


def weighed(**changes: Any) -> AbbreviationFinder:
    """Find pairs with other weights of an alignment."""
    aligner = Aligner(TABLES, Weights()._replace(**changes))
    return AbbreviationFinder(TABLES, SPLITTER, aligner)


def chosen(**changes: float) -> AbbreviationFinder:
    """Find pairs with other thresholds."""
    return AbbreviationFinder(TABLES, SPLITTER, thresholds=Thresholds()._replace(**changes))


def without_digits() -> AbbreviationFinder:
    """Find pairs whose digits stand for no words."""
    name = "abbreviation_words.tsv"
    rows = [row for row in TABLES.rows(name) if not row[1].isdigit()]
    return AbbreviationFinder(Tables(instead={name: rows}), SPLITTER)


STEPS: dict[str, Callable[[], AbbreviationFinder]] = {
    "weighed alignment": lambda: AbbreviationFinder(TABLES, SPLITTER, NearestLetters(TABLES)),
    "(long form, SF)": lambda: WithoutInside(TABLES, SPLITTER),
    "SF (long form)": lambda: WithoutBehind(TABLES, SPLITTER),
    "one letter": lambda: chosen(one_letter=2.0),
    "lower-case short forms": lambda: chosen(lower_case=2.0, word=2.0),
    "digits as words (3D)": without_digits,
    "lesser gain inside words": lambda: weighed(entered_inside=1.0, inside=0.99, next_inside=1.0),
    "cost of commas": lambda: weighed(clause_end={}),
    "cost of words passed over": lambda: weighed(passed=0.0),
}


def print_table(rows: list[Row]) -> None:
    print(f"{'':34s} {'even half (tuned on)':^24s} {'odd half':^24s} {'all':>8s}")
    print(f"{'':34s} " + f"{'P':>8s}{'R':>8s}{'F':>8s} " * 2 + f"{'F':>8s}")
    ours = found_by(AbbreviationFinder(TABLES, SPLITTER))
    print_row("il2qa", rows, ours)
    for step, finder in STEPS.items():
        print_row(f"  without {step}", rows, found_by(finder()))
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
    ours = found_by(AbbreviationFinder(TABLES, SPLITTER))
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
