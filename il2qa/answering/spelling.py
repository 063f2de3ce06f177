"""Repairs a slip of the keyboard: a word that no record has, one letter from one that is known.

One letter too many, too few, wrong, or two swapped (Damerau 1964, CACM 7:171-176), or a sound in
other letters ("macrofages"). What is a word is left alone though the corpus lacks it ("vaping"),
and so are names, what has a capital inside a sentence, and what stands in quotation marks. The
small words of questions ("teh", "wich") have a table of their own.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from il2qa.corpora.protocol import CorpusReader
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import mapping, rows
from il2qa.text.known_words import is_proper, is_word
from il2qa.text.queries import Concept, Query

_CIVIL = ("greeting", "thanks", "agreement")  # kinds of acts.tsv
_LEAST = 5  # letters: shorter words have too many neighbours
_LEAST_WRONG = 6  # the same for a wrong letter, by which "latic" were latin and "fidan" fudan
_LONG = 8  # letters: a shorter word has no wrong last letter, by which "quinoa" were quinone
_LONGEST = 40  # letters: what is longer is no word, and has thousands of neighbours
_MOST = 20  # words that are corrected: each has some hundred neighbours
_WORD = lazy_pattern(rf"([a-z]{{{_LEAST},{_LONGEST}}})([- ]?[0-9]{{1,2}}[a-z]?)?", re.IGNORECASE)
_SMALL = lazy_pattern(r"[a-z]+(?![\w'’-])", re.IGNORECASE)
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
_QUOTED = lazy_pattern(r"[\"“”][^\"“”]*[\"“”]")


def small_words_right(question: str) -> str:
    """A question with the slips in its small words put right: "wich", "teh", "whats"."""
    return _SMALL.sub(_small_word, question)


@cache
def _civil() -> frozenset[str]:
    """The phrases that greet, thank or agree: "hello" is no slip."""
    return frozenset(phrase for kind, phrase, *_ in rows("acts.tsv") if kind in _CIVIL)


def _small_word(match: re.Match[str]) -> str:
    word = match[0]
    right = mapping("slips.tsv").get(word.lower())
    if right is None or word.isupper() or match.string[: match.start()].endswith(("-", "'", "’")):
        return word
    return right.capitalize() if word[0].isupper() else right


def in_capitals(question: str, analyzer: Analyzer) -> str:
    """A question with the letters of names in capitals; "a" only at its end, else an article."""
    return analyzer.once(_small_letters).sub(lambda found: found[1] + found[2].upper(), question)


def _small_letters(analyzer: Analyzer) -> re.Pattern[str]:
    names = "|".join(sorted(analyzer.stop_words("designated")))
    return re.compile(rf"(\b(?i:{names})[ -])([b-hj-z]|a(?=\W*$))(?![\w'’-])")


def corrected(question: str, corpus: CorpusReader, analyzer: Analyzer) -> Query:
    """The query of a question with misspelt words replaced.

    The corpus is asked twice at most, however many words are misspelt. Raises QuestionError where
    there is nothing to look for.
    """
    question = in_capitals(small_words_right(question), analyzer)
    query = analyzer.parse(question)
    possible = [one for one in query.concepts if _may_be_slip(one, query, analyzer)]
    # All of its terms: those that are right will be asked for anyhow, and so at no cost.
    counts = corpus.document_frequencies(query.terms) if possible else {}
    lacking = (concept.surface for concept in possible if not counts[concept.term])
    words = [word for word in lacking if not is_word(_head(word), analyzer)][:_MOST]
    for word, better in _nearest(words, corpus, analyzer).items():
        question = re.sub(rf"\b{re.escape(word)}\b", better, question)
    return query if question == query.question else analyzer.parse(question)


def respelt(text: str, words: str, corpus: CorpusReader, analyzer: Analyzer) -> str:
    """A text with those of some words in it that are misspelt replaced."""
    right = corrected(words, corpus, analyzer).question
    for word, better in zip(words.split(), right.split(), strict=True):
        if word != better:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", better, text)
    return text


def _may_be_slip(concept: Concept, query: Query, analyzer: Analyzer) -> bool:
    """Whether it is a word alone that is neither common, a name, a greeting nor quoted."""
    word = concept.surface
    return (
        _WORD.fullmatch(word) is not None
        and concept.term not in analyzer.vocabulary
        and not _is_name(concept, query)
        and word.lower() not in _civil()
        and not any(word in quoted for quoted in _QUOTED.findall(query.question))
    )


def _head(word: str) -> str:
    """A word in small letters without the number behind it: "interlukin-2"."""
    parts = _WORD.fullmatch(word)
    return parts[1].lower() if parts else word.lower()


def _is_name(concept: Concept, query: Query) -> bool:
    """Whether a word has a capital inside a sentence that is written in small letters."""
    word, question = concept.surface, query.question.strip()
    small = any(other.islower() for other in question.split()[1:])
    return small and word[0].isupper() and (word.isupper() or not question.startswith(word))


class _Near(NamedTuple):
    """A word one slip away that is a single term, and how likely the slip is."""

    word: str
    term: str
    likely: float


def _nearest(words: Iterable[str], corpus: CorpusReader, analyzer: Analyzer) -> dict[str, str]:
    """For each word the likeliest one a slip away that may be meant, if any is."""
    near = {word: _terms_near(word, analyzer) for word in words}
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
    parts = _WORD.fullmatch(word)
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
