"""The words a slip away from one that no record has, and which of them may be meant.

A word that is known (common in abstracts, or English) is believed where any record has it, another
where three have it: one or two may be misprinted. What is unlikely in a short word has to lead to a
common one.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from il2qa.answering.spelling import WORD
from il2qa.corpora.protocol import CorpusReader
from il2qa.text.analyzer import Analyzer
from il2qa.text.known_words import is_proper, is_word

_LEAST_WRONG = 6  # the same for a wrong letter, by which "latic" were latin and "fidan" fudan
_LONG = 8  # letters: a shorter word has no wrong last letter, by which "quinoa" were quinone
_MOST = 20  # words that are corrected: each has some hundred neighbours
_SOUNDS = (("f", "ph"), ("ph", "f"), ("k", "c"), ("c", "k"), ("i", "y"), ("y", "i"), ("z", "s"))
_UNLIKELY = 0.1
"""How likely a wrong letter is, or one too many that is no doubling, beside one too few, doubled or
swapped: words are compared by it times the records that have them, so that a missing letter goes
before another word."""
_SMALL_CORPUS = 100  # records: whatever one of so few says may be meant
_LEAST_KNOWN, _LEAST_UNKNOWN = 1, 3
"""In how many records of a bigger one a word has to stand that is known, or is not and so may be a
misprint."""
_COMMON = 4.6  # the IDF of what one in a hundred abstracts has: "brest" may be a slip of breast


class _Near(NamedTuple):
    """A word one slip away that is a single term, and how likely the slip is."""

    word: str
    term: str
    likely: float


def nearest(words: Iterable[str], corpus: CorpusReader, analyzer: Analyzer) -> dict[str, str]:
    """For each word the likeliest one a slip away that may be meant, if any is: English has none.

    The corpus is asked once.
    """
    slips = [word for word in words if not is_word(_head(word), analyzer)][:_MOST]
    near = {word: _terms_near(word, analyzer) for word in slips}
    every = {one.term for found in near.values() for one in found}
    counts: Mapping[str, int] = corpus.document_frequencies(every) if every else {}
    records = corpus.info.records
    chosen: dict[str, str] = {}
    for word, found in near.items():
        best = min(
            (one for one in found if _is_believed(one, counts[one.term], records, analyzer)),
            key=lambda one: (-counts[one.term] * one.likely, one.word),
            default=None,
        )
        if best and (not is_proper(_head(word), analyzer) or _is_common(best, analyzer)):
            chosen[word] = best.word
    return chosen


def _is_believed(near: _Near, count: int, records: int, analyzer: Analyzer) -> bool:
    """Whether a word that so many records have is one, not a misprint of one or two of them.

    A short word has many neighbours: where the slip is unlikely, ten times as many must have it.
    """
    if not count or records <= _SMALL_CORPUS:
        return count > 0
    is_known = near.term in analyzer.vocabulary or is_word(_head(near.word), analyzer)
    least = _LEAST_KNOWN if is_known else _LEAST_UNKNOWN
    is_unlikely = near.likely < 1.0 and len(near.word) < _LONG
    return count >= (least / _UNLIKELY if is_unlikely else least)


def _is_common(near: _Near, analyzer: Analyzer) -> bool:
    """Whether a likely slip is of a word that is common in abstracts."""
    known = analyzer.vocabulary
    return near.likely == 1.0 and near.term in known and float(known.idf([near.term])[0]) <= _COMMON


def _terms_near(word: str, analyzer: Analyzer) -> list[_Near]:
    """Every word one slip away that is a single term, by its likeliest slip.

    The number of a numbered name ("interlukin-2") stays as it is.
    """
    parts = WORD.fullmatch(word)
    head, number = (parts[1].lower(), parts[2] or "") if parts else (word, "")
    found: dict[str, _Near] = {}
    for other, likely in _neighbours(head):
        own, other = analyzer.terms(other + number), other + number
        before = found.get(other)
        if (len(own) == 1 or (own and number)) and (not before or likely > before.likely):
            found[other] = _Near(other, own[0], likely)
    return list(found.values())


def _neighbours(word: str) -> Iterator[tuple[str, float]]:
    """Every word one slip away, the first letter kept, and how likely the slip is."""
    for i in range(1, len(word) + 1):
        before, after = word[:i], word[i:]
        is_doubled = before.endswith(after[:1])
        if after and (is_doubled or after[1:]):  # "matcha" is no match, "paleo" not pale
            yield before + after[1:], 1.0 if is_doubled else _UNLIKELY
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], 1.0
        for letter in string.ascii_lowercase:
            yield before + letter + after, 1.0
            if len(word) >= (_LEAST_WRONG if after[1:] else _LONG) and after:
                yield before + letter + after[1:], _UNLIKELY
        for sound, other in _SOUNDS:
            if after.startswith(sound):
                yield before + other + after[len(sound) :], 1.0


def _head(word: str) -> str:
    """A word in small letters without the number behind it: "interlukin-2"."""
    parts = WORD.fullmatch(word)
    return parts[1].lower() if parts else word.lower()
