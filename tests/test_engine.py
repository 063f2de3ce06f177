"""What an engine of one's own changes: its analyzer reaches ranking and talk."""

from __future__ import annotations

from functools import cached_property

import numpy as np

import il2qa
from il2qa.answering import shipped_engine
from il2qa.conversation import Conversation
from il2qa.corpora.memory import MemoryCorpus
from il2qa.ranking.shortlist import Shortlist
from il2qa.ranking.within_record import Features
from il2qa.text.analyzer import Analyzer
from il2qa.text.vocabulary import Vocabulary

WORDS = ("tea", "infusion", "hiccups", "singultus", "coffee")
LIKE = ((1, 0), (1, 0), (0, 1), (0, 1), (0, 1))
"""In this vocabulary an infusion is like tea, coffee like hiccups; in none that was learnt."""


class OwnWords(Analyzer):
    """The language as it ships, with another vocabulary."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        terms = [self.terms(word)[0] for word in WORDS]
        vectors = np.zeros((len(terms), super().vocabulary.dimensions), np.float32)
        vectors[:, :2] = LIKE
        return Vocabulary(terms, np.ones(len(terms)), 1000, vectors)


class ByLikeness:
    """Ranks by nothing but the likeness of words."""

    def scores(self, shortlist: Shortlist) -> np.ndarray:
        return shortlist.figures["alike_background"]

    def contributions(self, shortlist: Shortlist) -> Features:
        return {"alike": self.scores(shortlist)}


def asked_by(analyzer: Analyzer) -> il2qa.Corpus:
    """A record of tea and hiccups, asked by an engine with an analyzer."""
    abstract = tuple(
        il2qa.Section(text=text)
        for text in ("Tea is drunk all over the world.", "An infusion ended every singultus.")
    )
    record = il2qa.Record(pmid="1", title="A report.", abstract=abstract)
    engine = shipped_engine()._replace(analyzer=analyzer, ranker=ByLikeness())
    return il2qa.Corpus(MemoryCorpus([record], "tea", analyzer=analyzer), engine)


def test_ranking_is_by_the_analyzer_of_the_engine() -> None:
    """A vocabulary in which an infusion is tea finds the sentence without any word asked."""
    request = asked_by(OwnWords()).find("Does tea stop severe hiccups at night?")
    first = request.evidence[0].passage.text
    assert first == "An infusion ended every singultus."
    others = asked_by(Analyzer()).find("Does tea stop severe hiccups at night?")
    assert others.evidence[0].passage.text == "Tea is drunk all over the world."


def test_talk_is_read_by_the_analyzer_of_the_engine() -> None:
    """A thing takes the place of what it is like, by the vocabulary of the engine."""
    read = {}
    for analyzer in (OwnWords(), Analyzer()):
        talk = Conversation(asked_by(analyzer))
        talk.ask("Does tea stop hiccups?")
        talk.ask("what about coffee?")
        read[type(analyzer)] = talk.turns[-1].reading.question
    assert read == {OwnWords: "Does tea stop coffee?", Analyzer: "Does coffee stop hiccups?"}
