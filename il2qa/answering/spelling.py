"""Repairs a slip of the keyboard: a word that no record has, one letter from one that some have.

One letter too many, too few, wrong, or two swapped (Damerau 1964, CACM 7:171-176), or a sound in
other letters ("macrofages"). Words that are common in abstracts are left alone even where the
corpus lacks them, and so are names: what has a capital inside a sentence. The small words of
questions ("teh", "wich") have a table of their own.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from il2qa.corpora.protocol import CorpusReader
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import mapping, rows
from il2qa.text.queries import Concept, Query

_CIVIL = ("greeting", "thanks", "agreement")  # kinds of acts.tsv
_LEAST = 5  # letters: shorter words have too many neighbours
_LEAST_WRONG = 6  # the same for a wrong letter, by which "latic" were latin and "fidan" fudan
_LONGEST = 40  # letters: what is longer is no word, and has thousands of neighbours
_MOST = 20  # words that are corrected: each has some hundred neighbours
_WORD = lazy_pattern(rf"([a-z]{{{_LEAST},{_LONGEST}}})([- ]?[0-9]{{1,2}}[a-z]?)?", re.IGNORECASE)
_SMALL = lazy_pattern(r"[a-z]+(?![\w'’-])", re.IGNORECASE)
_SOUNDS = (("f", "ph"), ("ph", "f"), ("k", "c"), ("c", "k"), ("i", "y"), ("y", "i"), ("z", "s"))
_WRONG = 0.1
"""How likely a wrong letter is beside one too many, too few or swapped: words are compared by it
times the records that have them, so that a missing letter goes before another word."""


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
    possible = [
        one
        for one in query.concepts
        if _WORD.fullmatch(one.surface)
        and one.term not in analyzer.vocabulary
        and not _is_name(one, query)
        and one.surface.lower() not in _civil()
    ]
    # All of its terms: those that are right will be asked for anyhow, and so at no cost.
    counts = corpus.document_frequencies(query.terms) if possible else {}
    words = [concept.surface for concept in possible if not counts[concept.term]][:_MOST]
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


def _is_name(concept: Concept, query: Query) -> bool:
    """Whether a word has a capital inside a sentence that is written in small letters."""
    word, question = concept.surface, query.question.strip()
    small = any(other.islower() for other in question.split()[1:])
    return small and word[0].isupper() and (word.isupper() or not question.startswith(word))


def _nearest(words: Iterable[str], corpus: CorpusReader, analyzer: Analyzer) -> dict[str, str]:
    """For each word the likeliest one a slip away that stands in a record, if any does."""
    near = {word: _terms_near(word, analyzer) for word in words}
    every = {term for found in near.values() for term, _ in found.values()}
    counts: Mapping[str, int] = corpus.document_frequencies(every) if every else {}
    chosen = {
        word: min(
            ((-counts[term] * likely, other) for other, (term, likely) in found.items()),
            default=(0.0, ""),
        )
        for word, found in near.items()
    }
    return {word: other for word, (count, other) in chosen.items() if count}


def _terms_near(word: str, analyzer: Analyzer) -> dict[str, tuple[str, float]]:
    """Every word one slip away that is a single term: that term, and how likely the slip is.

    The number of a numbered name ("interlukin-2") stays as it is.
    """
    parts = _WORD.fullmatch(word)
    head, number = (parts[1].lower(), parts[2] or "") if parts else (word, "")
    found: dict[str, tuple[str, float]] = {}
    for other, likely in _neighbours(head):
        own = analyzer.terms(other + number)
        one = len(own) == 1 or (own and number)
        if one and likely > found.get(other + number, ("", 0.0))[1]:
            found[other + number] = own[0], likely
    return found


def _neighbours(word: str) -> Iterator[tuple[str, float]]:
    """Every word one slip away, the first letter kept, and how likely the slip is."""
    for i in range(1, len(word) + 1):
        before, after = word[:i], word[i:]
        if after:
            yield before + after[1:], 1.0
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], 1.0
        for letter in string.ascii_lowercase:
            yield before + letter + after, 1.0
            if after and len(word) >= _LEAST_WRONG:
                yield before + letter + after[1:], _WRONG
        for sound, other in _SOUNDS:
            if after.startswith(sound):
                yield before + other + after[len(sound) :], 1.0
