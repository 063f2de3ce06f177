"""Learns which passage answers a reader's question, and when: python -m bench learn-fit [--judge]

From the questions that readers ask with a paper in focus, and from people's own questions without
the words of the title: what is left ("How many were included?") is what a reader asks who has the
paper before him. --judge cross-validates by record and prints how well it does on the former.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.data import questions
from bench.learn import learning, listwise
from bench.learn.trees import Learnt, as_shipped, save
from bench.quality import focus
from bench.quality.measures import say
from il2qa.answering.engine import shipped_engine
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.errors import QuestionError
from il2qa.paper_questions.data import DATA
from il2qa.paper_questions.fit import Fit, StaticFeatures, describe, static_features
from il2qa.paper_questions.trust import Trust, outlook
from il2qa.paper_questions.wording import Wording, wording
from il2qa.ranking.rank import Ranking, rank
from il2qa.ranking.within_record import Features, rounded
from il2qa.text.analyzer import default_analyzer

FILE, TRUST = DATA / "fit.npz", DATA / "trust.json"
WEIGHTS = {"focus": 5.0, "own": 1.0}
EVERY = 2  # of people's own questions; all of them change nothing
FOLDS = 5
PARAMETERS = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 5,
    "num_leaves": 12,
    "max_depth": 8,
    "learning_rate": 0.05,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
ROUNDS = 150
LINEAR = 0.65  # share of the linear model, in which kinds and features are paired
SHOWN = frozenset(
    (
        *("title", "first", "last", "length", "imprint"),
        *("central", "word", "ranked", "covered"),
    )
)
"""Features that are paired with each kind of question, beside roles and cues as they are."""
REFUSED = 0.78  # of the questions that nothing answers, not called answered
_HANGING = re.compile(
    r"\s*\b(?:of|in|on|with|for|the|an?|and|to|by|from|between)\s*(?=[?.]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question on a record: its passages' figures, and which are right, if any."""

    kind: str
    group: str
    asked: Wording
    ranking: Ranking | None
    figures: Features
    gold: np.ndarray


@dataclass(frozen=True, slots=True)
class Met:
    """A lesson as a model meets it that never saw its record."""

    lesson: Lesson
    outlook: dict[str, float]
    right: np.ndarray  # whether each passage is, in the model's order

    @property
    def answerable(self) -> bool:
        """Whether any passage answers."""
        return bool(self.right.any())


def lessons() -> list[Lesson]:
    """Every question to learn from."""
    return [*_readers(), *_without_topic()]


def _readers() -> Iterator[Lesson]:
    """What readers ask with a paper before them, of the talks and of the sets learnt from."""
    corpora = [focus.of_talks(), *(focus.of_set(name) for name in focus.LEARNT_FROM)]
    for records, asked in corpora:
        known = {
            pmid: static_features(candidate(record, default_analyzer()), default_analyzer())
            for pmid, record in records.items()
        }
        for one in asked:
            if one.kind in (focus.CONTENT, focus.NONE):
                places = known[one.pmid].candidate.quoted
                gold = [one.holds(place.text, place.span) for place in places]
                yield _lesson("focus", one.pmid, one.text, known[one.pmid], gold)


def _without_topic() -> Iterator[Lesson]:
    known: dict[str, StaticFeatures] = {}
    asked = itertools.chain(questions.own_words(), questions.own_words_more())
    for one in itertools.islice(asked, 0, None, EVERY):
        if one.record.id not in known:
            known[one.record.id] = static_features(
                candidate(one.record, default_analyzer()), default_analyzer()
            )
        record = known[one.record.id]
        text = without_topic(one.question, record.candidate)
        if text:
            gold = [one.answered_by(place.text) for place in record.candidate.quoted]
            yield _lesson("own", one.record.id, text, record, gold)


def without_topic(question: str, record: Candidate) -> str | None:
    """A question without the words of the record's title; None where that is all or nothing."""
    topic = {term for one in record.quoted if one.span.field == "title" for term in one.terms}
    named = [
        token for token in default_analyzer().tokens(question) if topic.intersection(token.terms)
    ]
    text = question
    for token in reversed(named):
        text = text[: token.start] + text[token.end :]
    while (shorter := _HANGING.sub("", " ".join(text.split()))) != text:
        text = shorter
    return text if named and len(text.split()) > 1 else None


def _lesson(
    kind: str, group: str, text: str, record: StaticFeatures, gold: Iterable[bool]
) -> Lesson:
    asked, ranking = wording(text), _ranking(text, record.candidate)
    figures = describe(asked, record, ranking)
    return Lesson(kind, group, asked, ranking, figures, np.array(list(gold)))


