"""The product with some of its tables and rules left out, for as long as a trial lasts.

The parts are replaced from outside; the product has no switches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from il2qa.corpora import analysis
from il2qa.ranking import cues
from il2qa.text import data as tables
from il2qa.text import queries, synonyms, terms, words

Change = tuple[object, str, object]  # where, the name, what stands there instead


@contextmanager
def changed(*changes: Change) -> Iterator[None]:
    """The product with some of its parts replaced; nothing that was analysed before is kept."""
    before = [(where, name, getattr(where, name)) for where, name, _ in changes]
    _put(changes)
    try:
        yield
    finally:
        _put(before)


def _put(changes: Iterable[Change]) -> None:
    for where, name, value in changes:
        setattr(where, name, value)
    for known in terms._KNOWN:
        known.forget()
    for module in (terms, words, cues):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def without_table(name: str) -> list[Change]:
    """Text analysis without the rows of a table."""
    mapping, rows = tables.mapping, tables.rows
    return [
        (words, "mapping", lambda asked: {} if asked == name else mapping(asked)),
        (words, "rows", lambda asked: () if asked == name else rows(asked)),
    ]


def without_role(role: str) -> list[Change]:
    """Text analysis without the stop words of a role."""
    rows = tables.rows
    return [(words, "rows", lambda name: tuple(r for r in rows(name) if r[1:] != (role,)))]


def without_cues(table: str) -> list[Change]:
    """The re-ranker's cues without the words of a table."""
    before = cues._table

    def emptied(name: str) -> tuple[tuple[str, str], ...]:
        if name != table:
            return before(name)
        return () if name == "question_cues.tsv" else tuple((key, "") for key, _ in before(name))

    return [(cues, "_table", emptied)]


def _whole(token: terms.Token, surface: str) -> list[queries.Concept]:
    """A token as one concept, of which no part stands for it."""
    return [queries.Concept(surface, {token.terms[0]: 1.0})]


ANALYSIS: dict[str, list[Change]] = {
    "spelling.tsv": without_table("spelling.tsv"),
    "irregular.tsv": without_table("irregular.tsv"),
    "greek.tsv": without_table("greek.tsv"),
    "numbered_names.tsv": without_table("numbered_names.tsv"),
    "roman.tsv": without_table("roman.tsv"),
    "stop_words.tsv: designated": without_role("designated"),
    "stop_words.tsv: function": without_role("function"),
    "word and number as one": [(terms, "concept", lambda *_: None)],
    "abbreviations of the record": [(analysis, "in_sentence", lambda *_: iter(()))],
}
NUMERALS = (
    *("numbered_names.tsv", "roman.tsv"),
    *("stop_words.tsv: designated", "word and number as one"),
)
READING: dict[str, list[Change]] = {
    "stop_words.tsv: question": without_role("question"),
    "stop_words.tsv: request": without_role("request"),
    "parts of compounds": [(queries, "_of_token", _whole)],
    "synonyms.tsv": [(synonyms, "other_names", lambda _: ())],
}
CUES: dict[str, list[Change]] = {
    name: without_cues(name)
    for name in (
        *("sentence_cues.tsv", "question_cues.tsv"),
        *("quantities.tsv", "section_labels.tsv"),
    )
}
