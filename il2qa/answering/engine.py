"""What answers are made with: the analysis of questions, the ranker, the judge.

An engine is made once and passed down. Each part is replaced by one argument: a learnt net is
another ranker, a trial's weights another judge.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from il2qa.ranking.confidence import Judge, shipped
from il2qa.ranking.reranker import reranker
from il2qa.text.analyzer import Analyzer, default_analyzer

if TYPE_CHECKING:
    from il2qa.ranking.ranker import Ranker


class Engine(NamedTuple):
    """All that answers are made with, beside the corpus."""

    analyzer: Analyzer
    ranker: Ranker
    judge: Judge


@cache
def shipped_engine() -> Engine:
    """The engine with the models that ship with il2qa, read when it is first asked for."""
    return Engine(default_analyzer(), reranker(), shipped())
