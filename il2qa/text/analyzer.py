"""What il2qa knows of a language, in one object: it turns text into terms and questions to queries.

An analyzer is made once and passed to what needs it. It owns the tables of the language and what
it has learnt of the words that it met, which is bounded; threads may share it. Another language, or
a trial with other tables, is another analyzer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar, cast

from il2qa.text import vocabulary
from il2qa.text.abbreviations import AbbreviationFinder, Pair
from il2qa.text.asides import Asides
from il2qa.text.queries import NAME_WEIGHT, Query, QueryParser
from il2qa.text.sentences import SentenceSplitter
from il2qa.text.synonyms import Synonyms
from il2qa.text.tables import Tables
from il2qa.text.terms import Token, Tokenizer
from il2qa.text.vocabulary import Vocabulary
from il2qa.text.words import Words

Made = TypeVar("Made")


class Analyzer:
    """The text analysis of one language; each part is made when it is first used.

    `tables` are the language's, `stemmer` is one of PyStemmer's algorithms, `synonyms` stand in
    the place of the table's, `vocabulary` in that of the learnt one. About so many pieces of text
    as `kept` says are remembered with their analysis, a kilobyte each.
    """

    def __init__(
        self,
        tables: Tables | None = None,
        *,
        stemmer: str = "english",
        synonyms: Synonyms | None = None,
        name_weight: float = NAME_WEIGHT,
        vocabulary: Path | None = None,
        kept: int = 1 << 15,
    ) -> None:
        self.tables = tables or Tables()
        self._stemmer = stemmer
        self._kept = kept
        self._made: dict[object, object] = {}
        self._name_weight = name_weight
        self._vocabulary = vocabulary or self.tables.folder / "vocabulary.npz"
        if synonyms is not None:
            self.synonyms = synonyms

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text with their offsets, function words left out."""
        return self.tokenizer.tokens(text)

    def terms(self, text: str) -> tuple[str, ...]:
        """The terms of a text, in order, with repeats."""
        return self.tokenizer.terms(text)

    def parse(self, question: str) -> Query:
        """A question as a query. Raises QuestionError where it names nothing to look for."""
        return self.queries.parse(question)

    def names_nothing(self, question: str) -> bool:
        """Whether a question has no word that could be looked for."""
        return self.queries.names_nothing(question)

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Half-open offsets of the sentences of a text, ascending and disjoint."""
        return self.splitter.spans(text)

    def quotable(self, text: str) -> list[tuple[int, int]]:
        """Those of the sentences that can answer: no headings, no copyright lines."""
        return self.asides.without(text, self.splitter.spans(text))

    def definitions(self, text: str, start: int, end: int) -> Iterator[Pair]:
        """The abbreviations that the sentence at `text[start:end]` defines."""
        return self.abbreviations.in_sentence(text, start, end)

    def other_names(self, name: str) -> tuple[str, ...]:
        """The other names of what a name, given by its terms, stands for."""
        return self.synonyms.other_names(name)

    def stop_words(self, role: str) -> frozenset[str]:
        """The words that carry no topic, by role: "function" (anywhere), "question", "request"."""
        return self.words.stop_words(role)

    def once(self, make: Callable[[Analyzer], Made]) -> Made:
        """What a function makes of this analyzer, made once: the terms of a table of cues."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    @cached_property
    def words(self) -> Words:
        """The terms of single words."""
        return Words(self.tables, self._stemmer, self._kept)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The terms of texts."""
        return Tokenizer(self.words, self._kept)

    @cached_property
    def queries(self) -> QueryParser:
        """What questions name."""
        return QueryParser(self.words, self.tokenizer, self.synonyms, self._name_weight)

    @cached_property
    def splitter(self) -> SentenceSplitter:
        """Where sentences end."""
        return SentenceSplitter(self.tables)

    @cached_property
    def asides(self) -> Asides:
        """Which sentences answer nothing."""
        return Asides(self.tables)

    @cached_property
    def abbreviations(self) -> AbbreviationFinder:
        """Which short forms are defined."""
        return AbbreviationFinder(self.tables, self.splitter)

    @cached_property
    def synonyms(self) -> Synonyms:
        """The other names of things."""
        return Synonyms(self.tables)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What is known of words beforehand: their frequency and their likeness."""
        return vocabulary.read(self._vocabulary)


@cache
def default_analyzer() -> Analyzer:
    """The analyzer of the tables that ship with il2qa, shared by whoever is given no other."""
    return Analyzer()
