"""The terms of one word, as it is spelt: folded, its number with its name, Porter2.

A compound is found whole and in parts ("T-cell": tcell, cell; joining alone costs .016 nDCG@10),
and a name with its number is one name ("IL-2", "IL2", "interleukin 2": il2).
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from il2qa.patterns import lazy_pattern
from il2qa.text.tables import Tables

HYPHENS = "-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_HYPHEN = lazy_pattern(rf"[{HYPHENS}]")
_NOT_ASCII = lazy_pattern(r"[^\x00-\x7f]+")
_APART = lazy_pattern(r"[^\w]+|_")
_LETTERS_NUMBER = lazy_pattern(r"([^\W\d_]+)(\d{1,4})([^\W\d_]*)")
_NUMBER_SUFFIX = lazy_pattern(r"(\d{1,4})([^\W\d_]*)")
_SYMBOL = lazy_pattern(r"[A-Z]{2,}\W?\d|[A-Z][a-z]+\d")  # as genes are written: KISS1, Kiss1
_DECIMAL = lazy_pattern(r"\d+(?:[.,·]\d+)+")
_POSSESSIVE = lazy_pattern(r"['’]s$")

LONGEST_KNOWN = 40  # characters of what is kept with its analysis: what is longer seldom recurs


class Word(NamedTuple):
    """The analysis of one spelling, wherever it stands; `role` says what it may be joined to.

    A name alone joins to nothing: it takes a neighbour that `joins`. An `exact` name is one thing
    with its letter or number ("vitamin C", "type 2", "TGF-alpha"): no part may stand for it.
    """

    word: str
    terms: tuple[str, ...]
    parts: tuple[str, ...] = ()
    role: str = ""  # "name", "number", "letter", or "" for what joins to nothing
    joins: bool = False
    exact: bool = False


NOTHING = Word("", ())
"""What a function word is."""

_LETTER_A = Word("a", (), role="letter", joins=True)
"""A capital A: the letter behind a name that takes one ("influenza A"), else the article."""

_LONGEST_SERIES = 6  # letters of a name that a Greek letter tells apart: TGF, IFN, PPAR


class _Stemmer(threading.local):
    """A stemmer for each thread: PyStemmer's may not be shared."""

    def __init__(self, algorithm: str) -> None:
        self.stem = Stemmer.Stemmer(algorithm, 0).stemWord  # 0: it need not remember words too


