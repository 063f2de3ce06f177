"""Makes the lists of English words and names that ship: python -m bench learn-words LIST [LIST …]

Each LIST is a file of words, one a line, as SCOWL's are (Debian: wamerican, wbritish). A word is
kept as the term that it is found by, where the vocabulary of abstracts lacks it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill

from il2qa.text.analyzer import default_analyzer
from il2qa.text.data import FOLDER

LEAST = 3  # letters
SOURCE = "Source: SCOWL, size 50, American and British (Kevin Atkinson; see NOTICE)."
HEADS = {
    "known_words.txt": f"# English words that abstracts seldom have, as terms. {SOURCE}",
    "proper_names.txt": f"# Names of people, places and makes, as terms. {SOURCE}",
}


def main() -> None:
    """Read the lists, part words from names, write both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", nargs="+", type=Path, metavar="LIST")
    lists = parser.parse_args().lists
    listed = {word for path in lists for word in path.read_text(encoding="utf-8").split()}
    plain = {word for word in listed if word.isascii() and word.isalpha() and len(word) >= LEAST}
    words = _terms(word for word in plain if word.islower())
    names = _terms(word for word in plain if word.istitle()) - words
    for name, terms in zip(HEADS, (words, names), strict=True):
        lines = fill(" ".join(sorted(terms)), width=120, break_on_hyphens=False)
        (FOLDER / name).write_text(f"{HEADS[name]}\n{lines}\n", encoding="utf-8")
        print(f"{name}: {len(terms):,} terms")


def _terms(words: Iterable[str]) -> set[str]:
    analyzer = default_analyzer()
    found = (analyzer.terms(word.lower()) for word in words)
    return {own[0] for own in found if len(own) == 1 and own[0] not in analyzer.vocabulary}