def _ranking(text: str, record: Candidate) -> Ranking | None:
    engine = shipped_engine()
    try:
        return rank(engine.analyzer.parse(text), [record], engine.ranker, engine.analyzer)
    except QuestionError:
        return None


def learn(found: Sequence[Lesson]) -> tuple[Learnt, tuple[str, ...]]:
    """A model of which passage answers, and the names of its features."""
    used = [one for one in found if one.gold.any()]
    names = tuple(used[0].figures)
    groups = [(rounded(_columns(one, names)), one.gold) for one in used]
    weights = [WEIGHTS[one.kind] for one in used]
    booster = lightgbm.train(
        PARAMETERS | {"seed": 1},
        lightgbm.Dataset(
            np.vstack([columns for columns, _ in groups]),
            np.concatenate([one.gold for one in used]).astype(int),
            group=[len(one.gold) for one in used],
            weight=np.repeat(weights, [len(one.gold) for one in used]),
        ),
        ROUNDS,
    )
    return Learnt([booster], listwise.learn(groups, weights, *_paired(names)), LINEAR), names


def _paired(names: Sequence[str]) -> tuple[list[int], list[int]]:
    """The features that are paired: the chances of kinds, and what a passage shows by itself."""
    asked = [place for place, name in enumerate(names) if name.startswith("asks_")]
    shown = [
        place
        for place, name in enumerate(names)
        if name in SHOWN or name.startswith(("is_", "has_"))
    ]
    return asked, shown


def _columns(one: Lesson, names: Sequence[str]) -> np.ndarray:
    return np.column_stack([one.figures[name] for name in names])


def meet(found: Sequence[Lesson]) -> dict[int, list[Met]]:
    """The lessons by fold of their records, each met by a model of the other folds."""
    fold = learning.folds_of({one.group for one in found}, FOLDS)
    met: dict[int, list[Met]] = {}
    for number in range(FOLDS):
        model = Fit(as_shipped(*learn([one for one in found if fold[one.group] != number])))
        met[number] = [_met(one, model) for one in found if fold[one.group] == number]
    return met


def _met(lesson: Lesson, model: Fit) -> Met:
    scores = model.scores(lesson.figures)
    right = lesson.gold[np.argsort(-scores, kind="stable")]
    return Met(lesson, outlook(lesson.asked, lesson.figures, scores, lesson.ranking), right)


def learn_trust(met: Sequence[Met]) -> Trust:
    """A model of whether the first passage answers."""
    names = tuple(met[0].outlook)
    columns = np.array([[one.outlook[name] for name in names] for one in met])
    scaled = StandardScaler().fit(columns)
    logistic = LogisticRegression(C=0.3, max_iter=1000)
    logistic.fit(
        scaled.transform(columns),
        [bool(one.right[0]) for one in met],
        sample_weight=[WEIGHTS[one.lesson.kind] for one in met],
    )
    worth = logistic.coef_[0] / scaled.scale_
    bias = float(logistic.intercept_[0] - worth @ scaled.mean_)
    weights = {name: round(float(one), 5) for name, one in zip(names, worth, strict=True)}
    trust = Trust(weights, round(bias, 5), 1.0)
    none = [one for one in met if one.lesson.kind == "focus" and not one.answerable]
    confidence = [trust.judge(one.outlook).confidence for one in none]
    return replace(trust, answered=round(float(np.quantile(confidence, REFUSED)), 4))


def judge(met: dict[int, list[Met]]) -> None:
    """Print how well models do that never saw the record that is asked about."""
    first, among, called, honest = [], [], [], []
    for number, ones in met.items():
        trust = learn_trust([one for other in met if other != number for one in met[other]])
        for one in ones:
            if one.lesson.kind != "focus":
                continue
            answered = trust.judge(one.outlook).status == "answered"
            if one.answerable:
                first.append(float(one.right[0]))
                among.append(float(one.right[:3].any()))
                called.append(float(answered))
            else:
                honest.append(float(not answered))
    say("content: right first", first)
    say("content: among 3", among)
    say("content: called answered", called)
    say("unanswerable: not called answered", honest)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--judge", action="store_true")
    found = lessons()
    met = meet(found)
    if options.parse_args().judge:
        judge(met)
        return
    learnt, names = learn(found)
    save(FILE, learnt, names)
    trust = learn_trust([one for ones in met.values() for one in ones])
    TRUST.write_text(json.dumps(asdict(trust), indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} questions, {len(names)} features, {FILE.stat().st_size:,} bytes")
