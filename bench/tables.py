"""What each table and rule of language gains: left out in turn, everything analysed anew.

Ranked inside the own abstract by what precedes the re-ranker and by the re-ranker, learnt anew in
cross-validation for the tables that only it reads; in the pool by what chooses the short list. A
star is where a loss or gain has a 95 % interval (paired bootstrap) without zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain

import numpy as np

from bench import data, learning, questions
from bench.collection import Collection
from bench.groups import Group, within_records
from bench.measures import ndcg, reciprocal, told
from bench.postings import best
from bench.questions import Asked, quoted
from bench.spelt import one_slip
from bench.steps import pooled, respelt
from il2qa.corpora import protocol
from il2qa.corpora.protocol import Candidate, analyse
from il2qa.ranking import cues
from il2qa.ranking.passages import shortlist
from il2qa.repairing import repaired
from il2qa.text import queries, synonyms, terms
from il2qa.text.queries import Query, parse

FOLDS = 5
Values = dict[str, list[float]]
Change = tuple[object, str, object]  # where, the name, what stands there instead


@contextmanager
def changed(*changes: Change) -> Iterator[None]:
    """The product with some of its parts replaced; nothing that was analysed before is kept."""
    before = [(where, name, getattr(where, name)) for where, name, _ in changes]
    _put(changes)
    try:
        yield
    finally:
        _put(before)


def _put(changes: object) -> None:
    for where, name, value in changes:  # type: ignore[attr-defined]
        setattr(where, name, value)
    terms._KNOWN.clear()
    for module in (terms, cues):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def without_table(name: str) -> list[Change]:
    """Text analysis without the rows of a table."""
    mapping, rows = terms.mapping, terms.rows
    return [
        (terms, "mapping", lambda asked: {} if asked == name else mapping(asked)),
        (terms, "rows", lambda asked: () if asked == name else rows(asked)),
    ]


def without_role(role: str) -> list[Change]:
    """Text analysis without the stop words of a role."""
    rows = terms.rows
    return [(terms, "rows", lambda name: tuple(r for r in rows(name) if r[1:] != (role,)))]


def without_cues(table: str) -> list[Change]:
    """The re-ranker's cues without the words of a table."""
    before = cues._table

    def emptied(name: str) -> tuple[tuple[str, str], ...]:
        if name != table:
            return before(name)
        return () if name == "question_cues.tsv" else tuple((key, "") for key, _ in before(name))

    return [(cues, "_table", emptied)]


def _whole(token: terms.Token, surface: str) -> list[queries.Concept]:
    """A token as one concept, of which no part stands for it."""
    return [queries.Concept(surface, {token.terms[0]: 1.0})]


ANALYSIS: dict[str, list[Change]] = {
    "spelling.tsv": without_table("spelling.tsv"),
    "irregular.tsv": without_table("irregular.tsv"),
    "greek.tsv": without_table("greek.tsv"),
    "numbered_names.tsv": without_table("numbered_names.tsv"),
    "roman.tsv": without_table("roman.tsv"),
    "stop_words.tsv: designated": without_role("designated"),
    "stop_words.tsv: function": without_role("function"),
    "word and number as one": [(terms, "_joined", lambda *_: None)],
    "abbreviations of the record": [(protocol, "pairs", lambda _: [])],
}
READING: dict[str, list[Change]] = {
    "stop_words.tsv: question": without_role("question"),
    "stop_words.tsv: request": without_role("request"),
    "parts of compounds": [(queries, "_of_token", _whole)],
    "synonyms.tsv": [(synonyms, "other_names", lambda _: ())],
}
CUES: dict[str, list[Change]] = {
    name: without_cues(name)
    for name in (
        *("sentence_cues.tsv", "question_cues.tsv"),
        *("quantities.tsv", "section_labels.tsv"),
    )
}


@cache
def own_abstract() -> list[Asked]:
    return [one for one in chain(questions.own_words(), questions.natural()) if one.gold]


