"""The product with some of its tables and rules left out, for as long as a trial lasts.

The parts are replaced from outside; the product has no switches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

from il2qa.ranking.data import DATA
from il2qa.text import analyzer
from il2qa.text.abbreviations import Pair
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Concept, QueryParser
from il2qa.text.synonyms import Synonyms
from il2qa.text.tables import Tables
from il2qa.text.terms import Token
from il2qa.text.words import Word, Words

Change = tuple[object, str, object]  # where, the name, what stands there instead


@contextmanager
def changed(*changes: Change) -> Iterator[None]:
    """The product with some of its parts replaced."""
    before = [(where, name, getattr(where, name)) for where, name, _ in changes]
    _put(changes)
    try:
        yield
    finally:
        _put(before)


def _put(changes: Iterable[Change]) -> None:
    for where, name, value in changes:
        setattr(where, name, value)


def by(other: Analyzer) -> list[Change]:
    """Everything analysed by another analyzer."""
    return [(analyzer, "default_analyzer", lambda: other)]


def without_table(name: str) -> list[Change]:
    """Text analysis without the rows of a table."""
    return by(Analyzer(Tables(instead={name: ()})))


def without_role(role: str) -> list[Change]:
    """Text analysis without the stop words of a role."""
    kept = tuple(row for row in Tables().rows("stop_words.tsv") if row[1:] != (role,))
    return by(Analyzer(Tables(instead={"stop_words.tsv": kept})))


def without_cues(table: str) -> list[Change]:
    """The re-ranker's cues without the words of a table."""
    kept = () if table == "question_cues.tsv" else Tables(DATA).rows(table)
    return by(Analyzer(Tables(instead={table: [(key, "") for key, _ in kept]})))


class _WordsApart(Words):
    def concept(self, name: Word, word: Word) -> Word | None:
        return None


class _Apart(Analyzer):
    """No two neighbours are one concept."""

    @cached_property
    def words(self) -> Words:
        return _WordsApart(self.tables)


class _WholeParser(QueryParser):
    def of_token(self, token: Token, surface: str) -> list[Concept]:
        return [Concept(surface, {token.terms[0]: 1.0})]


class _Whole(Analyzer):
    """A token is one concept, of which no part stands for it."""

    @cached_property
    def queries(self) -> QueryParser:
        return _WholeParser(self.words, self.tokenizer, self.synonyms)


class _Undefined(Analyzer):
    """Records define no abbreviations."""

    def definitions(self, text: str, start: int, end: int) -> Iterator[Pair]:
        return iter(())


class Named(Synonyms):
    """The other names that a function gives."""

    def __init__(self, names: Callable[[str], tuple[str, ...]]) -> None:
        self._given = names

    def other_names(self, name: str) -> tuple[str, ...]:
        """What the function gives."""
        return self._given(name)


ANALYSIS: dict[str, list[Change]] = {
    "spelling.tsv": without_table("spelling.tsv"),
    "irregular.tsv": without_table("irregular.tsv"),
    "greek.tsv": without_table("greek.tsv"),
    "numbered_names.tsv": without_table("numbered_names.tsv"),
    "roman.tsv": without_table("roman.tsv"),
    "stop_words.tsv: designated": without_role("designated"),
    "stop_words.tsv: function": without_role("function"),
    "word and number as one": by(_Apart()),
    "abbreviations of the record": by(_Undefined()),
}
NUMERALS = (
    *("numbered_names.tsv", "roman.tsv"),
    *("stop_words.tsv: designated", "word and number as one"),
)
READING: dict[str, list[Change]] = {
    "stop_words.tsv: question": without_role("question"),
    "stop_words.tsv: request": without_role("request"),
    "parts of compounds": by(_Whole()),
    "synonyms.tsv": by(Analyzer(synonyms=Named(lambda _: ()))),
}
CUES: dict[str, list[Change]] = {
    name: without_cues(name)
    for name in (
        *("sentence_cues.tsv", "question_cues.tsv"),
        *("quantities.tsv", "section_labels.tsv"),
    )
}
