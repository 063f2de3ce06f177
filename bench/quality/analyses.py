"""Text analysis step by step: from lower-case words to il2qa's terms, as functions put together.

Each analysis turns a record into the terms of its passages, and a question into terms with
weights. The steps are composed here from the product's parts; the product has no switches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import Stemmer

from bench.data.questions import quoted
from il2qa.errors import QuestionError
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import Analyzer, default_analyzer

_WORD = re.compile(r"[^\W_]+")
_ANALYZER = Analyzer()
_STEMMER = Stemmer.Stemmer("english")
Terms = list[tuple[str, ...]]


@dataclass(frozen=True)
class Analysis:
    """How passages and questions become terms; the passages are those of `bench.questions`."""

    name: str
    of_record: Callable[[Record], Terms]
    of_question: Callable[[str], Mapping[str, float]]


def _sentence_by_sentence(split: Callable[[str], list[str]]) -> Callable[[Record], Terms]:
    return lambda record: [tuple(split(text)) for text in quoted(record)]


def _plain(name: str, split: Callable[[str], list[str]], *, silent: bool) -> Analysis:
    """An analysis of words one by one; `silent` drops what only asks from questions."""

    def of_question(question: str) -> dict[str, float]:
        dropped = (
            _ANALYZER.stop_words("question") | _ANALYZER.stop_words("request") if silent else ()
        )
        said = " ".join(word for word in question.split() if _bare(word) not in dropped)
        return dict.fromkeys(split(said), 1.0)

    return Analysis(name, _sentence_by_sentence(split), of_question)


def _bare(word: str) -> str:
    return "".join(_WORD.findall(word.lower()))


def words(text: str) -> list[str]:
    """Lower-case words as rank-bm25's own examples split them."""
    return text.lower().split()


def apart(text: str) -> list[str]:
    """Lower-case words without punctuation."""
    return _WORD.findall(text.lower())


def content(text: str) -> list[str]:
    """The same without function words."""
    return [word for word in apart(text) if word not in _ANALYZER.stop_words("function")]


def folded(text: str) -> list[str]:
    """The same with accents, Greek, dashes, British spelling and irregular plurals folded."""
    plural, words = _ANALYZER.tables.mapping("irregular.tsv"), _ANALYZER.words
    return [words.american(plural.get(word, word)) for word in content(words.fold(text))]


def stemmed(text: str) -> list[str]:
    """The same, each word by its Porter2 stem."""
    return [str(stem) for stem in _STEMMER.stemWords(folded(text))]


def _weights(question: str) -> dict[str, float]:
    try:
        return _ANALYZER.parse(question).weights
    except QuestionError:
        return {}


def _with_abbreviations(record: Record) -> Terms:
    return [one.terms for one in analyse(record, default_analyzer()).quoted]


ANALYSES = (
    _plain("positive IDF, split at spaces", words, silent=False),
    _plain("+ punctuation apart", apart, silent=False),
    _plain("+ function and question words dropped", content, silent=True),
    _plain("+ folding, spelling, plurals", folded, silent=True),
    _plain("+ Porter2", stemmed, silent=True),
    Analysis(
        "+ compounds, numbered names",
        _sentence_by_sentence(lambda text: list(_ANALYZER.terms(text))),
        _weights,
    ),
    Analysis("+ the record's abbreviations", _with_abbreviations, _weights),
)
