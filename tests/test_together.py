"""A question on an open paper is ranked by both nets: what names more, more by the ranker."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import candidate
from il2qa.models import Record, Section
from il2qa.paper_questions import fit
from il2qa.paper_questions.together import rankers_share, together
from il2qa.paper_questions.wording import wording
from il2qa.ranking.match_matrix import match
from il2qa.ranking.reranker import reranker
from il2qa.ranking.shortlist import described
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()
ABSTRACT = (
    "Sick leave is costly. We asked 1236 employees how they travel to work. Those who cycled were "
    "absent 7.4 days a year, others 8.7. The more often and the longer people cycled, the lower "
    "the absence. Cycling to work is associated with less sickness absence."
)
RECORD = Record(
    pmid="900001",
    title="Cycling to work and sick leave in Dutch employees.",
    abstract=(Section(text=ABSTRACT),),
)


def scored(question: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The record's passages by what fits, by the ranker, and by both."""
    record = fit.static_features(candidate(RECORD, ANALYZER), ANALYZER)
    query, asked = ANALYZER.parse(question), wording(question)
    shortlist = fit.opened(asked, query, record)
    fitting = fit.scores(shortlist, asked, record)
    rows = np.arange(len(fitting))
    ranked = reranker().scores(described(match(query, [record.candidate], ANALYZER), rows))
    return fitting, ranked, together(fitting, shortlist, query, record)


@given(st.integers(0, 30))
def test_what_names_more_is_ranked_more_as_in_a_library(things: int) -> None:
    """The ranker's share never falls with what is named, and never outweighs the other net."""
    assert 0 <= rankers_share(things) <= rankers_share(things + 1) < 1


def test_what_names_little_is_no_matter_of_the_ranker() -> None:
    """Of so short a question the net of what readers ask decides alone."""
    fitting, _, both = scored("How many employees were asked?")
    assert np.array_equal(both, fitting)


def test_both_scores_are_brought_to_their_mean() -> None:
    """By the share of the ranker: it lies between both, so that nothing stays nothing."""
    question = "Do employees who cycle more often to work have less sick leave in Holland?"
    fitting, ranked, both = scored(question)
    share = rankers_share(len(ANALYZER.parse(question).concepts))
    assert both == pytest.approx((fitting + share * ranked) / (1 + share))
    assert np.all(both <= np.maximum(fitting, ranked) + 1e-9)
    assert np.all(both >= np.minimum(fitting, ranked) - 1e-9)


def test_the_question_as_it_was_put_is_ranked() -> None:
    """Where words that only name the record were left out for the one, the other reads them all."""
    record = fit.static_features(candidate(RECORD, ANALYZER), ANALYZER)
    short = "How many were asked?"
    whole = "How many Dutch employees were asked in the study of cycling to work and sick leave?"
    asked = wording(short)
    shortlist = fit.opened(asked, fit.query_of(short, ANALYZER), record)
    nothing = np.zeros(len(record.words))
    assert together(nothing, shortlist, ANALYZER.parse(whole), record).any()


def test_a_complete_question_on_an_open_paper_is_answered_by_what_tells_it() -> None:
    """Not by a sentence of the kind that is asked for alone."""
    corpus = Corpus(MemoryCorpus([RECORD], "records"))
    question = "Do employees who cycle longer and more often to work have less sickness absence?"
    found = corpus.ask(question, focus="900001")
    assert found.status == "answered"
    assert "The more often and the longer" in found.passages[0].text
