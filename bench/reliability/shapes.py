"""How the time of each function of text grows with its input: python -m bench shapes [--most N]

Doubling series of one pattern each. Printed is the exponent that the last doublings show: 1 is
linear, 2 by the square. The exit status is 1 where one is above 1.5 and took long enough to tell.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from contextlib import suppress

from il2qa.answering import answer
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import QuestionError
from il2qa.models import Record, Section
from il2qa.passages.analysis import analyse
from il2qa.render.wrapping import lines
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import MOST_CHARACTERS
from il2qa.text.safety import clean, one_line

UNITS = (
    *("(", "A.", "a-", "1.", " ", "\u0301", "IL-2 ", "IL-2", "α", "中", "A ", "type 1)("),
    *("WHO ", "Alpha beta (AB). ", "0. 0", "[-1. ", "(c) 1 ", "word ", "[(", ".)", "'s", "1,"),
)
FIRST = 1_000  # characters
LEAST = 0.1  # seconds: below it a doubling tells nothing
WORST = 1.5
ANALYZER = Analyzer()


def asked(text: str) -> object:
    """Read a question, refused or not."""
    with suppress(QuestionError):
        return ANALYZER.parse(text)
    return None


def analysed(text: str) -> object:
    """Analyse a record with this abstract."""
    return analyse(Record(pmid="1", title="T", abstract=(Section(text=text),)), ANALYZER)


def answered(text: str) -> object:
    """Ask a record with this abstract for words that it has, and for one that it lacks."""
    record = Record(pmid="1", title="T", abstract=(Section(text=f"{text}."),))
    corpus = MemoryCorpus([record], "shape")
    return [answer(corpus, text) for text in ("IL-2 and a word of WHO", "what is a wrod of alpha")]


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "terms": ANALYZER.terms,
    "tokens": ANALYZER.tokens,
    "sentences": ANALYZER.sentences,
    "quotable": ANALYZER.quotable,
    "definitions": ANALYZER.abbreviations.pairs,
    "parse": asked,
    "names_nothing": ANALYZER.names_nothing,
    "analyse": analysed,
    "answer": answered,
    "wrapped lines": lambda text: lines(text, 80),
    "clean": clean,
    "one_line": one_line,
}


def times(act: Callable[[str], object], unit: str, most: int) -> list[float]:
    """The processor seconds of a series of inputs, each twice as long as the one before."""
    found, size = [], FIRST
    while size <= most:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        act(text)
        found.append(time.process_time() - begun)
        size *= 2
    return found


def exponent(found: list[float]) -> float:
    """By which power the time grew over the last two doublings; 0 where it is too short to tell."""
    return math.log2(found[-1] / max(found[-3], 1e-6)) / 2 if found[-1] >= LEAST else 0.0


def main() -> int:
    """Print a line a function: its worst patterns, and how fast it is with them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=int, default=130_000, help="characters of the longest")
    most = options.parse_args().most
    print(f"exponents up to {most:,} characters; a question has at most {MOST_CHARACTERS:,}")
    bad = 0
    for name, act in FUNCTIONS.items():
        series = {unit: times(act, unit, most) for unit in UNITS}
        worst = sorted(UNITS, key=lambda unit: -exponent(series[unit]))[:3]
        bad += sum(exponent(series[unit]) > WORST for unit in UNITS)
        cells = (
            f"{unit!r} {exponent(series[unit]):.2f} ({series[unit][-1]:.2f} s)" for unit in worst
        )
        print(f"{name:<15}" + "  ".join(cells), flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    main()
