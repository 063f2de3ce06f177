"""Risk and coverage: how many questions can be answered when hardly any answer may be wrong.

The gold records of a random half of BioASQ's questions are taken out of the pool, and all the
questions are put to what is left, in the order of confidence. A question none of whose gold
records is left cannot be answered, by gold (some questions of the other half lose a record that
both share). Coverage at a precision is the largest share of the questions, the surest first, of
which that share is right; it is told of all questions and of those that gold answers.

BioASQ's gold is incomplete: a record that its judges never saw may answer too. So precision by
gold is a lower bound. `sets/risk_judged.tsv` holds what was judged by hand of the surest errors by
gold: of the first 24, 16 were right.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench import data, questions
from bench.questions import Asked
from bench.trials import Trial, Trials
from il2qa.corpora.memory import MemoryCorpus

SEED = 0
SHOWN = 3


def removed(seed: int = SEED) -> frozenset[str]:
    """The gold records of a random half of the questions."""
    gold = questions.expert_records()
    asked = sorted(gold)
    order = np.random.default_rng(seed).permutation(len(asked))
    return frozenset().union(*(gold[asked[i]] for i in order[: len(asked) // 2]))


def judged() -> dict[str, frozenset[str]]:
    """The records that answer a question by hand, though gold does not name them."""
    text = (Path(__file__).parent / "sets" / "risk_judged.tsv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            question, record, answers = line.split("\t")
            if answers == "yes":
                found.setdefault(question, set()).add(record)
    return {question: frozenset(records) for question, records in found.items()}


def reduced(trials: Trials, gone: frozenset[str]) -> list[Trial]:
    """Every expert question, put to the pool without some records."""
    left = [record for record in data.pool().values() if record.id not in gone]
    return trials.in_pool(asked_without(gone), MemoryCorpus(left, "half"))


def asked_without(gone: frozenset[str]) -> list[Asked]:
    """The expert questions without the gold that is gone; of one without any, none is right."""
    found = []
    for ones in questions.together(questions.bioasq()):
        left = [one for one in ones if one.record.id not in gone]
        found += left or [questions.unanswerable(ones[0])]
    return found
