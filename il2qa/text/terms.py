"""Turns text into terms: what passages and questions are matched by.

Every token keeps its offsets, so a matched term can be marked in the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from il2qa.text.data import mapping, rows

ANALYSIS_VERSION = "1"

_HYPHENS = "-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_TOKEN = re.compile(rf"[^\W_]+(?:[{_HYPHENS}/'’.,+]?[^\W_]+)*")
_PART = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or compound at `text[start:end]` and the terms it is found by, the chief one first."""

    start: int
    end: int
    word: str
    terms: tuple[str, ...]


def tokens(text: str) -> list[Token]:
    """The tokens of a text, function words left out, "interleukin 2" as one."""
    return list(_joined(_words(text)))


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, in order, with repeats."""
    return tuple(term for token in tokens(text) for term in token.terms)


@cache
def stop_words(role: str) -> frozenset[str]:
    """The words that carry no topic, by role: "function" (anywhere) or "question"."""
    return frozenset(word for word, found in rows("stop_words.tsv") if found == role)


def _words(text: str) -> Iterator[Token]:
    """Each word or compound, before names and numbers are joined."""
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.lower() in stop_words("function") and not (len(word) > 1 and word.isupper()):
            continue
        found = _terms(word)
        if found:
            yield Token(match.start(), match.end(), fold(word), found)


def _joined(found: Iterator[Token]) -> Iterator[Token]:
    """Join a name and the number after it: "interleukin 2" is the one concept il2."""
    held: Token | None = None
    for token in found:
        if held is None:
            held = token
            continue
        near = 0 < token.start - held.end <= 1
        if near and _NUMBER.fullmatch(token.word) and held.word.isalpha() and len(held.word) > 1:
            name = _numbered(held.word, token.word)
            if name is not None:
                held = Token(held.start, token.end, held.word + token.word, name)
                continue
        yield held
        held = token
    if held is not None:
        yield held


def _numbered(word: str, number: str) -> tuple[str, ...] | None:
    """The term of a numbered name; plain words ("day 3") keep their own terms."""
    name = mapping("numbered_names.tsv").get(word)
    return (f"{name}{number}",) if name else None


@lru_cache(maxsize=200_000)
def _terms(word: str) -> tuple[str, ...]:
    """The terms of one word: a compound's parts, and the whole where it has a number."""
    parts = [part for piece in re.split(r"[^\w]+", fold(word)) for part in _PART.findall(piece)]
    parts = [part for part in parts if part != "s" or len(parts) == 1]
    merged: list[str] = []
    for part in parts:
        before = merged[-1] if merged else ""
        if part[0].isdigit() and before.isalpha() and len(part) <= 3:
            merged[-1] = mapping("numbered_names.tsv").get(before, before) + part
        elif before and before[-1].isdigit() and before[0].isalpha() and len(part) == 1:
            merged[-1] += part
        else:
            merged.append(part)
    stops = stop_words("function") if len(merged) > 1 else ()
    return tuple(_stem(part) for part in merged if part not in stops)


def fold(word: str) -> str:
    """Lower case, compatibility forms, plain hyphens, Greek letters by name."""
    word = unicodedata.normalize("NFKC", word)
    word = "".join(mapping("greek.tsv").get(char.lower(), char) for char in word)
    return re.sub(rf"[{_HYPHENS}]", "-", word).lower()


def _stem(word: str) -> str:
    if any(char.isdigit() for char in word):
        return word
    return str(_stemmer().stemWord(mapping("spelling.tsv").get(word, word)))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
