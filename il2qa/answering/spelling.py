"""Repairs a slip of the keyboard: a word that no record has, one letter from one that some have.

One letter too many, too few, wrong, or two swapped (Damerau 1964, CACM 7:171-176). Words that are
common in abstracts are left alone even where the corpus lacks them, and so are names with numbers.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping

from il2qa.answering.engine import Analyzer
from il2qa.corpora.protocol import CorpusReader
from il2qa.text.queries import Concept, Query
from il2qa.text.vocabulary import vocabulary

_LEAST = 5  # letters: shorter words have too many neighbours
_LONGEST = 40  # letters: what is longer is no word, and has thousands of neighbours
_MOST = 20  # words that are corrected: each has some hundred neighbours


def corrected(question: str, corpus: CorpusReader, analyzer: Analyzer) -> Query:
    """The query of a question with misspelt words replaced.

    The corpus is asked twice at most, however many words are misspelt. Raises QuestionError where
    there is nothing to look for.
    """
    query = analyzer.parse(question)
    possible = [concept for concept in query.concepts if _may_be_misspelt(concept)]
    counts = corpus.document_frequencies(concept.term for concept in possible) if possible else {}
    words = [concept.surface for concept in possible if not counts[concept.term]][:_MOST]
    for word, better in _nearest(words, corpus, analyzer).items():
        question = re.sub(rf"\b{re.escape(word)}\b", better, question)
    return query if question == query.question else analyzer.parse(question)


def _may_be_misspelt(concept: Concept) -> bool:
    word = concept.surface
    plain = _LEAST <= len(word) <= _LONGEST and word.isascii() and word.isalpha()
    return plain and concept.term not in vocabulary()


def _nearest(words: Iterable[str], corpus: CorpusReader, analyzer: Analyzer) -> dict[str, str]:
    """For each word the one a slip away that stands in most records, if in any."""
    near = {word: _terms_near(word, analyzer) for word in words}
    every = {term for found in near.values() for term in found.values()}
    counts: Mapping[str, int] = corpus.document_frequencies(every) if every else {}
    chosen = {
        word: min(((-counts[term], other) for other, term in found.items()), default=(0, ""))
        for word, found in near.items()
    }
    return {word: other for word, (count, other) in chosen.items() if count}


def _terms_near(word: str, analyzer: Analyzer) -> dict[str, str]:
    """Every word one slip away that is a single term, and that term."""
    found = {other: analyzer.terms(other) for other in _neighbours(word.lower())}
    return {other: own[0] for other, own in found.items() if len(own) == 1}


def _neighbours(word: str) -> Iterator[str]:
    """Every word one slip away, the first letter kept."""
    for i in range(1, len(word) + 1):
        before, after = word[:i], word[i:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in string.ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
