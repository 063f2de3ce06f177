"""Repairs a slip of the keyboard: a word that no record has, one letter from one that some have.

One letter too many, too few, wrong, or two swapped (Damerau 1964, CACM 7:171-176). Words that are
common in abstracts are left alone even where the corpus lacks them, and so are names with numbers.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from il2qa.answering.engine import Analyzer
from il2qa.corpora.protocol import CorpusReader
from il2qa.text.queries import Query
from il2qa.text.vocabulary import vocabulary

_LEAST = 5  # letters: shorter words have too many neighbours


def corrected(question: str, corpus: CorpusReader, analyzer: Analyzer) -> Query:
    """The query of a question with misspelt words replaced.

    Raises QuestionError where there is nothing to look for.
    """
    query = analyzer.parse(question)
    for concept in query.concepts:
        word = concept.surface
        if len(word) < _LEAST or not (word.isascii() and word.isalpha()):
            continue
        if concept.term in vocabulary() or corpus.document_frequency(concept.term):
            continue
        better = _nearest(word, corpus, analyzer)
        if better:
            question = re.sub(rf"\b{re.escape(word)}\b", better, question)
    return query if question == query.question else analyzer.parse(question)


def _nearest(word: str, corpus: CorpusReader, analyzer: Analyzer) -> str | None:
    """The word one slip away that stands in most records, if in any."""
    best: tuple[int, str] | None = None
    for candidate in _neighbours(word.lower()):
        found = analyzer.terms(candidate)
        count = corpus.document_frequency(found[0]) if len(found) == 1 else 0
        if count and (best is None or (-count, candidate) < best):
            best = (-count, candidate)
    return best[1] if best else None


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