class Words:
    """The words of one language: its tables and its stemmer, one of PyStemmer's algorithms.

    It remembers the analysis of at most `kept` spellings.
    """

    def __init__(self, tables: Tables, stemmer: str = "english", kept: int = 1 << 15) -> None:
        self._stop_words = tables.by_role("stop_words.tsv")
        self._function_words = self.stop_words("function")
        self._designated = self.stop_words("designated")
        self._lettered = self.stop_words("lettered")
        self._greek = tables.mapping("greek.tsv")
        self._greek_names = frozenset(self._greek.values())
        self._irregular = tables.mapping("irregular.tsv")
        self._numerals = tables.mapping("roman.tsv")
        self._short_names = tables.mapping("numbered_names.tsv")
        self._capitals = tables.column("capitals.tsv")
        self._symbols = tables.column("symbols.tsv")
        self._british = tables.rows("spelling.tsv")
        self._is_british = _any_of([pattern for pattern, _ in self._british]).search
        self._stemmer = _Stemmer(stemmer)
        self._known: Callable[[str], Word] = lru_cache(kept)(self._analysed)

    def analysed(self, spelling: str) -> Word:
        """One spelling's terms; nothing for a function word ("US", "IT" are words, "it" is not)."""
        return self._known(spelling) if len(spelling) <= LONGEST_KNOWN else self._analysed(spelling)

    def stop_words(self, role: str) -> frozenset[str]:
        """The words that carry no topic, by role: "function" (anywhere), "question", "request"."""
        return self._stop_words.get(role, frozenset())

    def fold(self, word: str) -> str:
        """Lower case, compatibility forms, plain hyphens, Greek letters by name, no accents."""
        if word.isascii():
            return word.lower()
        return _NOT_ASCII.sub(self._in_ascii, unicodedata.normalize("NFKC", word).lower())

    def _in_ascii(self, marked: re.Match[str]) -> str:
        """What stands for some characters that ASCII lacks, if anything does."""
        plain = _HYPHEN.sub("-", marked[0])
        plain = "".join([self._greek.get(char, char) for char in plain])
        apart = unicodedata.normalize("NFKD", plain)
        return "".join([char for char in apart if not unicodedata.combining(char)])

    def american(self, word: str) -> str:
        """A folded word in American spelling."""
        if len(word) > 4 and self._is_british(word):
            for pattern, new in self._british:
                is_plain = pattern.isalpha()
                word = word.replace(pattern, new) if is_plain else re.sub(pattern, new, word)
        return word

    def concept(self, name: Word, word: Word) -> Word | None:
        """Two neighbours as one concept: "interleukin 2", "type II", "vitamin D", "T cell"."""
        if not (name.role and word.role):
            return None
        before, role, after, kind = name.word, name.role, word.word, word.role
        if role == "name" and after in self._numerals and before in self._designated:
            after, kind = self._numerals[after], "number"
        if role == "name" and kind == "number":
            if before in self._short_names:
                short = self._short_names[before]
                return Word(before + after, (short + after, short))
            return self._compound(before, after, exact=before in self._designated)
        if role == "name" and kind == "letter" and before in self._designated:
            return self._compound(before, after, exact=True)
        if role == "letter" and after in self._lettered and name is not _LETTER_A:
            return self._compound(before, after, exact=True)
        return None

    def _analysed(self, spelling: str) -> Word:
        if spelling.isascii() and spelling.isdigit():  # what most new spellings are
            return _of_number(spelling)
        if spelling == "A":
            return _LETTER_A
        bare = "" if spelling.islower() else _APART.sub("", spelling)
        if bare in self._capitals:  # tPA is not TPA; "tpa" may be either
            return Word(self.fold(bare), (bare, self._stem(self.fold(bare))), exact=True)
        word = _POSSESSIVE.sub("", self.fold(spelling))
        if word in self._function_words and not (len(spelling) > 1 and spelling.isupper()):
            return NOTHING
        if word.isalpha():
            return self._of_letters(word, spelling)
        if _DECIMAL.fullmatch(word):
            return Word(word, (word.replace(",", "").replace("·", "."),))
        pieces = self._numbered([piece for piece in _APART.split(word) if piece])
        if not pieces:
            return NOTHING
        if len(pieces) == 1:
            return self._single(word, pieces[0], spelling)
        parts = dict.fromkeys(self._stem(piece) for piece in pieces if self._is_part(piece))
        whole = self._stem("".join(pieces))
        exact = len(pieces) == 2 and self._is_series(*pieces)
        told_apart = [piece for piece in _APART.split(spelling) if piece in self._capitals]
        terms = tuple(dict.fromkeys((whole, *parts, *told_apart)))
        return Word(word, terms, tuple(parts), exact=exact)

    def _is_series(self, name: str, letter: str) -> bool:
        """Whether a Greek letter tells apart the things of one name: TGF-α, TGF-β."""
        return letter in self._greek_names and name.isalpha() and len(name) <= _LONGEST_SERIES

    def _single(self, word: str, piece: str, spelling: str) -> Word:
        """A word that is not a compound, or a name with its number."""
        if piece.isalpha():
            return self._of_letters(piece, spelling)
        if piece.isdigit():
            return _of_number(piece)
        chief = self._stem(piece)
        family = self._family(piece, spelling)
        if family:
            return Word(word, tuple(dict.fromkeys((chief, *family))))
        return Word(piece, (chief,))

    def _of_letters(self, word: str, spelling: str) -> Word:
        if len(word) == 1:
            is_letter = spelling.isupper()
            return Word(word, (word,), role="letter" if is_letter else "", joins=is_letter)
        terms: tuple[str, ...] = (self._stem(word),)
        if spelling.isupper() and word in self._symbols:
            terms += (spelling,)
        return Word(word, terms, role="name", joins=word in self._numerals)

    def _is_part(self, piece: str) -> bool:
        return len(piece) > 1 and not piece.isdigit() and piece not in self._function_words

    def _numbered(self, pieces: list[str]) -> list[str]:
        """The pieces of a compound, a number joined to the name before it: il, 2 → il2."""
        merged: list[str] = []
        for piece in pieces:
            before = merged[-1] if merged else ""
            if _NUMBER_SUFFIX.fullmatch(piece) and before.isalpha():
                merged[-1] = self._short_name(before) + piece
            elif len(piece) == 1 and piece.isalpha() and _is_numbered(before):
                merged[-1] += piece
            else:
                merged.append(self._renamed(piece))
        return merged

    def _renamed(self, piece: str) -> str:
        match = _LETTERS_NUMBER.fullmatch(piece)
        if match and match[1] in self._short_names:
            return self._short_name(match[1]) + match[2] + match[3]
        return piece

    def _short_name(self, name: str) -> str:
        return self._short_names.get(name, name)

    def _family(self, piece: str, spelling: str) -> tuple[str, ...]:
        """What a numbered name is indexed by besides itself: il2ra by il2 and il.

        A symbol that is a verb but for its number stays in capitals: "kissing" is not KISS1.
        """
        match = _LETTERS_NUMBER.fullmatch(piece)
        if not match or len(match[1]) < 2:
            return ()
        name, number, suffix = match.groups()
        is_symbol = name in self._symbols and _SYMBOL.match(spelling)
        of = name.upper() if is_symbol else self._stem(name)
        return (*((name + number,) if suffix else ()), of)

    def _compound(self, before: str, after: str, *, exact: bool) -> Word:
        pieces = (piece for piece in (before, after) if len(piece) > 1 or piece.isdigit())
        parts = tuple(self._stem(piece) for piece in pieces)
        is_letter = len(after) == 1 and after.isalpha()  # "vitamine" would be stemmed to "vitamin"
        whole = self._stem(before) + after if is_letter else self._stem(before + after)
        return Word(before + after, tuple(dict.fromkeys((whole, *parts))), parts, exact=exact)

    def _stem(self, word: str) -> str:
        """The term of a word: irregular plurals singular, spelling made American, stemmed."""
        word = self._irregular.get(word, word)
        if not word.isalpha() and any(char.isdigit() for char in word):
            return word
        return str(self._stemmer.stem(self._short_name(self.american(word))))


def _is_numbered(name: str) -> bool:
    return name[-1:].isdigit() and name[0].isalpha()


def _of_number(digits: str) -> Word:
    is_short = len(digits) <= 3
    return Word(digits, (digits,), role="number" if is_short else "", joins=is_short)


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """What any of some patterns finds, each of which begins with a letter.

    Told apart by that letter they take a third of the time that one after the other would.
    """
    after: dict[str, list[str]] = {}
    for pattern in patterns:
        after.setdefault(pattern[0], []).append(pattern[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in after.items()))
