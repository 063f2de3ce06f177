"""Turns text into terms: what passages and questions are matched by.

Every token keeps its offsets, so a matched term can be marked in the text as it stands. Neighbours
that are one concept are one token: "interleukin 2", "T cell", "vitamin D".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import NamedTuple

from il2qa.patterns import lazy_pattern
from il2qa.text.words import HYPHENS, LONGEST_KNOWN, NOTHING, Word, Words

ANALYSIS_VERSION = "8"
"""Raised with every change of terms, of the vocabulary's words, or of what a record is found by."""

_SUBSCRIPT = r"\(\d[\dA-Za-z.]{0,3}\)"
"""A subscript as MEDLINE's plain text writes it: H(2)O(2), HbA(1c), (99m)Tc."""

_TOKEN = lazy_pattern(
    rf"(?=[A-Za-z\d-]{{0,5}}[A-Z])[A-Za-z\d]{{1,6}}(?:-[A-Za-z\d]{{1,4}})?"
    rf"(?:{_SUBSCRIPT}[A-Za-z\d]{{0,4}})+(?![^\W_])"
    rf"|\(\d{{1,3}}m?\)[A-Z][a-z]?(?![^\W_])"
    rf"|[^\W_]+(?:(?:[{HYPHENS}/'’.+_·]|,(?=\d))?[^\W_]+)*"
)
_MARKS = str.maketrans("", "", "()")


class Token(NamedTuple):
    """A word or compound at `text[start:end]` and the terms it is found by, the chief one first.

    `parts` are the terms that each stand for a share of it; none where only the whole will do: a
    plain word, or a name with its number ("IL-4" is not half found by "IL").
    """

    start: int
    end: int
    word: str
    terms: tuple[str, ...]
    parts: tuple[str, ...] = ()
    exact: bool = False  # a name with its letter or number, of which no part stands for it


_WordSpan = tuple[int, int, Word]  # where a word begins and ends


class _Chunk(NamedTuple):
    """What stands between two spaces of a text: its words, where they are in it, their terms.

    `opens` and `closes` are the roles of a word at its very beginning and end, "" where there is
    none: what neighbours may be joined by.
    """

    length: int
    words: tuple[_WordSpan, ...]
    terms: tuple[str, ...]
    opens: str
    closes: str
    joins: bool  # whether its first or last word joins to a name beside it


_MOST_JOINED = 64  # words of a chunk that is joined to its neighbour; text has two or three


class _Known(dict[str, _Chunk]):
    """Chunks recur: each is analysed once, and forgotten when it has not been met for long.

    Threads may share it: the worst that can happen is that a chunk is analysed twice.
    """

    def __init__(self, analyse: Callable[[str], _Chunk], most: int) -> None:
        super().__init__()
        self._analyse = analyse
        self._most = most
        self._earlier: dict[str, _Chunk] = {}
        self._turning = Lock()

    def __missing__(self, spelling: str) -> _Chunk:
        chunk = self._earlier.get(spelling) or self._analyse(spelling)
        if len(spelling) <= LONGEST_KNOWN:  # text without spaces does not recur
            if len(self) >= self._most:
                self._turn()
            self[spelling] = chunk
        return chunk

    def _turn(self) -> None:
        with self._turning:
            if len(self) >= self._most:
                self._earlier = self.copy()
                self.clear()


def is_shouted(text: str) -> bool:
    """Whether a text has only capitals, so that they tell no name; of a single word they do."""
    return text.isupper() and " " in text.strip()


class Tokenizer:
    """Cuts texts into tokens by the words of a language.

    It remembers the analysis of at most twice `kept` pieces of text, and of those in capitals.
    """

    def __init__(self, words: Words, kept: int = 1 << 15) -> None:
        self._words = words
        shouted = _Known(lambda text: self._chunk(text, shouted=True), kept)
        self._known = _Known(self._chunk, kept), shouted
        self._spaces = {code: " " for code in range(0x3001) if chr(code).isspace()}
        self._together: Callable[[_Chunk, _Chunk], _Chunk | None]
        self._together = lru_cache(kept // 4)(self._joined_as_one)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, function words left out, "interleukin 2" and "T cell" as one."""
        found, at = [], 0
        for chunk in self._chunks(text):
            for start, end, word in chunk.words:
                if word.terms:  # not a capital A that belongs to no name
                    own = (word.word, word.terms, word.parts, word.exact)
                    found.append(Token(at + start, at + end, *own))
            at += chunk.length + 1
        return found

    def terms(self, text: str) -> tuple[str, ...]:
        """The terms of a text, in order, with repeats."""
        return tuple(chain.from_iterable([chunk.terms for chunk in self._chunks(text)]))

    def _chunks(self, text: str) -> list[_Chunk]:
        """The chunks of a text, neighbours joined where a name and its number lie across a space.

        In a text all in capitals words are read in lower case.
        """
        known = self._known[is_shouted(text)]
        if not text.isprintable():  # some space in it is none of ASCII's
            text = text.translate(self._spaces)
        found = [known[spelling] for spelling in text.split(" ")]
        return self._joined(found) if any(chunk.joins for chunk in found) else found

    def _joined(self, chunks: list[_Chunk]) -> list[_Chunk]:
        found: list[_Chunk] = []
        role = ""
        for chunk in chunks:
            if role and chunk.opens and (chunk.joins or role == "letter"):
                whole = self._together(found[-1], chunk) if _are_short(found[-1], chunk) else None
                if whole is not None:
                    found[-1], role = whole, whole.closes
                    continue
            found.append(chunk)
            role = chunk.closes
        return found

    def _joined_as_one(self, first: _Chunk, second: _Chunk) -> _Chunk | None:
        """Two chunks as one, where the words on both sides of the space are one concept."""
        *before, (start, _, name) = first.words
        (_, end, word), *after = second.words
        whole = self._words.concept(name, word)
        if whole is None:
            return None
        at = first.length + 1
        moved = [(at + begin, at + stop, other) for begin, stop, other in after]
        return _of_words(at + second.length, [*before, (start, at + end, whole), *moved])

    def _chunk(self, text: str, shouted: bool = False) -> _Chunk:
        words: list[_WordSpan] = []
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            spelling = match[0].translate(_MARKS) if "(" in match[0] else match[0]
            word = self._words.analysed(spelling.lower() if shouted else spelling)
            if word is NOTHING:
                continue
            whole = None
            if words and words[-1][1] == start - 1 and text[start - 1] not in "([":
                whole = self._words.concept(words[-1][2], word)
            if whole is None:
                words.append((start, end, word))
            else:
                words[-1] = (words[-1][0], end, whole)
        return _of_words(len(text), words)


def _are_short(first: _Chunk, second: _Chunk) -> bool:
    """Whether two chunks are short enough to be joined: a chain of them would take ever longer."""
    return len(first.words) < _MOST_JOINED > len(second.words)


def _of_words(length: int, words: list[_WordSpan]) -> _Chunk:
    if not words:
        return _Chunk(length, (), (), "", "", False)
    (start, _, first), (_, end, last) = words[0], words[-1]
    return _Chunk(
        length,
        tuple(words),
        first.terms if len(words) == 1 else tuple([t for *_, one in words for t in one.terms]),
        first.role if start == 0 else "",
        last.role if end == length else "",
        first.joins or last.joins,
    )
