"""What a sentence speaks of and what a question asks for, as counts of cues.

"How many …?" wants a number of people or things, "Why …?" a cause; the words that show it stand
in tables beside this module.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from il2qa.patterns import lazy_pattern
from il2qa.ranking.data import DATA
from il2qa.text.analyzer import Analyzer
from il2qa.text.tables import Rows, Tables

NUMBER, PEOPLE = "number", "of_people"
_LABEL = lazy_pattern(r"([A-Z][A-Za-z ,/&-]{2,60}?):+\s")
_WORD = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,·]*|[%±]")
_ASKED_WORD = lazy_pattern(r"[^\W_]+")
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


class Cues:
    """The cues of one language; what it has made of sentences is remembered, within bounds."""

    def __init__(self, tables: Tables) -> None:
        said, counted = tables.rows("sentence_cues.tsv"), tables.rows("quantities.tsv")
        labels = tables.rows("section_labels.tsv")
        self._words, self._quantities, self._labels = map(_by_word, (said, counted, labels))
        self._asking = tuple(
            (tuple(map(_phrase, phrases.split(", "))), cues.split())
            for cues, phrases in tables.rows("question_cues.tsv")
        )
        kinds = dict.fromkeys(name for name, _ in (*said, *counted))
        self.names: tuple[str, ...] = (*kinds, NUMBER)
        """Every cue, in the order of the counts."""
        self.categories = tuple(name for name, _ in labels)
        """What a section of an abstract may be: background, aim, method, result, conclusion."""
        self._place = {name: i for i, name in enumerate(self.names)}
        self.category: Callable[[str], frozenset[str]] = lru_cache(1 << 12)(self._category)
        """What a section is by the words of its label; none where they tell nothing."""
        self.counts: Callable[[str], np.ndarray] = lru_cache(1 << 14)(self._counts)
        """How often each cue stands in a sentence, up to four times; its label does not count."""
        self.wanted: Callable[[str], np.ndarray] = lru_cache(256)(self._wanted)
        """How many ways of asking in a question want each cue."""

    def label(self, text: str) -> str | None:
        """The label that stands before a sentence ("RESULTS: …"), in lower case, or None."""
        match = _LABEL.match(text)
        if match is None:
            return None
        words = match[1].lower()
        return words if match[1].isupper() or words.split()[0] in self._labels else None

    def _category(self, label: str) -> frozenset[str]:
        words = _WORD.findall(label)
        return frozenset(kind for word in words for kind in self._labels.get(word, ()))

    def _counts(self, text: str) -> np.ndarray:
        found = [0] * len(self.names)
        words = _WORD.findall(text.split(":", 1)[1] if self.label(text) else text)
        for i, spelling in enumerate(words):
            word = spelling.lower()
            for cue in self._words.get(word, ()):
                found[self._place[cue]] += 1
            if spelling[0].isdigit() or word in _NUMBER_WORDS:
                found[self._place[NUMBER]] += 1
                if i and words[i - 1] in ("n", "N"):  # "n = 12"
                    found[self._place[PEOPLE]] += 1
                for kind in self._counted(words[i + 1 : i + 1 + _REACH]):
                    found[self._place[kind]] += 1
        return np.minimum(found, _MOST)

    def _counted(self, after: list[str]) -> set[str]:
        """The kinds of thing that a number counts, by the words after it up to the next number."""
        kinds: set[str] = set()
        for word in after:
            if word[0].isdigit():
                break
            kinds.update(self._quantities.get(word.lower(), ()))
        return kinds

    def _wanted(self, question: str) -> np.ndarray:
        asked = _spaced(question)
        found = np.zeros(len(self.names))
        for phrases, cues in self._asking:
            if any(phrase in asked for phrase in phrases):
                found[[self._place[cue] for cue in cues]] += 1
        return found


def of(analyzer: Analyzer) -> Cues:
    """The cues of an analyzer's language."""
    return analyzer.once(_made)


def _made(analyzer: Analyzer) -> Cues:
    return Cues(analyzer.tables.beside(DATA))


def _by_word(table: Rows) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in table:
        for word in words.split():
            found[word] = (*found.get(word, ()), kind)
    return found


def _phrase(phrase: str) -> str:
    """A phrase as it stands in a spaced question: "^" is its beginning, "*" the end of a stem."""
    body = _spaced(phrase.strip("^*"))
    start = body if phrase.startswith("^") else body[len(_BEGINNING) :]
    return start[:-1] if phrase.endswith("*") else start


def _spaced(text: str) -> str:
    """The words of a text in lower case, each between spaces, behind a mark of the beginning."""
    return _BEGINNING + " ".join(["", *_ASKED_WORD.findall(text.lower()), ""])
