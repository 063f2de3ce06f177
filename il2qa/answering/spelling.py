"""Repairs a slip of the keyboard: a word that no record has, one letter from one that is known.

One letter too many, too few, wrong, or two swapped (Damerau 1964, CACM 7:171-176), or a sound in
other letters ("macrofages"). What is a word is left alone though the corpus lacks it ("vaping"),
and so are names, what has a capital inside a sentence, and what stands in quotation marks. The
small words of questions ("teh", "wich") have a table of their own.
"""

from __future__ import annotations

import re
from functools import cache

from il2qa.corpora.protocol import CorpusReader
from il2qa.patterns import lazy_pattern
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import mapping, rows
from il2qa.text.queries import Concept, Query

_CIVIL = ("greeting", "thanks", "agreement")  # kinds of acts.tsv
_LEAST = 5  # letters: shorter words have too many neighbours
_LONGEST = 40  # letters: what is longer is no word, and has thousands of neighbours
WORD = lazy_pattern(rf"([a-z]{{{_LEAST},{_LONGEST}}})([- ]?[0-9]{{1,2}}[a-z]?)?", re.IGNORECASE)
_SMALL = lazy_pattern(r"[a-z]+(?![\w'’-])", re.IGNORECASE)
_LONE_LETTER = lazy_pattern(r"[ -](?:[b-hj-z]\b|a\W*$)")  # "a" elsewhere is an article
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
    """A question with the letters of names in capitals: "vitamin d", "type a?"."""
    if _LONE_LETTER.search(question) is None:  # most questions: they need not all the names
        return question
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
    words = [concept.surface for concept in possible if not counts[concept.term]]
    if not words:
        return query
    from il2qa.answering.near_words import nearest  # where it is used: most questions have no slip

    for word, better in nearest(words, corpus, analyzer).items():
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
        WORD.fullmatch(word) is not None
        and concept.term not in analyzer.vocabulary
        and not _is_name(concept, query)
        and word.lower() not in _civil()
        and not any(word in quoted for quoted in _QUOTED.findall(query.question))
    )


def _is_name(concept: Concept, query: Query) -> bool:
    """Whether a word has a capital inside a sentence that is written in small letters."""
    word, question = concept.surface, query.question.strip()
    small = any(other.islower() for other in question.split()[1:])
    return small and word[0].isupper() and (word.isupper() or not question.startswith(word))
