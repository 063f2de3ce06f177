"""Turns text into terms: what passages and questions are matched by.

Every token keeps its offsets, so a matched term can be marked in the text as it stands. A compound
is indexed whole and in parts ("T-cell": tcell, cell; joining alone costs .016 nDCG@10), and a name
with its number is one name ("IL-2", "IL2", "interleukin 2": il2).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import Stemmer

from il2qa.text.data import mapping, rows

ANALYSIS_VERSION = "3"
"""Raised with every change of terms, of the vocabulary's words, or of what a record is found by."""

_HYPHENS = "-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_TOKEN = re.compile(rf"[^\W_]+(?:(?:[{_HYPHENS}/'’.+_·]|,(?=\d))?[^\W_]+)*")
_APART = re.compile(r"[^\w]+|_")
_LETTERS_NUMBER = re.compile(r"([^\W\d_]+)(\d{1,4})([^\W\d_]*)")
_NUMBER_SUFFIX = re.compile(r"(\d{1,4})([^\W\d_]*)")
_DECIMAL = re.compile(r"\d+(?:[.,·]\d+)+")
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or compound at `text[start:end]` and the terms it is found by, the chief one first.

    `parts` are the terms that each stand for a share of it; none where only the whole will do: a
    plain word, or a name with its number ("IL-4" is not half found by "IL").
    """

    start: int
    end: int
    word: str
    terms: tuple[str, ...]
    parts: tuple[str, ...] = ()


class _Word(NamedTuple):
    """The analysis of one spelling, wherever it stands; `role` says what it may be joined to.

    A name alone joins to nothing: it takes a neighbour that `joins`.
    """

    word: str
    terms: tuple[str, ...]
    parts: tuple[str, ...] = ()
    role: str = ""  # "name", "number", "letter", or "" for what joins to nothing
    joins: bool = False


_Place = tuple[int, int, _Word]  # where a word begins and ends


class _Chunk(NamedTuple):
    """What stands between two spaces of a text: its words, where they are in it, their terms.

    `opens` and `closes` are the roles of a word at its very beginning and end, "" where there is
    none: what neighbours may be joined by.
    """

    length: int
    words: tuple[_Place, ...]
    terms: tuple[str, ...]
    opens: str
    closes: str
    joins: bool  # whether its first or last word joins to a name beside it


_NOTHING = _Word("", ())
_MOST_KNOWN, _LONGEST_KNOWN = 1 << 16, 40


class _Known(dict[str, _Chunk]):
    """Chunks recur: each is analysed once, and forgotten when it has not been met for long."""

    def __init__(self, shouted: bool) -> None:
        super().__init__()
        self._shouted = shouted  # in a text all in capitals words are read in lower case
        self._earlier: dict[str, _Chunk] = {}

    def forget(self) -> None:
        """Analyse every chunk anew from now on."""
        self.clear()
        self._earlier = {}

    def __missing__(self, spelling: str) -> _Chunk:
        chunk = self._earlier.get(spelling) or _chunk(spelling, self._shouted)
        if len(spelling) <= _LONGEST_KNOWN:  # text without spaces does not recur
            if len(self) >= _MOST_KNOWN:
                self._earlier = self.copy()
                self.clear()
            self[spelling] = chunk
        return chunk


_KNOWN = _Known(shouted=False), _Known(shouted=True)


def tokens(text: str) -> list[Token]:
    """The tokens of a text, function words left out, "interleukin 2" and "T cell" as one."""
    found, at = [], 0
    for chunk in _chunks(text):
        for start, end, word in chunk.words:
            found.append(Token(at + start, at + end, word.word, word.terms, word.parts))
        at += chunk.length + 1
    return found


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, in order, with repeats."""
    return tuple(chain.from_iterable([chunk.terms for chunk in _chunks(text)]))


def _chunks(text: str) -> list[_Chunk]:
    """The chunks of a text, neighbours joined where a name and its number lie across a space."""
    known = _KNOWN[text.isupper()]
    if not text.isprintable():  # some space in it is none of ASCII's
        text = text.translate(_spaces())
    found = [known[spelling] for spelling in text.split(" ")]
    return _joined(found) if any(chunk.joins for chunk in found) else found


@cache
def _spaces() -> dict[int, str]:
    """White space of every kind as a plain space, character for character."""
    return {code: " " for code in range(0x3001) if chr(code).isspace()}


def _joined(chunks: list[_Chunk]) -> list[_Chunk]:
    found: list[_Chunk] = []
    role = ""
    for chunk in chunks:
        if role and chunk.opens and (chunk.joins or role == "letter"):
            whole = _together(found[-1], chunk)
            if whole is not None:
                found[-1], role = whole, whole.closes
                continue
        found.append(chunk)
        role = chunk.closes
    return found


@lru_cache(maxsize=1 << 16)
def _together(first: _Chunk, second: _Chunk) -> _Chunk | None:
    """Two chunks as one, where the words on both sides of the space are one concept."""
    *before, (start, _, name) = first.words
    (_, end, word), *after = second.words
    whole = _concept(name, word)
    if whole is None:
        return None
    at = first.length + 1
    moved = [(at + begin, at + stop, other) for begin, stop, other in after]
    return _of_words(at + second.length, [*before, (start, at + end, whole), *moved])


def _chunk(text: str, shouted: bool) -> _Chunk:
    words: list[_Place] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = _analysed(match[0].lower() if shouted else match[0])
        if word is _NOTHING:
            continue
        whole = None
        if words and words[-1][1] == start - 1:
            whole = _concept(words[-1][2], word)
        if whole is None:
            words.append((start, end, word))
        else:
            words[-1] = (words[-1][0], end, whole)
    return _of_words(len(text), words)


def _of_words(length: int, words: list[_Place]) -> _Chunk:
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


@cache
def stop_words(role: str) -> frozenset[str]:
    """The words that carry no topic, by role: "function" (anywhere), "question", "request"."""
    return frozenset(word for word, found in rows("stop_words.tsv") if found == role)


def fold(word: str) -> str:
    """Lower case, compatibility forms, plain hyphens, Greek letters by name, no accents."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", word).lower()
    word = re.sub(rf"[{_HYPHENS}]", "-", word)
    word = "".join(mapping("greek.tsv").get(char, char) for char in word)
    bare = (char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return "".join(bare)


@lru_cache(maxsize=1 << 17)
def _analysed(spelling: str) -> _Word:
    """One spelling's terms; nothing for a function word ("US", "IT" are words, "it" is not)."""
    if spelling.isascii() and spelling.isdigit():  # what most new spellings are
        return _of_number(spelling)
    word = _POSSESSIVE.sub("", fold(spelling))
    if _is_function_word(word, spelling):
        return _NOTHING
    if word.isalpha():
        return _of_letters(word, spelling)
    if _DECIMAL.fullmatch(word):
        return _Word(word, (word.replace(",", "").replace("·", "."),))
    pieces = _numbered([piece for piece in _APART.split(word) if piece])
    if not pieces:
        return _NOTHING
    if len(pieces) == 1:
        return _single(word, pieces[0], spelling)
    parts = tuple(dict.fromkeys(_stem(piece) for piece in pieces if _is_part(piece)))
    whole = _stem("".join(pieces))
    return _Word(word, tuple(dict.fromkeys((whole, *parts))), parts)


def _single(word: str, piece: str, spelling: str) -> _Word:
    """A word that is not a compound, or a name with its number."""
    if piece.isalpha():
        return _of_letters(piece, spelling)
    if piece.isdigit():
        return _of_number(piece)
    chief = _stem(piece)
    family = _family(piece)
    if family:
        return _Word(word, tuple(dict.fromkeys((chief, *family))))
    return _Word(piece, (chief,))


def _of_letters(word: str, spelling: str) -> _Word:
    if len(word) == 1:
        is_letter = spelling.isupper()
        return _Word(word, (word,), role="letter" if is_letter else "", joins=is_letter)
    return _Word(word, (_stem(word),), role="name", joins=word in mapping("roman.tsv"))


def _of_number(digits: str) -> _Word:
    is_short = len(digits) <= 3
    return _Word(digits, (digits,), role="number" if is_short else "", joins=is_short)


def _is_function_word(word: str, spelling: str) -> bool:
    return word in stop_words("function") and not (len(spelling) > 1 and spelling.isupper())


def _is_part(piece: str) -> bool:
    return len(piece) > 1 and not piece.isdigit() and piece not in stop_words("function")


def _numbered(pieces: list[str]) -> list[str]:
    """The pieces of a compound, a number joined to the name before it: il, 2 → il2."""
    merged: list[str] = []
    for piece in pieces:
        before = merged[-1] if merged else ""
        if _NUMBER_SUFFIX.fullmatch(piece) and before.isalpha():
            merged[-1] = _short_name(before) + piece
        elif len(piece) == 1 and piece.isalpha() and before[-1:].isdigit() and before[0].isalpha():
            merged[-1] += piece
        else:
            merged.append(_renamed(piece))
    return merged


def _renamed(piece: str) -> str:
    match = _LETTERS_NUMBER.fullmatch(piece)
    if match and match[1] in mapping("numbered_names.tsv"):
        return _short_name(match[1]) + match[2] + match[3]
    return piece


def _short_name(name: str) -> str:
    return mapping("numbered_names.tsv").get(name, name)


def _family(piece: str) -> tuple[str, ...]:
    """What a numbered name is indexed by besides itself: il2ra by il2 and il."""
    match = _LETTERS_NUMBER.fullmatch(piece)
    if not match or len(match[1]) < 2:
        return ()
    name, number, suffix = match.groups()
    return (*((name + number,) if suffix else ()), _stem(name))


def _concept(name: _Word, word: _Word) -> _Word | None:
    """Two neighbours as one concept: "interleukin 2", "type II", "vitamin D", "T cell"."""
    if not (name.role and word.role):
        return None
    before, role, after, kind = name.word, name.role, word.word, word.role
    if role == "name" and after in mapping("roman.tsv") and _is_designated(before):
        after, kind = mapping("roman.tsv")[after], "number"
    if role == "name" and kind == "number":
        if before in mapping("numbered_names.tsv"):
            short = _short_name(before)
            return _Word(before + after, (short + after, short))
        return _compound(before, after)
    if role == "name" and kind == "letter" and _is_designated(before):
        return _compound(before, after)
    if role == "letter" and kind == "name":
        return _compound(before, after)
    return None


def _compound(before: str, after: str) -> _Word:
    parts = tuple(_stem(piece) for piece in (before, after) if len(piece) > 1 or piece.isdigit())
    return _Word(before + after, tuple(dict.fromkeys((_stem(before + after), *parts))), parts)


def _is_designated(word: str) -> bool:
    return word in stop_words("designated")


@lru_cache(maxsize=1 << 18)
def _stem(word: str) -> str:
    """The term of one word: spelling made American, irregular plurals singular, Porter2."""
    word = mapping("irregular.tsv").get(word, word)
    if not word.isalpha() and any(char.isdigit() for char in word):
        return word
    word = _short_name(_american(word))
    return str(_stemmer().stemWord(word))


def _american(word: str) -> str:
    if len(word) > 4 and _british().search(word):
        for pattern, replacement in _spellings():
            word = pattern.sub(replacement, word)
    return word


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), new) for pattern, new in rows("spelling.tsv"))


@cache
def _british() -> re.Pattern[str]:
    return re.compile("|".join(pattern for pattern, _ in rows("spelling.tsv")))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
