"""What a sentence speaks of and what a question asks for, as counts of cues.

"How many …?" wants a number of people or things, "Why …?" a cause; the words that show it stand
in tables beside this module.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import numpy as np

from il2qa.ranking.data import DATA

NUMBER, PEOPLE = "number", "of_people"
_LABEL = re.compile(r"([A-Z][A-Za-z ,/&-]{2,60}?):+\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,·]*|[%±]")
_ASKED_WORD = re.compile(r"[^\W_]+")
_BEGINNING = "\n"
_NUMBER_WORDS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "sixteen",
        "eighteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "half",
        "third",
        "quarter",
        "twice",
    ]
)
_REACH = 3  # words between a number and what it counts
_MOST = 4  # more of one cue tells no more


def is_number(word: str) -> bool:
    """Whether a word in lower case stands for a number."""
    return word in _NUMBER_WORDS


@cache
def names() -> tuple[str, ...]:
    """Every cue, in the order of the counts."""
    found = (name for name, _ in (*_table("sentence_cues.tsv"), *_table("quantities.tsv")))
    return (*dict.fromkeys(found), NUMBER)


@cache
def categories() -> tuple[str, ...]:
    """What a section of an abstract may be: background, aim, method, result, conclusion."""
    return tuple(name for name, _ in _table("section_labels.tsv"))


@lru_cache(maxsize=1 << 12)
def category(label: str) -> frozenset[str]:
    """What a section is by the words of its label; none where they tell nothing."""
    return frozenset(kind for word in _WORD.findall(label) for kind in _labels().get(word, ()))


def label(text: str) -> str | None:
    """The label that stands before a sentence ("RESULTS: …"), in lower case, or None."""
    match = _LABEL.match(text)
    if match is None:
        return None
    words = match[1].lower()
    return words if match[1].isupper() or words.split()[0] in _labels() else None


@lru_cache(maxsize=1 << 14)
def counts(text: str) -> np.ndarray:
    """How often each cue stands in a sentence, up to four times; its label does not count."""
    place = {name: i for i, name in enumerate(names())}
    found = [0] * len(place)
    words = _WORD.findall(text.split(":", 1)[1] if label(text) else text)
    for i, spelling in enumerate(words):
        word = spelling.lower()
        for cue in _words().get(word, ()):
            found[place[cue]] += 1
        if spelling[0].isdigit() or word in _NUMBER_WORDS:
            found[place[NUMBER]] += 1
            if i and words[i - 1] in ("n", "N"):  # "n = 12"
                found[place[PEOPLE]] += 1
            for kind in _counted(words[i + 1 : i + 1 + _REACH]):
                found[place[kind]] += 1
    return np.minimum(found, _MOST)


@lru_cache(maxsize=256)
def wanted(question: str) -> np.ndarray:
    """How many ways of asking in a question want each cue."""
    asked = _spaced(question)
    found = np.zeros(len(names()))
    for phrases, cues in _asking():
        if any(phrase in asked for phrase in phrases):
            found[[names().index(cue) for cue in cues]] += 1
    return found


def _counted(after: list[str]) -> set[str]:
    """The kinds of thing that a number counts, from the words after it up to the next number."""
    kinds: set[str] = set()
    for word in after:
        if word[0].isdigit():
            break
        kinds.update(_quantities().get(word.lower(), ()))
    return kinds


@cache
def _table(name: str) -> tuple[tuple[str, str], ...]:
    text = (DATA / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((key, words) for key, words in (line.split("\t") for line in lines))


def _by_word(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in _table(name):
        for word in words.split():
            found[word] = (*found.get(word, ()), kind)
    return found


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return _by_word("sentence_cues.tsv")


@cache
def _quantities() -> dict[str, tuple[str, ...]]:
    return _by_word("quantities.tsv")


@cache
def _labels() -> dict[str, tuple[str, ...]]:
    return _by_word("section_labels.tsv")


@cache
def _asking() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (tuple(map(_phrase, phrases.split(", "))), tuple(cues.split()))
        for cues, phrases in _table("question_cues.tsv")
    )


def _phrase(phrase: str) -> str:
    """A phrase as it stands in a spaced question: "^" is its beginning, "*" the end of a stem."""
    body = _spaced(phrase.strip("^*"))
    start = body if phrase.startswith("^") else body[len(_BEGINNING) :]
    return start[:-1] if phrase.endswith("*") else start


def _spaced(text: str) -> str:
    """The words of a text in lower case, each between spaces, behind a mark of the beginning."""
    return _BEGINNING + " ".join(["", *_ASKED_WORD.findall(text.lower()), ""])
