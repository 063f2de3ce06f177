"""The pool without the gold records of a random half of the experts' questions.

A question none of whose gold records is left cannot be answered, by gold; some questions of the
other half lose a record that both share.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.data import files, questions
from bench.data.questions import RecordQuestion
from bench.learn.trials import Trial, Trials
from il2qa.corpora.memory import MemoryCorpus

SEED = 0


def removed(seed: int = SEED) -> frozenset[str]:
    """The gold records of a random half of the questions."""
    gold = questions.expert_records()
    asked = sorted(gold)
    order = np.random.default_rng(seed).permutation(len(asked))
    return frozenset().union(*(gold[asked[i]] for i in order[: len(asked) // 2]))


def reduced(trials: Trials, gone: frozenset[str]) -> Iterator[Trial]:
    """Every expert question, put to the pool without some records."""
    left = [record for record in files.pool().values() if record.id not in gone]
    return trials.in_pool(asked_without(gone), MemoryCorpus(left, "half"))


def asked_without(gone: frozenset[str]) -> list[RecordQuestion]:
    """The expert questions without the gold that is gone; of one without any, none is right."""
    found = []
    for ones in questions.together(questions.bioasq()):
        left = [one for one in ones if one.record.id not in gone]
        found += left or [questions.unanswerable(ones[0])]
    return found