def alone() -> Values:
    """Right first and among three inside the own abstract, before the re-ranker."""
    found: Values = {"own abstract: first": [], "own abstract: among 3": []}
    for one in own_abstract():
        candidates = [Candidate(one.record, analyse(one.record))]
        matches, rows = shortlist(parse(one.question), candidates)
        right = [one.answered_by(matches.passages[row].text) for row in rows[:3]]
        found["own abstract: first"].append(float(any(right[:1])))
        found["own abstract: among 3"].append(float(any(right)))
    return found


def analysed() -> Collection:
    """The pool as it is analysed now; records that PubMedQA asks for by title stand without it."""
    asked = {row["pmid"] for row in data.rows("pubmedqa.jsonl.gz")}
    asked -= {one.record.id for ones in (*pooled("own"), *pooled("bioasq")) for one in ones}
    return Collection(
        record.model_copy(update={"title": ""}) if pmid in asked else record
        for pmid, record in data.pool().items()
    )


def across(pool: Collection) -> Values:
    """In the pool: experts' questions, the same spelt otherwise, own words, titles."""
    own = [_found(pool, ones, parse(ones[0].question)) for ones in pooled("own")]
    return {
        "BioASQ: nDCG@10": [_ndcg(pool, o, parse(o[0].question)) for o in pooled("bioasq")],
        "spelt otherwise: nDCG@10": [_ndcg(pool, o, parse(o[0].question)) for o in respelt()],
        "own words: first": [float(any(right[:1])) for right, _ in own],
        "own words: record first": [first for _, first in own],
        "PubMedQA: MRR": _titles(pool),
    }


def slips(pool: Collection) -> None:
    """Print what repairing one slip of the keyboard gains on experts' questions."""
    groups = [[one.asked_as(one_slip(one.question)) for one in ones] for ones in pooled("bioasq")]
    before = [_ndcg(pool, ones, parse(ones[0].question)) for ones in groups]
    after = [_ndcg(pool, ones, repaired(parse(ones[0].question), pool)) for ones in groups]
    print(f"\none slip, BioASQ nDCG@10: {np.mean(before):.3f}, ", end="")
    print(f"repaired {np.mean(after):.3f} ({told(before, after)})", flush=True)


def _found(pool: Collection, ones: list[Asked], query: Query) -> tuple[list[bool], float]:
    """Whether each of the first ten is right, and whether the first one's record is."""
    gold = {one.record.id: one for one in ones}
    matches, rows = shortlist(query, pool.candidates(query))
    found = [
        (matches.candidates[matches.owner[row]].id, matches.passages[row]) for row in rows[:10]
    ]
    right = [owner in gold and gold[owner].answered_by(passage.text) for owner, passage in found]
    return right, float(bool(found) and found[0][0] in gold)


def _ndcg(pool: Collection, ones: list[Asked], query: Query) -> float:
    total = sum(one.answered_by(text) for one in ones for text in quoted(one.record))
    return ndcg(_found(pool, ones, query)[0], total)


def _titles(pool: Collection) -> list[float]:
    """PubMedQA's questions that are titles of records of the pool: the rank of the record."""
    place = {record.id: i for i, record in enumerate(pool.records)}
    asked = ((row["QUESTION"], row["pmid"]) for row in data.rows("pubmedqa.jsonl.gz"))
    return [
        reciprocal(place[pmid], best(pool.scores(parse(question).weights), 100))
        for question, pmid in asked
        if not pool.records[place[pmid]].title
    ]


def learnt() -> Values:
    """Right first and among three inside the own abstract, the re-ranker learnt anew."""
    asked = chain(questions.own_words(), questions.natural(), questions.bioasq())
    names, groups = within_records(asked)
    fold = learning.folds(groups, FOLDS)
    trees = learning.by_fold(groups, names, fold)
    found: Values = {f"{kind}: {m}": [] for kind in ("own", "bioasq") for m in ("first", "among 3")}
    for one in groups:
        if one.gold.any():
            right = _ordered(one, trees[fold[one.group]].scores(one.features))
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
        cells = (told(everything[column], values).strip() for column, values in found.items())
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def report() -> None:
    """All tables."""
    pool = analysed()
    slips(pool)
    table("reading of the question", READING, lambda: alone() | across(pool))
    table("cues", CUES, learnt)
    table("analysis", ANALYSIS, lambda: alone() | across(analysed()))
