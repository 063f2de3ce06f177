"""The terms of one word, as it is spelt: folded, its number with its name, Porter2.

A compound is found whole and in parts ("T-cell": tcell, cell; joining alone costs .016 nDCG@10),
and a name with its number is one name ("IL-2", "IL2", "interleukin 2": il2).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from il2qa.text.data import mapping, rows

HYPHENS = "-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_APART = re.compile(r"[^\w]+|_")
_LETTERS_NUMBER = re.compile(r"([^\W\d_]+)(\d{1,4})([^\W\d_]*)")
_NUMBER_SUFFIX = re.compile(r"(\d{1,4})([^\W\d_]*)")
_DECIMAL = re.compile(r"\d+(?:[.,·]\d+)+")
_POSSESSIVE = re.compile(r"['’]s$")


class Word(NamedTuple):
    """The analysis of one spelling, wherever it stands; `role` says what it may be joined to.

    A name alone joins to nothing: it takes a neighbour that `joins`.
    """

    word: str
    terms: tuple[str, ...]
    parts: tuple[str, ...] = ()
    role: str = ""  # "name", "number", "letter", or "" for what joins to nothing
    joins: bool = False


NOTHING = Word("", ())
"""What a function word is."""


@cache
def stop_words(role: str) -> frozenset[str]:
    """The words that carry no topic, by role: "function" (anywhere), "question", "request"."""
    return frozenset(word for word, found in rows("stop_words.tsv") if found == role)


def fold(word: str) -> str:
    """Lower case, compatibility forms, plain hyphens, Greek letters by name, no accents."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", word).lower()
    word = re.sub(rf"[{HYPHENS}]", "-", word)
    word = "".join(mapping("greek.tsv").get(char, char) for char in word)
    bare = (char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return "".join(bare)


@lru_cache(maxsize=1 << 17)
def analysed(spelling: str) -> Word:
    """One spelling's terms; nothing for a function word ("US", "IT" are words, "it" is not)."""
    if spelling.isascii() and spelling.isdigit():  # what most new spellings are
        return _of_number(spelling)
    word = _POSSESSIVE.sub("", fold(spelling))
    if _is_function_word(word, spelling):
        return NOTHING
    if word.isalpha():
        return _of_letters(word, spelling)
    if _DECIMAL.fullmatch(word):
        return Word(word, (word.replace(",", "").replace("·", "."),))
    pieces = _numbered([piece for piece in _APART.split(word) if piece])
    if not pieces:
        return NOTHING
    if len(pieces) == 1:
        return _single(word, pieces[0], spelling)
    parts = tuple(dict.fromkeys(_stem(piece) for piece in pieces if _is_part(piece)))
    whole = _stem("".join(pieces))
    return Word(word, tuple(dict.fromkeys((whole, *parts))), parts)


def _single(word: str, piece: str, spelling: str) -> Word:
    """A word that is not a compound, or a name with its number."""
    if piece.isalpha():
        return _of_letters(piece, spelling)
    if piece.isdigit():
        return _of_number(piece)
    chief = _stem(piece)
    family = _family(piece)
    if family:
        return Word(word, tuple(dict.fromkeys((chief, *family))))
    return Word(piece, (chief,))


def _of_letters(word: str, spelling: str) -> Word:
    if len(word) == 1:
        is_letter = spelling.isupper()
        return Word(word, (word,), role="letter" if is_letter else "", joins=is_letter)
    return Word(word, (_stem(word),), role="name", joins=word in mapping("roman.tsv"))


def _of_number(digits: str) -> Word:
    is_short = len(digits) <= 3
    return Word(digits, (digits,), role="number" if is_short else "", joins=is_short)


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


def concept(name: Word, word: Word) -> Word | None:
    """Two neighbours as one concept: "interleukin 2", "type II", "vitamin D", "T cell"."""
    if not (name.role and word.role):
        return None
    before, role, after, kind = name.word, name.role, word.word, word.role
    if role == "name" and after in mapping("roman.tsv") and _is_designated(before):
        after, kind = mapping("roman.tsv")[after], "number"
    if role == "name" and kind == "number":
        if before in mapping("numbered_names.tsv"):
            short = _short_name(before)
            return Word(before + after, (short + after, short))
        return _compound(before, after)
    if role == "name" and kind == "letter" and _is_designated(before):
        return _compound(before, after)
    if role == "letter" and kind == "name":
        return _compound(before, after)
    return None


def _compound(before: str, after: str) -> Word:
    parts = tuple(_stem(piece) for piece in (before, after) if len(piece) > 1 or piece.isdigit())
    return Word(before + after, tuple(dict.fromkeys((_stem(before + after), *parts))), parts)


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
