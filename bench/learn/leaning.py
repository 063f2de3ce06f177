"""Learns which questions lean on an open record: python -m bench learn-leaning

Questions that readers ask with a paper open before them (focus_questions, our own sets, the turns
of talks that are on a record) against questions that stand by themselves (in people's own words,
BioASQ's, the first turns of talks, the turns as they would be asked afresh, short ones on a
subject). Five folds by abstract tell how many are told apart at each threshold; the model that
ships is learnt from all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.data import files, questions, subjects
from bench.quality import focus
from il2qa.conversation.leaning import FIGURES, figures, words_of
from il2qa.text.analyzer import default_analyzer

FILE = files.ROOT / "il2qa" / "conversation" / "data" / "leaning.json"
LEAST = 6  # leaning questions that have a word which is a feature
FOLDS = 5
COMPLETE = 3  # how much dearer it is to take a complete question for a leaning one
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

SHORT = (
    *subjects.WORDINGS,
    *("Does {} help?", "Is {} safe?", "side effects of {}", "{}: what activates it?"),
    *("{} and pain", "Which cells need {}?", "Where does {} live?", "What is the role of {}?"),
    *("When was the paper about {} published?", "Who wrote the article on {}?"),
    *("How many patients took part in the trial of {}?", "What did the study of {} conclude?"),
    *("What were the results of the {} study?", "Which journal published the paper on {}?"),
    *("How many children had {}?", "How common is {} in Mexico?", "Does {} prevent cancer?"),
)
"""Wordings of short questions that name a topic by one word."""

EVERY = 60  # records of the pool

OWN_WORDS = (questions.own_words, questions.own_words_more, questions.own_words_ours)

RecordQuestion = tuple[str, str]  # the question, and what stands on one side of a split


def leaning_questions() -> Iterator[RecordQuestion]:
    for _, asked in (focus.of_talks(), *map(focus.of_set, focus.LEARNT_FROM)):
        for one in asked:
            yield one.text, one.pmid
    for row in files.rows("talks.jsonl"):
        if row.get("focus"):
            yield row["q"], f"talk {row['talk']}"


def complete_questions() -> Iterator[RecordQuestion]:
    for one in chain(*(asked() for asked in OWN_WORDS)):
        yield one.question, one.record.id
    for name in ("bioasq_questions.jsonl.gz", "snippet_extraction.jsonl.gz"):
        for question in dict.fromkeys(row["question"] for row in files.rows(name)):
            yield question, question
    for row in files.rows("talks.jsonl"):
        if row["turn"] == 1 or row.get("act") == "new topic":
            yield row["q"], f"talk {row['talk']}"
        if row.get("same_as"):
            yield row["same_as"], f"talk {row['talk']}"


def short_questions() -> Iterator[RecordQuestion]:
    for place, (_, name) in enumerate(subjects.subjects(EVERY)):
        for wording in SHORT[place % 5 :: 5]:
            yield wording.format(name), name


def features(questions: Sequence[str], words: Sequence[str]) -> np.ndarray:
    known = dict.fromkeys(words)
    return np.array(
        [
            [
                *(float(word in words_of(question)) for word in words),
                *(value for _, value in figures(question, known, default_analyzer())),
            ]
            for question in questions
        ]
    )


def learnt(rows: np.ndarray, leans: np.ndarray) -> LogisticRegression:
    model = LogisticRegression(max_iter=5000, class_weight={True: 1, False: COMPLETE})
    return model.fit(rows, leans)


def main() -> None:
    leaning = list(leaning_questions())
    complete = [*complete_questions(), *short_questions()]
    asked = [*leaning, *complete]
    leans = np.arange(len(asked)) < len(leaning)
    counts = Counter(word for question, _ in leaning for word in words_of(question))
    words = sorted(word for word, count in counts.items() if count >= LEAST)
    rows = features([question for question, _ in asked], words)
    chance = np.zeros(len(asked))
    for train, test in GroupKFold(FOLDS).split(rows, leans, [group for _, group in asked]):
        chance[test] = learnt(rows[train], leans[train]).predict_proba(rows[test])[:, 1]
    print(f"{len(leaning)} leaning, {len(complete)} complete, {len(words)} words")
    for least in THRESHOLDS:
        taken = chance > least
        print(
            f"  above {least}: {taken[leans].mean():.3f} of leaning, {taken[~leans].sum()} complete"
        )
    model = learnt(rows, leans)
    weights = [round(float(weight), 4) for weight in model.coef_[0]]
    stored = {
        "words": dict(zip(words, weights, strict=False)),
        "figures": dict(zip(FIGURES, weights[len(words) :], strict=True)),
        "bias": round(float(model.intercept_[0]), 4),
    }
    FILE.write_text(json.dumps(stored, indent=0, sort_keys=True) + "\n", encoding="utf-8")
