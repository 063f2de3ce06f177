"""Learns which passage answers a reader's question, and when: python -m bench learn-fit [--judge]

From the questions that readers ask with a paper in focus, and from people's own questions without
the words of the title: what is left ("How many were included?") is what a reader asks who has the
paper before him. --judge cross-validates by record and prints how well it does on the former.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.data import questions
from bench.learn import learning, nets, wordings
from bench.learn.groups import Group
from bench.quality import focus
from bench.quality.measures import say
from il2qa.corpora.protocol import Candidate, candidate
from il2qa.paper_questions.data import DATA
from il2qa.paper_questions.fit import StaticFeatures, opened, query_of, static_features
from il2qa.paper_questions.together import together
from il2qa.paper_questions.trust import Trust, outlook
from il2qa.paper_questions.wording import TOPIC, Wording, WordingModel
from il2qa.ranking.reranker import Reranker
from il2qa.ranking.shortlist import Shortlist
from il2qa.ranking.sides import sides
from il2qa.text.analyzer import default_analyzer

FILE, TRUST = DATA / "fit.npz", DATA / "trust.json"
READERS, PLAIN, OWN = "readers", "plain", "own"
WEIGHTS = {READERS: 4.0, PLAIN: 2.0, OWN: 1.0}
PLAINLY = 2  # wordings of the table for what readers asked of a record
FOLDS = 5
SEEDS, ONE = (1, 2, 3), (1,)
NOT_CALLED = 0.8  # answered: of the questions that nothing answers
_VARIED = frozenset({"content", "mention", "numbers", "effect", "frequency", "cause", "definition"})
"""Kinds of which each question asks something else."""
_HANGING = re.compile(
    r"\s*\b(?:of|in|on|with|for|the|an?|and|to|by|from|between)\s*(?=[?.]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to the record of its group, and which of its passages are right, if any."""

    kind: str
    group: str
    text: str
    record: StaticFeatures
    gold: np.ndarray


@dataclass(frozen=True, slots=True)
class Met:
    """A reader's question as models meet it that never saw its record."""

    outlook: dict[str, float]
    right: np.ndarray  # whether each passage is, in the model's order

    @property
    def answerable(self) -> bool:
        """Whether any passage answers."""
        return bool(self.right.any())


def asked_by_readers() -> Iterator[Asked]:
    """What readers ask with a paper before them, of the talks and of the sets learnt from."""
    for records, asked in (focus.of_talks(), *map(focus.of_set, focus.LEARNT_FROM)):
        known = {pmid: _static(candidate(one, default_analyzer())) for pmid, one in records.items()}
        for one in asked:
            if one.kind in (focus.CONTENT, focus.NONE):
                record = known[one.pmid]
                gold = [one.holds(place.text, place.span) for place in record.candidate.quoted]
                yield Asked(READERS, one.pmid, one.text, record, np.array(gold))


def asked_plainly() -> Iterator[Asked]:
    """What readers asked of any paper, once more in the plain words of the table of wordings.

    The writers of the sets shunned them: "what did they conclude?" hardly stands in any.
    """
    plain: dict[str, dict[str, float]] = defaultdict(dict)
    for kind, text, weight in wordings.wordings():
        if TOPIC not in text:
            plain[kind][text] = weight**2  # each row of the table is as likely as any other
    draw = random.Random(1)
    for records, asked in map(focus.of_set, focus.LEARNT_FROM):
        wanted: dict[tuple[str, str], list[focus.Question]] = defaultdict(list)
        for one in asked:
            if one.kind == focus.CONTENT and one.asks_for in plain and one.asks_for not in _VARIED:
                wanted[one.pmid, one.asks_for].append(one)
        asked_of = {pmid: records[pmid] for pmid, _ in wanted}
        known = {p: _static(candidate(one, default_analyzer())) for p, one in asked_of.items()}
        for (pmid, kind), ones in wanted.items():
            record = known[pmid]
            quoted = record.candidate.quoted
            gold = np.array([any(one.holds(p.text, p.span) for one in ones) for p in quoted])
            for text in draw.choices([*plain[kind]], [*plain[kind].values()], k=PLAINLY):
                yield Asked(PLAIN, pmid, text, record, gold)


def asked_without_topic() -> Iterator[Asked]:
    """People's own questions as one would ask them who has the paper before him."""
    known: dict[str, StaticFeatures] = {}
    for one in itertools.chain(
        questions.own_words(), questions.own_words_more(), questions.own_words_ours()
    ):
        if one.record.id not in known:
            known[one.record.id] = _static(candidate(one.record, default_analyzer()))
        record = known[one.record.id]
        text = without_topic(one.question, record.candidate)
        if text:
            gold = [one.answered_by(place.text) for place in record.candidate.quoted]
            yield Asked(OWN, one.record.id, text, record, np.array(gold))


