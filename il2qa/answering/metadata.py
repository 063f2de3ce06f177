"""Questions about a record itself: who wrote it, where and when it appeared, in what language.

Each metadata field has cue words ("wrote", "journal", "?when"), so such a question is matched as
any other: BM25 over the fields' statements and cues. Fields that the record lacks take part too,
so "What is the DOI?" is understood, and answered by saying that the record gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, product
from typing import NamedTuple

from il2qa.bm25 import PASSAGE_B, PASSAGE_K1, PositiveBM25
from il2qa.corpora.protocol import Candidate
from il2qa.fields import folded
from il2qa.passages.analysis import AnalysedPassage
from il2qa.passages.spans import statements as statements_of
from il2qa.patterns import lazy_pattern
from il2qa.ranking.cues import is_number
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import rows
from il2qa.text.queries import Concept, Query

_WORD = lazy_pattern(r"[a-z]+")
IDENTIFIERS = ("pmid", "doi", "pmc")
_NO_FIELDS = ("record", "speaking")  # rows of cues.tsv
_OPENING = 3  # words: "and then who …"
_PEOPLE = ("authors", "investigators")
_NAMING = (*_PEOPLE, *IDENTIFIERS)
_WHOM = frozenset(("who", "whom"))
_ACTING = frozenset(product(("do", "did", "does"), ("they", "we", "you", "he", "she")))
_NAME = lazy_pattern(r"[^\W\d_]+")


class FieldAsked(NamedTuple):
    """The field that a question asks for; `passage` is None where the record lacks it."""

    field: str
    passage: AnalysedPassage | None
    score: float
    names_only: bool = False  # the question is an identifier of the record, and no more

    @property
    def name(self) -> str:
        """The field as a word: "publication types", "DOI"."""
        is_short = self.field in IDENTIFIERS
        return self.field.upper() if is_short else self.field.replace("_", " ")


def asked_of(query: Query, records: Iterable[Candidate], analyzer: Analyzer) -> FieldAsked | None:
    """What a question asks of the first of some records of which it asks metadata, or None.

    This alone decides whether a question is one about a record itself.
    """
    found = (_field_asked(query, record, analyzer) for record in records)
    return next((asked for asked in found if asked is not None), None)


def names_record(
    query: Query, subject: Candidate, statement: AnalysedPassage, analyzer: Analyzer
) -> bool:
    """Whether a question says which record it means: by its title, or by what the field holds."""
    known = set(analyzer.terms(statement.text.partition(": ")[2]))
    for passage in subject.quoted:
        if passage.span.field == "title":
            known |= set(passage.terms)
    return any(concept.stands_in(known) for concept in query.concepts)


def _field_asked(query: Query, candidate: Candidate, analyzer: Analyzer) -> FieldAsked | None:
    """The metadata field of a record that a question asks for, or None: it asks for content.

    It is metadata where every concept is a cue or a word of the field, or names the record
    (words such as "article", or of the title), and at least one is a cue of the field, or a word of
    one that names people or the record itself: a heading in common is no question on headings.
    """
    cues = analyzer.once(_cues)
    if not _may_be_asked(query, candidate, cues, analyzer):
        return None
    statements = {
        passage.span.field: passage for passage in (*candidate.quoted, *candidate.statements)
    }
    texts = {field: _field_terms(field, cues[field], statements) for field in cues}
    about = analyzer.once(record_words) | set(
        statements["title"].terms if "title" in statements else ()
    )
    possible = [
        field for field, words in texts.items() if _may_ask(query, field, words, cues, about)
    ]
    if not possible:
        return None
    asked = (*query.terms, *(f"?{word}" for word in sorted(query.asks)))
    bm25 = PositiveBM25(list(texts.values()), k1=PASSAGE_K1, b=PASSAGE_B)
    scores = dict(zip(texts, bm25.get_scores(asked).tolist(), strict=True))
    # What the record has comes first; max takes the first of equals.
    field = max(possible, key=lambda name: (name in statements, scores[name]))
    if scores[field] <= 0 or not _is_spelt(query, field, cues, statements):
        return None
    alone = field in IDENTIFIERS and not _asks(query, frozenset(cues[field]))
    return FieldAsked(field, statements.get(field), scores[field], alone)


def _is_spelt(
    query: Query, field: str, cues: Cues, statements: Mapping[str, AnalysedPassage]
) -> bool:
    """Whether people are named as they are spelt: rabies is no Dr Rabie.

    Where a question says that it asks for them, any form of a name will do.
    """
    if field not in _PEOPLE or field not in statements or _asks(query, frozenset(cues[field])):
        return True
    passage = statements[field]
    known, terms = set(_NAME.findall(folded(passage.text))), set(passage.terms)
    named = [one for one in query.concepts if not terms.isdisjoint(one.own)]
    return all(known.issuperset(_NAME.findall(folded(one.surface))) for one in named)


def _may_be_asked(query: Query, candidate: Candidate, cues: Cues, analyzer: Analyzer) -> bool:
    """Whether any field may be asked for: most questions have neither cue nor name.

    It is told before all statements of the record are analysed.
    """
    if _asks(query, frozenset(chain.from_iterable(cues.values()))):
        return True
    texts = statements_of(candidate.record, _NAMING)
    names = [analyzer.terms(text) for text in texts.values()]
    return _asks(query, frozenset(chain.from_iterable(names)))


def _may_ask(
    query: Query, field: str, words: tuple[str, ...], cues: Cues, about: frozenset[str]
) -> bool:
    told = frozenset(words)
    asking = told if field in _NAMING else frozenset(cues[field])
    return _asks(query, asking) and _covers(query, told, about)


def _asks(query: Query, words: frozenset[str]) -> bool:
    """Whether a question has one of some words, or asks by one of them ("?who")."""
    return any(not words.isdisjoint(one.own) for one in query.concepts) or any(
        f"?{word}" in words for word in _opening(query)
    )


def _opening(query: Query) -> frozenset[str]:
    """The question words that open a question: "change where bats roost" asks for no journal.

    But for a "who" to whom something was done: "who did they send it to?" asks for no authors.
    """
    words = _asking(query.question)
    return query.asks.intersection(words[:_OPENING])


def _asking(question: str) -> list[str]:
    """The words of a question but for a "who" that is not the one who did it."""
    words = _WORD.findall(question.lower())
    return [
        word
        for place, word in enumerate(words)
        if word not in _WHOM or tuple(words[place + 1 : place + 3]) not in _ACTING
    ]


def _covers(query: Query, field: frozenset[str], about: frozenset[str]) -> bool:
    return all(not (field | about).isdisjoint(one.own) for one in query.concepts)


def _field_terms(
    field: str, cues: tuple[str, ...], statements: dict[str, AnalysedPassage]
) -> tuple[str, ...]:
    passage = statements.get(field)
    told_elsewhere = field in ("title", "reference")  # their words are the topic's
    return (*cues, *(passage.terms if passage and not told_elsewhere else ()))


Cues = dict[str, tuple[str, ...]]
"""By field the terms that ask for it, and the question words that do ("?who")."""


def _cues(analyzer: Analyzer) -> Cues:
    table = rows("cues.tsv")
    return {field: _cue_terms(words, analyzer) for field, words in table if field not in _NO_FIELDS}


def has_cue(question: str, fields: Iterable[str], analyzer: Analyzer) -> bool:
    """Whether a question has a word that asks for one of some fields, or none of them has cues."""
    cues = analyzer.once(_cues)
    known = [cues[field] for field in fields if field in cues]
    asks = {f"?{word}" for word in _asking(question)}
    told = asks.union(analyzer.terms(question))
    return not known or any(not told.isdisjoint(words) for words in known)


def speaking_words(analyzer: Analyzer) -> frozenset[str]:
    """The terms by which people speak of a record, which name no topic: "article", "authors"."""
    return analyzer.once(_speaking)


def _speaking(analyzer: Analyzer) -> frozenset[str]:
    return _terms_of("speaking", analyzer) | record_words(analyzer)


def topical(query: Query, analyzer: Analyzer) -> list[Concept]:
    """The concepts of a question that name a topic; "the authors" speak of a record.

    Words that relate things ("raise", "linked") count only where there are no others.
    """
    spoken, relating = speaking_words(analyzer), relating_words(analyzer)
    found = [one for one in query.concepts if one.topical and not spoken.issuperset(one.own)]
    return [one for one in found if one.term not in relating] or found


def things(query: Query, analyzer: Analyzer) -> list[Concept]:
    """The concepts of a question that name something: no number, and nothing that relates."""
    relating = relating_words(analyzer)
    named = (one for one in topical(query, analyzer) if one.term not in relating)
    return [one for one in named if not is_number(one.surface.lower())]


def relating_words(analyzer: Analyzer) -> frozenset[str]:
    """The terms of the words that relate things and name none: "cause", "effective"."""
    return analyzer.once(_relating)


def _relating(analyzer: Analyzer) -> frozenset[str]:
    words = analyzer.tables.column("unspecific_words.tsv")
    return frozenset(term for word in words for term in analyzer.terms(word))


def record_words(analyzer: Analyzer) -> frozenset[str]:
    """The terms by which a record is named in a question about it: "article"."""
    return _terms_of("record", analyzer)


def _terms_of(row: str, analyzer: Analyzer) -> frozenset[str]:
    words = [words for name, words in rows("cues.tsv") if name == row]
    return frozenset(term for line in words for term in _cue_terms(line, analyzer))


def _cue_terms(words: str, analyzer: Analyzer) -> tuple[str, ...]:
    asks = tuple(word for word in words.split() if word.startswith("?"))
    return asks + analyzer.terms(" ".join(word for word in words.split() if word not in asks))
