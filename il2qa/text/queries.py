"""Turns a question into a Query: its concepts, and the words by which it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from il2qa.errors import QuestionError
from il2qa.patterns import lazy_pattern
from il2qa.text.synonyms import Synonyms
from il2qa.text.terms import Token, Tokenizer, is_shouted
from il2qa.text.words import Words

_WORD = lazy_pattern(r"[^\W_]+")
PART_WEIGHT = 0.5  # the most that one part of a compound stands for
NAME_WEIGHT = 0.8  # what another name of the same thing stands for (bench/quality/other_names.py)
MOST_CHARACTERS = 10_000  # of a question


class Concept(NamedTuple):
    """One thing that the question names: how it was spelt, and the terms that it is found by.

    `alternatives` maps a term to the share of the concept that it stands for: 1 for its own term,
    less for the parts of a compound and for the words of other names, which add up.
    """

    surface: str
    alternatives: dict[str, float]
    other_names: tuple[str, ...] = ()  # of the thing that it is, or is a part of the name of
    spellings: tuple[tuple[str, ...], ...] = ()  # the terms of each other name
    borrowed: frozenset[str] = frozenset()  # the alternatives that only other names have
    name_weight: float = NAME_WEIGHT  # what all the words of another name stand for
    exact: bool = False  # a name with its letter or number: its parts are not it
    topical: bool = True  # not a word that weighs or dates: "best", "new", "common"

    @property
    def term(self) -> str:
        """The concept's own term."""
        return next(iter(self.alternatives))

    @property
    def own(self) -> tuple[str, ...]:
        """The terms that the question itself has for it."""
        return tuple(term for term in self.alternatives if term not in self.borrowed)

    @property
    def other_ways(self) -> tuple[dict[str, float], ...]:
        """Of each other name its terms, which share what another name stands for."""
        return tuple(dict.fromkeys(one, self.name_weight / len(one)) for one in self.spellings)

    @property
    def has_number(self) -> bool:
        """Whether it is a name with a number or letter (IL-4), which nothing else may stand for.

        A letter before a word may belong to what stands before it: "vit D pills", "kappa B motif".
        """
        if self.exact:
            return len(self.surface.partition(" ")[0]) > 1
        term = self.term
        digits = any(char.isdigit() for char in term)
        return digits and len(self.alternatives) == 1 and any(char.isalpha() for char in term)

    def stands_in(self, terms: frozenset[str] | set[str]) -> bool:
        """Whether a set of terms names it: by a term of its own, or by all of another name."""
        named = any(terms.issuperset(words) for words in self.spellings)
        return named or not terms.isdisjoint(self.own)


class Name(NamedTuple):
    """One thing that a question names, by one word or several, and what finds it.

    Each way to write it maps terms to the share of the thing that they stand for.
    """

    own: Mapping[str, float]  # as the question writes it
    others: tuple[Mapping[str, float], ...]


