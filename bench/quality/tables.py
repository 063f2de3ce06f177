"""What each table and rule of language gains: left out in turn, everything analysed anew.

Ranked inside the own abstract by what precedes the re-ranker and by the re-ranker, learnt anew in
cross-validation for the tables that only it reads; in the pool by what chooses the short list. A
star is where a loss or gain has a 95 % interval (paired bootstrap) without zero.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import cast

import numpy as np

from bench.data import files, questions
from bench.data.questions import RecordQuestion, quoted
from bench.data.spelt import numbered, one_slip
from bench.learn import learning
from bench.learn.groups import Group, within_records
from bench.quality.changing import ANALYSIS, CUES, NUMERALS, READING, Change, changed
from bench.quality.collection import Collection
from bench.quality.measures import gain_text, ndcg, reciprocal
from bench.quality.postings import best
from bench.quality.steps import pooled, respelt
from il2qa.answering import shipped_engine
from il2qa.answering.spelling import corrected
from il2qa.corpora.protocol import CorpusReader, candidate
from il2qa.ranking.shortlist import shortlist
from il2qa.text import analyzer
from il2qa.text.queries import Query

FOLDS = 5
PART = 6_000  # records
Values = dict[str, list[float]]


@cache
def own_abstract() -> list[RecordQuestion]:
    return [one for one in chain(questions.own_words(), questions.natural()) if one.gold]


def alone() -> Values:
    """Right first and among three inside the own abstract, before the re-ranker."""
    found: Values = {"own abstract: first": [], "own abstract: among 3": []}
    for one in own_abstract():
        own = analyzer.default_analyzer()
        candidates = [candidate(one.record, own)]
        matches, rows = shortlist(own.parse(one.question), candidates, own)
        right = [one.answered_by(matches.passages[row].text) for row in rows[:3]]
        found["own abstract: first"].append(float(any(right[:1])))
        found["own abstract: among 3"].append(float(any(right)))
    return found


def analysed(most: int | None = None) -> Collection:
    """The pool as it is analysed now, or all that is asked for and others, so many in all.

    Records that PubMedQA asks for by title stand without it.
    """
    asked = {row["pmid"] for row in files.rows("pubmedqa.jsonl.gz")}
    gold = {one.record.id for ones in (*pooled("own"), *pooled("bioasq")) for one in ones}
    others = [pmid for pmid in files.pool() if pmid not in asked | gold]
    random.Random(1).shuffle(others)
    kept = sorted(asked | gold | set(others[: most and max(0, most - len(asked | gold))]))
    return Collection(
        record.model_copy(update={"title": ""}) if record.id in asked - gold else record
        for record in map(files.pool().__getitem__, kept)
    )


def by_experts(pool: Collection) -> Values:
    """In the pool: experts' questions, the same spelt otherwise, titles."""
    return {
        "BioASQ: nDCG@10": [
            _ndcg(pool, o, analyzer.default_analyzer().parse(o[0].question))
            for o in pooled("bioasq")
        ],
        "spelt otherwise: nDCG@10": [
            _ndcg(pool, o, analyzer.default_analyzer().parse(o[0].question)) for o in respelt()
        ],
        "PubMedQA: MRR": _titles(pool),
    }


def by_numerals(pool: Collection) -> Values:
    """People's own words with other numerals and names of interleukins: alone and in the pool."""
    found: Values = {"own abstract: first": [], "pool: record first": [], "pool: first": []}
    for ones in pooled("own"):
        question = numbered(ones[0].question)
        if question != ones[0].question:
            own = analyzer.default_analyzer()
            query = own.parse(question)
            candidates = [candidate(ones[0].record, own)]
            matches, rows = shortlist(query, candidates, own)
            right = [ones[0].answered_by(matches.passages[row].text) for row in rows[:1]]
            found["own abstract: first"].append(float(any(right)))
            right, record = _found(pool, ones, query)
            found["pool: record first"].append(record)
            found["pool: first"].append(float(any(right[:1])))
    return found


def by_all(pool: Collection) -> Values:
    """The same, and people's own words."""
    own = [
        _found(pool, ones, analyzer.default_analyzer().parse(ones[0].question))
        for ones in pooled("own")
    ]
    return by_experts(pool) | {
        "own words: first": [float(any(right[:1])) for right, _ in own],
        "own words: record first": [first for _, first in own],
    }


