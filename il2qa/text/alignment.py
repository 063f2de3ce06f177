"""How well the letters of a short form are found, in order, in the words before it.

The best path is found by dynamic programming in time linear in letters times characters. Schwartz
& Hearst (2003) take the nearest letters that fit; weighing where a letter stands and what is
passed over finds the same long forms with fewer that merely happen to hold the letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from il2qa.patterns import lazy_pattern
from il2qa.text.tables import Tables

_WORD = lazy_pattern(r"\S+")
_TABLE = "abbreviation_words.tsv"
_AT_SMALL = 0.5  # gain of a letter at the start of "of", "the": "multiplicity of infection (MOI)"
_AT_WORD = 1.0  # at the start of another word
_CLAUSE_END = MappingProxyType({",": 0.6, ";": 2.0, ":": 2.0})


class Weights(NamedTuple):
    """Gains of a letter, costs of a word; tuned on half of a gold set (bench abbreviations)."""

    at_part: float = 0.95  # after a hyphen or a change of case or to a digit inside a word
    first_at_part: float = 0.8  # the first letter there: "2,6-diaminopurine (DAP)"
    inside: float = 0.35
    entered_inside: float = 0.0  # inside a word whose beginning is passed over
    next_inside: float = 0.5  # inside, right after the letter before it: "dexamethasone (DEX)"
    passed: float = 0.5  # a word without a letter: "natural killer cells (NK)"
    passed_small: float = 0.1  # "of", "the"
    clause_end: Mapping[str, float] = _CLAUSE_END  # at the end of a word before the last


class Alignment(NamedTuple):
    """The mean gain of a letter, at most 1, and where the long form starts in the area."""

    score: float
    start: int


class _Area(NamedTuple):
    """The text that is searched, with what its words cost."""

    text: str
    folded: str  # lower case, Greek letters by their initial; as long as `text`
    words: list[tuple[int, int]]
    word_at: list[int]  # the word of each character
    small: frozenset[int]  # the words that long forms pass over: "of", "the"
    passed: list[float]  # cost of passing over all words before each one
    clauses: list[float]  # cost of the ends of clauses before each word
    weights: Weights

    def gain(self, position: int) -> float:
        """Return the gain of a letter at `position` by where in its word it stands."""
        word = self.word_at[position]
        if not any(map(str.isalnum, self.text[self.words[word][0] : position])):
            return _AT_SMALL if word in self.small else _AT_WORD
        before, here = self.text[position - 1], self.text[position]
        if not before.isalnum() or before.isdigit() != here.isdigit():
            return self.weights.at_part
        return self.weights.at_part if here.isupper() and before.islower() else self.weights.inside

    def trailing(self, position: int) -> float:
        """Return the cost of the words after that of `position`."""
        word = self.word_at[position]
        return self.passed[-1] - self.passed[word + 1] + self.clauses[-1] - self.clauses[word]

    def find(self, letter: str, prefixes: tuple[str, ...]) -> list[int]:
        """The positions, ascending, that a letter or one of its prefixes can stand for."""
        if prefixes:
            return [
                position
                for position, character in enumerate(self.folded)
                if character == letter
                or (self.folded.startswith(prefixes, position) and self._starts(position))
            ]
        found, position = [], self.folded.find(letter)
        while position >= 0:
            found.append(position)
            position = self.folded.find(letter, position + 1)
        return found

    def _starts(self, position: int) -> bool:
        return self.text[position].isalnum() and self.gain(position) > self.weights.inside


_Path = tuple[float, int]  # score so far, position of the first letter
_Row = dict[int, _Path]  # the best path to each position of the latest letter
_NOWHERE = (float("-inf"), -1)


class Aligner:
    """Aligns short forms with the words before them by the tables of a language."""

    def __init__(self, tables: Tables, weights: Weights | None = None) -> None:
        self._weights = weights or Weights()
        self._words = tables.by_role(_TABLE)
        names = tables.mapping("greek.tsv")
        self._initials = {ord(letter): name[0] for letter, name in names.items()}
        # Names that no acronym holds by chance: IFN-gamma, not TAU.
        long = sorted({name for name in names.values() if len(name) > 3})
        self._greek_names = re.compile("|".join(long) or "$^")

    def align(self, short: str, text: str) -> Alignment | None:
        """Find the best long form of `short` that ends where `text` ends; None if there is none.

        Every letter and digit of `short` must be found, the first one at the start of a word or of
        a part of one. Of equally good long forms the shortest is taken.
        """
        plain = self._greek_names.sub(lambda name: name[0][0], short)
        letters = [letter for letter in self.fold(plain) if letter.isalnum()]
        folded = self.fold(text)
        if not letters or not _may_hold(folded, letters):
            return None
        area = self._area(text, folded)
        if not area.words:
            return None
        row = self._first_row(area, letters[0])
        for letter in letters[1:]:
            row = self._next_row(area, row, letter)
        ends = [(score - area.trailing(end), start) for end, (score, start) in row.items()]
        if not ends:
            return None
        score, start = max(ends)
        return Alignment(score / len(letters), area.words[area.word_at[start]][0])

    def fold(self, text: str) -> str:
        """`text` in lower case, Greek letters by their initial, character for character."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a letter such as U+0130 has two in lower case
            lowered = "".join(map(_lower, text))
        return lowered.translate(self._initials)

    def _area(self, text: str, folded: str) -> _Area:
        weights = self._weights
        words = [match.span() for match in _WORD.finditer(text)]
        cores = [folded[start:end].strip("()[],;:.'\"") for start, end in words]
        passed_over = self._words["small"]
        small = frozenset(
            number for number, core in enumerate(cores) if not core or core in passed_over
        )
        word_at = [0] * len(text)
        passed, clauses = [0.0], [0.0]
        for number, (start, end) in enumerate(words):
            word_at[start:end] = [number] * (end - start)
            cost = weights.passed_small if number in small else weights.passed
            passed.append(passed[-1] + cost)
            clauses.append(clauses[-1] + weights.clause_end.get(text[end - 1], 0.0))
        return _Area(text, folded, words, word_at, small, passed, clauses, weights)

    def _first_row(self, area: _Area, letter: str) -> _Row:
        row: _Row = {}
        for position in area.find(letter, self._prefixes(letter)):
            gain = area.gain(position)
            if gain > _AT_SMALL:
                first = gain if gain == _AT_WORD else self._weights.first_at_part
                row[position] = (first, position)
        return row

    def _next_row(self, area: _Area, row: _Row, letter: str) -> _Row:
        """Extend the paths of `row` to each position of `letter` behind them; keep the best."""
        weights = self._weights
        hits = set(area.find(letter, self._prefixes(letter)))
        earlier = same_word = _NOWHERE  # the best path into a word before, and into this one
        word = 0
        found: _Row = {}
        for position in sorted(hits | row.keys()):
            if area.word_at[position] != word:
                earlier, same_word = max(earlier, _leave(area, same_word, word)), _NOWHERE
                word = area.word_at[position]
            if position in hits:
                gain = area.gain(position)
                entered = gain if gain > weights.inside else weights.entered_inside
                path = max(
                    _plus(_enter(area, earlier, word), entered),
                    _plus(same_word, gain),
                    _plus(row.get(position - 1, _NOWHERE), max(gain, weights.next_inside)),
                )
                if path[1] >= 0:
                    found[position] = path
            same_word = max(same_word, row.get(position, _NOWHERE))
        return found

    def _prefixes(self, letter: str) -> tuple[str, ...]:
        """What a digit of a short form may stand for: 3, "three" or "tri"."""
        return tuple(self._words.get(letter, ())) if letter.isdigit() else ()


def _may_hold(folded: str, letters: list[str]) -> bool:
    """Whether a text has the letters in order: most have not, and are spared the rest."""
    place = 0
    for letter in letters:
        if letter.isdigit():  # it may stand as a word: "three", "tri"
            continue
        place = folded.find(letter, place) + 1
        if not place:
            return False
    return True


def _plus(path: _Path, gain: float) -> _Path:
    return (path[0] + gain, path[1])


def _leave(area: _Area, path: _Path, word: int) -> _Path:
    """Return `path` as it leaves `word`, its score raised by what was paid up to there."""
    return _plus(path, area.passed[word + 1] + area.clauses[word])


def _enter(area: _Area, path: _Path, word: int) -> _Path:
    """Return `path` as it enters `word`, less all that was to be paid up to there."""
    return _plus(path, -area.passed[word] - area.clauses[word])


def _lower(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
