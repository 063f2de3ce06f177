"""What the re-ranker knows of a passage: named figures, each without a unit.

`features.tsv` beside the weights says what each one is. A figure that compares passages compares
those of one record: inside a record the words that name the topic stand in every sentence and
tell nothing.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import numpy as np

from il2qa.patterns import lazy_pattern
from il2qa.ranking import context_features as surroundings
from il2qa.ranking import cues, likeness
from il2qa.ranking import writing_features as writing
from il2qa.ranking.data import DATA
from il2qa.ranking.match_matrix import Matches
from il2qa.ranking.within_record import Features, compared

_WINDOW = 10  # terms
_NUMBER = lazy_pattern(r"\d[\d.,]*")
_WORD = lazy_pattern(r"[^\W_]+")
_MOST_TERMS = 60
_REACH = 3  # terms between a number and what it counts
_HOW_MANY = lazy_pattern(
    r"(?:how many|number of|how much|percentage of|proportion of|share of)(.*)", re.I
)


def describe(matches: Matches, rows: np.ndarray) -> Features:
    """The features of the passages at some rows."""
    everywhere = (
        _lexical(matches)
        | _place(matches)
        | _record(matches)
        | likeness.of_passages(matches)
        | surroundings.of_passages(matches)
    )
    found = {name: values[rows] for name, values in everywhere.items()}
    return found | _order(matches, rows) | _cues(matches, rows) | writing.make(matches, rows)


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """The names of the features by their kind, as features.tsv has them."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (DATA / "features.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, kind, _ = line.split("\t")
            found[kind] = (*found.get(kind, ()), name)
    return found


def _lexical(matches: Matches) -> Features:
    """How far a passage has the question's own words."""
    has, own, common = matches.has, matches.record_idf, matches.background_idf
    saturation = 1.5
    own_total, common_total = own.sum(1), max(common.sum(), 1e-9)
    by_record = matches.bm25(own)
    found = (
        compared(matches, "bm25_record", by_record, own_total * saturation)
        | compared(matches, "bm25_background", matches.bm25(common), common_total * saturation)
        | compared(
            matches, "bm25_both", matches.bm25(own * common), (own * common).sum(1) * saturation
        )
    )
    standing = matches.within(np.add, (has >= 1).astype(float))
    share = by_record / np.maximum(own_total * saturation, 1e-9)
    return found | {
        "bm25_record": by_record,
        "covered_record": (has * own).sum(1) / np.maximum(own_total, 1e-9),
        "covered_background": (has * common).sum(1) / common_total,
        "covered_concepts": has.sum(1) / has.shape[1],
        "concepts": has.sum(1),
        "rarest": (has * own).max(1) / np.maximum(own.max(1), 1e-9),
        "rarest_background": has[:, common.argmax()],
        "commonest_background": has[:, common.argmin()],
        "off_title": _share_of(has, common * _off_title(matches)),
        "alone": ((has >= 1) & (standing == 1)).sum(1).astype(float),
        "next_bm25": _neighbour(matches, share, 1),
        "previous_bm25": _neighbour(matches, share, -1),
    }