def _static(found: Candidate) -> StaticFeatures:
    return static_features(found, default_analyzer())


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


def _opened(one: Asked, model: WordingModel) -> tuple[Wording, Shortlist]:
    wording = model.read(one.text)
    return wording, opened(wording, query_of(one.text, default_analyzer()), one.record)


@dataclass(frozen=True, slots=True)
class Lessons:
    """Questions, each as it is read by a model that never saw what is asked of its record."""

    asked: Sequence[Asked]
    fold: Mapping[str, int]
    wordings: Mapping[int, WordingModel]
    names: tuple[str, ...]
    groups: Sequence[Group]

    @classmethod
    def of(cls, asked: Sequence[Asked]) -> Lessons:
        """Lessons of questions, in folds by record."""
        fold = learning.folds_of({one.group for one in asked}, FOLDS)
        models = wordings.by_fold(fold)
        found = [_opened(one, models[fold[one.group]])[1] for one in asked[:1]]
        names = tuple(found[0].figures)
        groups = [_group(one, models[fold[one.group]], names) for one in asked]
        return cls(asked, fold, models, names, groups)

    def learn(self, without: int | None = None, seeds: Sequence[int] = SEEDS) -> Reranker:
        """A model of which passage answers, learnt from all folds but one."""
        used = [one for one in self.groups if self.fold[one.group] != without]
        weights = [WEIGHTS[one.kind] for one in used]
        return Reranker(self.names, nets.learn(used, weights, seeds, (READERS, PLAIN)))

    def met(self) -> dict[int, list[Met]]:
        """What readers ask by fold of the records, met by a model of the other folds."""
        return {number: list(self._met(number)) for number in range(FOLDS)}

    def _met(self, number: int) -> Iterator[Met]:
        model = self.learn(number, ONE)
        for one in self.asked:
            if one.kind == READERS and self.fold[one.group] == number:
                wording, shortlist = _opened(one, self.wordings[number])
                scores = model.scores(shortlist)
                scores = together(scores, shortlist, shortlist.matches.query, one.record)
                right = one.gold[np.argsort(-scores, kind="stable")]
                yield Met(outlook(wording, shortlist, scores), right)


def _group(one: Asked, model: WordingModel, names: tuple[str, ...]) -> Group:
    given = sides(_opened(one, model)[1], names)
    given = given._replace(features=given.features.astype(np.float32))
    return Group(one.kind, one.text, one.group, given, one.gold)


def learn_trust(met: Sequence[Met]) -> Trust:
    """A model of whether the first passage answers."""
    names = tuple(met[0].outlook)
    columns = np.array([[one.outlook[name] for name in names] for one in met])
    scaled = StandardScaler().fit(columns)
    logistic = LogisticRegression(C=0.3, max_iter=1000)
    logistic.fit(scaled.transform(columns), [bool(one.right[0]) for one in met])
    worth = logistic.coef_[0] / scaled.scale_
    bias = float(logistic.intercept_[0] - worth @ scaled.mean_)
    weights = {name: round(float(one), 5) for name, one in zip(names, worth, strict=True)}
    trust = Trust(weights, round(bias, 5), 1.0)
    confidence = [trust.judge(one.outlook).confidence for one in met if not one.answerable]
    return replace(trust, answered=round(float(np.quantile(confidence, NOT_CALLED)), 4))


def judge(met: Mapping[int, Sequence[Met]]) -> None:
    """Print how well models do that never saw the record that is asked about."""
    first, among, called, honest = [], [], [], []
    for number, ones in met.items():
        trust = learn_trust([one for other in met if other != number for one in met[other]])
        for one in ones:
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
    options.add_argument("--judge", action="store_true", help="print what cross-validation finds")
    only_judged = options.parse_args().judge
    lessons = Lessons.of([*asked_by_readers(), *asked_plainly(), *asked_without_topic()])
    met = lessons.met()
    judge(met)
    if only_judged:
        return
    nets.save(FILE, lessons.learn())
    trust = learn_trust([one for ones in met.values() for one in ones])
    TRUST.write_text(json.dumps(asdict(trust), indent=1) + "\n", encoding="utf-8")
    told = f"{len(lessons.asked)} questions, {len(lessons.names)} features"
    print(f"{told}, {FILE.stat().st_size:,} bytes")
