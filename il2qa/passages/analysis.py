"""The text work on a record: what is done once, when it is indexed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

import numpy as np

from il2qa.fields import STATED
from il2qa.models import Record
from il2qa.passages.spans import Span, quoted_spans, quoted_texts, statements
from il2qa.text.abbreviations import Pair
from il2qa.text.analyzer import Analyzer
from il2qa.text.vocabulary import Vocabulary

_MOST_FORMS = 200  # definitions of a record that its passages are found by; abstracts have up to 19


class AnalysedPassage(NamedTuple):
    """A passage as it is indexed: where it stands, its text, and its terms with repeats."""

    span: Span
    text: str
    terms: tuple[str, ...]


class TermIds(NamedTuple):
    """The terms of consecutive passages as ids, which are compared by the thousand.

    The id of a term is that of the vocabulary; of a term that it lacks, its index among `others`,
    counted on from the vocabulary's last.
    """

    ids: np.ndarray
    lengths: np.ndarray  # of each passage, its terms
    others: tuple[str, ...]


@dataclass(frozen=True)
class Analysis:
    """What a record is found and ranked by.

    `quoted` are the passages of title and abstract, in order; `statement_terms` those of
    the metadata statements that a record is also found by, each once. `passages` counts all
    statements too. `analyzer` is what analysed it.
    """

    quoted: tuple[AnalysedPassage, ...]
    statement_terms: tuple[str, ...]
    passages: int
    analyzer: Analyzer = field(repr=False, compare=False)

    @property
    def terms(self) -> tuple[str, ...]:
        """All that the record is found by: the terms of passages, with repeats, and statements."""
        return (
            *chain.from_iterable([passage.terms for passage in self.quoted]),
            *self.statement_terms,
        )

    @cached_property
    def term_ids(self) -> TermIds:
        """The ids of the quoted passages' terms."""
        return term_ids([passage.terms for passage in self.quoted], self.analyzer.vocabulary)


def analyse(record: Record, analyzer: Analyzer) -> Analysis:
    """Analyse a record."""
    source = quoted_texts(record)
    spans = quoted_spans(record, analyzer)
    defined = (analyzer.definitions(source[span.field], span.start, span.end) for span in spans)
    forms = [_Forms(pair, analyzer) for pair in islice(chain.from_iterable(defined), _MOST_FORMS)]
    quoted = []
    for span in spans:
        text = source[span.field][span.start : span.end]
        own = analyzer.terms(text)
        for form in forms:
            own += form.other(text)
        quoted.append(AnalysedPassage(span, text, own))
    texts = statements(record)
    searched = [one.name for one in STATED if one.searched and one.name in texts]
    terms = chain.from_iterable([analyzer.terms(texts[name]) for name in searched])
    passages = len(quoted) + len(texts)
    return Analysis(tuple(quoted), tuple(dict.fromkeys(terms)), passages, analyzer)


def analyse_statements(record: Record, analyzer: Analyzer) -> tuple[AnalysedPassage, ...]:
    """The metadata statements of a record, analysed: done when a question is about the record."""
    return tuple(
        AnalysedPassage(Span(name, 0, len(text)), text, analyzer.terms(text))
        for name, text in statements(record).items()
    )


def term_ids(passages: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> TermIds:
    """The ids of some passages' terms."""
    found = [*chain.from_iterable(passages)]
    first = len(vocabulary)
    others: dict[str, int] = {}
    ids = [
        known if known >= 0 else others.setdefault(term, first + len(others))
        for term, known in zip(found, vocabulary.ids(found), strict=True)
    ]
    lengths = [len(passage) for passage in passages]
    return TermIds(np.array(ids, np.int32), np.array(lengths, np.int32), tuple(others))


class _Forms:
    """The short and the long form of a name, as one record defines them."""

    def __init__(self, pair: Pair, analyzer: Analyzer) -> None:
        self._short, self._long = pair.short, pair.long.lower()
        self._terms = analyzer.terms(pair.short), analyzer.terms(pair.long)

    def other(self, text: str) -> tuple[str, ...]:
        """The terms of the form that a text does not have, where it has one of them."""
        short, long = _has_word(text, self._short), self._long in text.lower()
        if short == long:
            return ()
        return self._terms[1] if short else self._terms[0]


def _has_word(text: str, word: str) -> bool:
    """Whether a text has a word that is no part of a longer one."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not (text[place - 1 : place].isalnum() or text[end : end + 1].isalnum()):
            return True
        place = text.find(word, place + 1)
    return False