def _share_of(has: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The share of the concepts' weights that a passage has."""
    return np.asarray((has * weights).sum(1) / np.maximum(weights.sum(-1), 1e-9))


def _off_title(matches: Matches) -> np.ndarray:
    """Passages by concepts: 1 where the title of the record does not have the concept."""
    return 1.0 - matches.within(np.maximum, matches.has * matches.titles[:, None])


def _neighbour(matches: Matches, value: np.ndarray, step: int) -> np.ndarray:
    """The value of the passage after (1) or before (-1) in the same record, else 0."""
    rows = np.arange(len(value)) + step
    inside = (rows >= 0) & (rows < len(value))
    rows = np.where(inside, rows, 0)
    return np.where(inside & (matches.owner[rows] == matches.owner), value[rows], 0.0)


def _place(matches: Matches) -> Features:
    """Where a passage stands in its record, and how long it is."""
    row = np.arange(len(matches.owner)) - matches.starts[matches.owner]
    last = matches.sizes - 1
    mean = matches.within(np.add, matches.lengths) / matches.sizes
    return {
        "is_title": matches.titles.astype(float),
        "place": row / np.maximum(last, 1.0),
        "from_start": row.astype(float),
        "from_end": last - row,
        "terms": np.minimum(matches.lengths, _MOST_TERMS),
        "terms_of_mean": matches.lengths / np.maximum(mean, 1.0),
        "passages": matches.sizes,
        "concepts_asked": np.full(len(row), float(len(matches.query.concepts))),
    }


def _record(matches: Matches) -> Features:
    """How far the passage's record is what the question is about, among the candidates."""
    common = matches.background_idf
    anywhere = matches.within(np.maximum, matches.has)
    title = matches.within(np.maximum, matches.has * matches.titles[:, None])
    total = max(common.sum(), 1e-9)
    score = np.array([found.score for found in matches.candidates])
    best = max(score.max(initial=0.0), 1e-9)
    share = score / best if score.any() else np.ones(len(score))
    better = np.searchsorted(np.sort(-score), -score)  # records: equal ones stand equally
    return {
        "record_covered": (anywhere * common).sum(1) / total,
        "title_covered": (title * common).sum(1) / total,
        "with_title": (np.maximum(title, matches.has) * common).sum(1) / total,
        "record_of_best": share[matches.owner],
        "record_score": score[matches.owner] / total,
        "record_rank": better[matches.owner].astype(float),
    }


def _order(matches: Matches, rows: np.ndarray) -> Features:
    """Whether the question's words stand together and in their order."""
    concepts = matches.query.concepts
    place = {term: i for i, part in enumerate(concepts) for term in part.alternatives}
    question = matches.query.question
    asked = set(_WORD.findall(question.lower()))
    numbers = set(_NUMBER.findall(question))
    counted = _counted(matches)
    old = [place.keys() | matches.passages[first].terms for first in matches.starts.tolist()]
    found = []
    for row, owner, idf in zip(
        rows.tolist(), matches.owner[rows].tolist(), matches.record_idf[rows].tolist(), strict=True
    ):
        _, text, terms = matches.passages[row]
        hits = [(i, place[term]) for i, term in enumerate(terms) if term in place]
        found.append(
            (
                sum([after - before == 1 for (_, before), (_, after) in pairwise(hits)]),
                _closest(hits, idf) / max(sum(idf), 1e-9),
                len(asked.intersection(_WORD.findall(text.lower()))) / max(len(asked), 1),
                len(numbers.intersection(_NUMBER.findall(text))) if numbers else 0,
                len(set(terms) - old[owner]),
                _counts_of(terms, counted) if counted else 0.0,
            )
        )
    names = ("in_order", "window", "all_words", "numbers_shared", "new_terms", "counts_asked")
    columns = np.array(found, float).reshape(-1, len(names)).T
    return dict(zip(names, columns, strict=True))


def _counted(matches: Matches) -> set[str]:
    """The terms of what a question asks the number of: "how many Pap smears …"."""
    match = _HOW_MANY.search(matches.query.question)
    return set(matches.analyzer.terms(match[1])[:_REACH]) if match else set()


def _counts_of(terms: tuple[str, ...], counted: set[str]) -> float:
    """Whether a passage has a number a few terms before what is counted; half where only that."""
    best = 0.0
    for i, term in enumerate(terms):
        if term in counted:
            before = terms[max(0, i - _REACH) : i]
            best = max(best, 1.0 if any(near[0].isdigit() for near in before) else 0.5)
    return best


def _closest(hits: list[tuple[int, int]], idf: list[float]) -> float:
    """The most IDF of concepts within a window of terms."""
    best = 0.0
    for i, (position, _) in enumerate(hits):
        near = hits[i : i + _WINDOW + 1]  # each has a position of its own
        inside = {concept for where, concept in near if where - position <= _WINDOW}
        best = max(best, sum([idf[concept] for concept in inside]))
    return best


def _cues(matches: Matches, rows: np.ndarray) -> Features:
    """What the passage speaks of, and whether the question asks for it."""
    known = cues.of(matches.analyzer)
    names = known.names
    told = np.array([known.counts(matches.passages[row].text) for row in rows], float)
    told = told.reshape(len(rows), len(names))
    sections = _sections(matches)
    stand_in = {
        name: np.array([name in sections[row] for row in rows], float) for name in known.categories
    }
    for name, inside in stand_in.items():
        if name in names:
            told[:, names.index(name)] += 2 * inside
    wanted = known.wanted(matches.query.question)
    met = told * (wanted > 0)
    asked = max(wanted.sum(), 1.0)
    found = {f"cue_{name}": told[:, i] for i, name in enumerate(names)}
    found |= {f"asked_{name}": met[:, i] for i, name in enumerate(names)}
    found |= {f"section_{name}": inside for name, inside in stand_in.items()}
    total = (np.minimum(told, 2) / 2 * wanted).sum(1)
    found |= {"asked": total, "asked_share": total / asked}
    return found | writing.met(matches, rows, told)


def _sections(matches: Matches) -> list[frozenset[str]]:
    """What the section of each passage is; a label in the text holds until the next one."""
    found: list[frozenset[str]] = []
    held, record = frozenset[str](), -1
    known = cues.of(matches.analyzer)
    for passage, owner in zip(matches.passages, matches.owner, strict=True):
        if owner != record:
            held, record = frozenset(), owner
        label = passage.span.label or known.label(passage.text)
        if label:
            held = known.category(label.lower())
        found.append(held)
    return found
