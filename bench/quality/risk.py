"""Risk and coverage: how many questions can be answered when hardly any answer may be wrong.

All of BioASQ's questions are put to the pool without the gold records of a random half of them
(`bench/data/halving.py`), in the order of confidence, which is cross-validated. Coverage at a
precision is the largest share of the questions, the surest first, of which that share is right. It
is told of all questions, and as the share of those with a gold answer that are rightly answered.

What is right is told in several ways: one of the three passages shown is of a gold record; one is
a gold snippet; the first is; and, of abstention alone, gold has any answer at all.

BioASQ's gold is incomplete: a record that its judges never saw may answer too. So precision by
gold is a lower bound. `sets/risk_judged.tsv` holds what was judged by hand of the surest errors by
gold: of 56, 29 were right.
"""

from __future__ import annotations

from collections.abc import Iterable

from bench.data import files, halving, questions
from bench.learn.confidence import HALF, Judged
from bench.quality.curves import PRECISION, curve

COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
BY_HAND = files.SETS / "risk_judged.tsv"

Records = frozenset[str]


def report(judged: Iterable[Judged]) -> None:
    """Print coverage at 95 % precision and some points of each curve."""
    rows = [row for row in judged if row.example.kind == HALF]
    gone, gold = halving.removed(), questions.expert_records()
    left = [gold[row.example.question] - gone for row in rows]
    print(f"risk and coverage: {len(rows)} expert questions, {len(gone)} gold records taken away")
    sure = [row.confidence for row in rows]
    for name, (right, answerable) in ways(rows, left).items():
        found = curve(sure, right, answerable)
        points = ", ".join(f"{found.precision(at):.3f} at {at:.0%}" for at in COVERAGES)
        print(f"  {name} ({found.answerable} answerable): at {PRECISION:.0%} precision ", end="")
        print(f"{found.coverage():.3f} of all, {found.found():.3f} of the answerable;")
        print(f"    precision {points}")


def ways(rows: list[Judged], left: list[Records]) -> dict[str, tuple[list[bool], list[bool]]]:
    """Of each question whether it was answered rightly and whether it can be, told in each way."""
    hand = by_hand()
    known = [
        found | hand.get(row.example.question, frozenset())
        for row, found in zip(rows, left, strict=True)
    ]
    any_left, any_known = list(map(bool, left)), list(map(bool, known))
    snippet = [row.example.answerable for row in rows]
    return {
        "one of three of a gold record": (_shown(rows, left), any_left),
        "the same, or of a record right by hand": (_shown(rows, known), any_known),
        "one of three a gold snippet": ([any(row.example.right) for row in rows], snippet),
        "the first a gold snippet": ([row.example.first for row in rows], snippet),
        "gold answers it at all": (any_left, any_left),
    }


def _shown(rows: list[Judged], wanted: list[Records]) -> list[bool]:
    """Whether a passage shown is of a record that is wanted."""
    pairs = zip(rows, wanted, strict=True)
    return [not found.isdisjoint(row.example.records) for row, found in pairs]


def by_hand() -> dict[str, Records]:
    """The records that answer a question by hand, though gold does not name them."""
    found: dict[str, Records] = {}
    for line in BY_HAND.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            question, record, answers = line.split("\t")
            right = frozenset([record] if answers == "yes" else ())
            found[question] = found.get(question, frozenset()) | right
    return found