def slips(pool: Collection) -> None:
    """Print what repairing one slip of the keyboard gains on experts' questions."""
    groups = [[one.asked_as(one_slip(one.question)) for one in ones] for ones in pooled("bioasq")]
    before = [
        _ndcg(pool, ones, analyzer.default_analyzer().parse(ones[0].question)) for ones in groups
    ]
    reader, own = cast(CorpusReader, pool), shipped_engine().analyzer
    after = [_ndcg(pool, ones, corrected(ones[0].question, reader, own)) for ones in groups]
    print(f"\none slip, BioASQ nDCG@10: {np.mean(before):.3f}, ", end="")
    print(f"repaired {np.mean(after):.3f} ({gain_text(before, after)})", flush=True)


def _found(pool: Collection, ones: list[RecordQuestion], query: Query) -> tuple[list[bool], float]:
    """Whether each of the first ten is right, and whether the first one's record is."""
    gold = {one.record.id: one for one in ones}
    matches, rows = shortlist(query, pool.candidates(query), analyzer.default_analyzer())
    found = [
        (matches.candidates[matches.owner[row]].id, matches.passages[row]) for row in rows[:10]
    ]
    right = [owner in gold and gold[owner].answered_by(passage.text) for owner, passage in found]
    return right, float(bool(found) and found[0][0] in gold)


def _ndcg(pool: Collection, ones: list[RecordQuestion], query: Query) -> float:
    total = sum(one.answered_by(text) for one in ones for text in quoted(one.record))
    return ndcg(_found(pool, ones, query)[0], total)


def _titles(pool: Collection) -> list[float]:
    """PubMedQA's questions that are titles of records of the pool: the rank of the record."""
    place = {record.id: i for i, record in enumerate(pool.records)}
    asked = ((row["QUESTION"], row["pmid"]) for row in files.rows("pubmedqa.jsonl.gz"))
    return [
        reciprocal(place[pmid], best(pool.scores(analyzer.default_analyzer().parse(question)), 100))
        for question, pmid in asked
        if not pool.records[place[pmid]].title
    ]


def learnt() -> Values:
    """Right first and among three inside the own abstract, the re-ranker learnt anew."""
    asked = chain(questions.own_words(), questions.natural(), questions.bioasq())
    names, groups = within_records(asked)
    fold = learning.folds(groups, FOLDS)
    rankers = learning.by_fold(groups, names, fold)
    found: Values = {f"{kind}: {m}": [] for kind in ("own", "bioasq") for m in ("first", "among 3")}
    for one in groups:
        if one.gold.any():
            right = _ordered(one, rankers[fold[one.group]].of_sides(one.sides))
            kind = "bioasq" if one.kind == "bioasq" else "own"
            found[f"{kind}: first"].append(float(right[0]))
            found[f"{kind}: among 3"].append(float(right[:3].any()))
    return found


def _ordered(one: Group, scores: np.ndarray) -> np.ndarray:
    return np.asarray(one.gold[np.argsort(-scores, kind="stable")])


def table(kind: str, tried: dict[str, list[Change]], measure: Callable[[], Values]) -> None:
    """Print as Markdown what each change does, and how many questions it touches."""
    everything = measure()
    print(f"\n| {kind}, left out | {' | '.join(everything)} |\n|---{'|---:' * len(everything)}|")
    means = (f"{np.mean(values):.3f} (n={len(values)})" for values in everything.values())
    print(f"| nothing | {' | '.join(means)} |", flush=True)
    for name, changes in tried.items():
        with changed(*changes):
            found = measure()
        cells = (gain_text(everything[column], values).strip() for column, values in found.items())
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def report() -> None:
    """All tables; those that change the analysis on a part of the pool, analysed anew each time."""
    pool = analysed()
    slips(pool)
    table("reading of the question", READING, lambda: alone() | by_all(pool))
    table("cues", CUES, learnt)
    table("analysis", ANALYSIS, lambda: alone() | by_experts(analysed(PART)))
    chosen = {name: ANALYSIS[name] for name in NUMERALS}
    table("other numerals", chosen, lambda: by_numerals(analysed(PART)))