class Query(NamedTuple):
    """A question after analysis."""

    question: str
    concepts: tuple[Concept, ...]
    asks: frozenset[str]  # question words: "who", "when", "how", …

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term of every concept, once, in order."""
        return tuple(dict.fromkeys(term for part in self.concepts for term in part.alternatives))

    @property
    def weights(self) -> dict[str, float]:
        """Each term and the share of a concept that it stands for, the most of several."""
        found: dict[str, float] = {}
        for concept in self.concepts:
            for term, weight in concept.alternatives.items():
                found[term] = max(weight, found.get(term, 0.0))
        return found

    @property
    def names(self) -> list[Name]:
        """Each thing that it names, once; a term of several counts for the first.

        Words side by side that have the same other names are one thing: "heart", "attack" and MI.
        """
        weights, found = self.weights, []
        for others, some in groupby(self.concepts, key=lambda one: one.other_names):
            parts = [*some]
            for together in [parts] if others else [[one] for one in parts]:
                own = [t for one in together for t in one.alternatives if t not in one.borrowed]
                own = [term for term in dict.fromkeys(own) if term in weights]
                found.append(Name({t: weights.pop(t) for t in own}, together[0].other_ways))
        return found


class QueryParser:
    """Reads questions by the words of a language and the other names of things."""

    def __init__(
        self,
        words: Words,
        tokenizer: Tokenizer,
        synonyms: Synonyms,
        name_weight: float = NAME_WEIGHT,
    ) -> None:
        self._tokens = tokenizer.tokens
        self._synonyms = synonyms
        self._name_weight = name_weight
        self._question_words = words.stop_words("question")
        self._asking = self._question_words.union(*map(words.stop_words, ("request", "unnamed")))
        self._weighing = words.stop_words("weighing")

    def parse(self, question: str) -> Query:
        """Analyse a question.

        Raises QuestionError where it is empty, longer than MOST_CHARACTERS, or names nothing that
        could be looked for.
        """
        _check(question)
        concepts = self._concepts(question)
        if not concepts:
            raise QuestionError(
                f"nothing to look for in {question.strip()!r}: it has only function words; "
                "name a substance, a cell, a disease, an author …"
            )
        words = {word.lower() for word in _WORD.findall(question)}
        return Query(question, concepts, frozenset(words & self._question_words))

    def names_nothing(self, question: str) -> bool:
        """Whether a question has no word that could be looked for."""
        return not self._naming(question)

    def of_token(self, token: Token, surface: str) -> list[Concept]:
        """The concepts of a token: one, or one for each part where the first is a numbered name."""
        chief, parts = token.terms[0], token.parts
        if len(parts) > 1 and _has_digit(parts[0]) and parts[0][0].isalpha():  # "IL-2-dependent"
            return [Concept(surface, {part: 1.0}) for part in parts]
        if token.exact:  # vitamin C is not found by "vitamin"
            parts = ()
        share = min(PART_WEIGHT, 1 / len(parts)) if parts else 0.0
        alternatives = {chief: 1.0} | {part: share for part in parts if part != chief}
        if surface.isupper() and surface in token.terms:  # NOTCH is the family of NOTCH1
            alternatives[surface] = 1.0
        return [Concept(surface, alternatives, exact=token.exact, topical=self._is_topical(token))]

    def _is_topical(self, token: Token) -> bool:
        return token.word not in self._weighing

    def _concepts(self, question: str) -> tuple[Concept, ...]:
        tokens = self._naming(question)
        others = self._other_names(tokens)
        found: dict[str, Concept] = {}
        for token, names in zip(tokens, others, strict=True):
            surface = question[token.start : token.end]
            for concept in self.of_token(token, surface):
                if concept.term not in found:
                    found[concept.term] = self._also_named(concept, names)
        return tuple(found.values())

    def _naming(self, question: str) -> list[Token]:
        """The tokens of a question without those that only ask."""
        shouted = is_shouted(question)
        return [
            token
            for token in self._tokens(question)
            if not self._only_asks(token, question, shouted)
        ]

    def _only_asks(self, token: Token, question: str, shouted: bool) -> bool:
        """Whether a word asks or requests and names nothing; "WHO" names something, "who" asks."""
        if token.word.replace("\u2019", "'") not in self._asking:
            return False
        surface = question[token.start : token.end]
        return not (len(surface) > 1 and surface.isupper() and not shouted)

    def _other_names(self, tokens: Sequence[Token]) -> list[tuple[str, ...]]:
        """For each token the other names of the thing that it is, or is a part of the name of."""
        found: list[tuple[str, ...]] = [()] * len(tokens)
        for start, end, names in self._synonyms.names([token.terms[0] for token in tokens]):
            found[start:end] = [names] * (end - start)
        return found

    def _also_named(self, concept: Concept, names: tuple[str, ...]) -> Concept:
        """The concept found by other names too, each of their words by its share."""
        if not names:
            return concept
        alternatives = dict(concept.alternatives)
        spellings = [tuple(token.terms[0] for token in self._tokens(name)) for name in names]
        for words in spellings:
            for word in words:
                share = self._name_weight / len(words)
                alternatives[word] = max(share, alternatives.get(word, 0.0))
        return concept._replace(
            alternatives=alternatives,
            other_names=names,
            spellings=tuple(filter(None, spellings)),
            borrowed=frozenset(alternatives.keys() - concept.alternatives.keys()),
            name_weight=self._name_weight,
        )


def _check(question: str) -> None:
    if len(question) > MOST_CHARACTERS:
        raise QuestionError(
            f"the question has {len(question):,} characters, of at most {MOST_CHARACTERS:,}; "
            "ask in fewer words"
        )
    if not question.strip():
        raise QuestionError("the question is empty; ask something like: Which cells need IL-2?")


def _has_digit(term: str) -> bool:
    return any(char.isdigit() for char in term)
