"""Do other names pay? The trial by source: python -m bench other-names [--wordnet FOLDER] [--half]

Each source's names are put beside the question's own words: inside the own abstract and in the
pool, with and without the re-ranker, and on questions that name the thing otherwise than the
abstract does. FOLDER is WordNet 3.0's, as in the Debian package wordnet-base. With --half the
names are those that abstracts of an even PMID use, and only questions on odd ones are asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

import numpy as np

from bench.data import aliases, files, questions
from bench.data.names import WORDNET, phrase, wordnet
from bench.data.questions import RecordQuestion
from bench.learn.synonyms import table
from bench.learn.trials import trials
from bench.quality.changing import Named, by, changed
from bench.quality.measures import gain_text
from il2qa.ranking.rank import rank
from il2qa.ranking.shortlist import shortlist
from il2qa.text import analyzer
from il2qa.text.analyzer import Analyzer
from il2qa.text.queries import Query

Names = Callable[[str], tuple[str, ...]]


def naming(names: Names, weight: float) -> AbstractContextManager[None]:
    """Questions are read with these other names instead of il2qa's own table."""
    return changed(*by(Analyzer(synonyms=Named(names), name_weight=weight)))


def no_names(_: str) -> tuple[str, ...]:
    return ()


def of_wordnet(folder: Path) -> Names:
    """The synset mates of a word; of words that share a stem, all."""
    found: dict[str, set[str]] = {}
    for word, mates in wordnet(folder).items():
        key = " ".join(phrase(word))
        if mates and key:
            found.setdefault(key, set()).update(mates)
    return lambda key: tuple(sorted(found.get(key, ())))


def of_kinds(kinds: tuple[str, ...], shipped: Names) -> Names:
    """il2qa's own names of some kinds of things."""
    keys = {" ".join(one) for one in aliases.known().owner if aliases.known().kind(one) in kinds}
    return lambda key: shipped(key) if key in keys else ()


def half() -> dict[str, tuple[Names, float]]:
    """A table made as il2qa's own, but by the names that records of an even PMID use."""
    known = aliases.known()
    rows = table(known.things, known.used.of(lambda pmid: int(pmid) % 2 == 0))
    found = {" ".join(one): tuple(others) for one, others in rows.items()}
    return {"none": (no_names, 0.8), "half a table, .8": (lambda key: found.get(key, ()), 0.8)}


def systems(folder: Path) -> dict[str, tuple[Names, float]]:
    """What is tried: names, and the weight of another name."""
    shipped = cache(Analyzer().other_names)
    found: dict[str, tuple[Names, float]] = {"none": (no_names, 0.5)}
    if folder.exists():
        found["WordNet, .5"] = (of_wordnet(folder), 0.5)
    for kinds in (("gene", "family"), ("disease", "ailment"), ("cell",)):
        found[f"{kinds[0]}s, .5"] = (of_kinds(kinds, shipped), 0.5)
    found |= {f"the table, {weight:.1g}": (shipped, weight) for weight in (0.3, 0.5, 0.8)}
    return found


Values = dict[str, float]
Measure = Callable[[list[RecordQuestion], Query], Values]
_SEEN: dict[tuple[str, str, str], Values] = {}


def measured(name: str, ones: list[RecordQuestion], measure: Measure) -> Values:
    """The figures of a question, measured once for each way in which it is read."""
    query = analyzer.default_analyzer().parse(ones[0].question)
    key = (name, ones[0].record.id, f"{query.question} {query.concepts}")
    if key not in _SEEN:
        _SEEN[key] = measure(ones, query)
    return _SEEN[key]


def within(ones: list[RecordQuestion], query: Query) -> Values:
    """Right first and among three inside the own abstract, with and without the re-ranker."""
    (one,) = ones
    matches, rows = shortlist(query, trials().of_record(one.record), analyzer.default_analyzer())
    plain = [one.answered_by(matches.passages[row].text) for row in rows]
    (trial,) = trials().alone([one])
    learnt = list(trial.shown)
    return {
        "first": float(any(plain[:1])),
        "among 3": float(any(plain[:3])),
        "first, learnt": float(any(learnt[:1])),
        "among 3, learnt": float(any(learnt[:3])),
    }


def across(ones: list[RecordQuestion], query: Query) -> Values:
    """In the pool: right records among the candidates, right record and sentence first."""
    gold = {one.record.id: one for one in ones if one.gold}
    candidates = trials().collection.candidates(query)
    among = gold.keys() & {found.id for found in candidates}
    matches, rows = shortlist(query, candidates, analyzer.default_analyzer())
    plain = [
        (matches.candidates[matches.owner[row]].id, matches.passages[row].text) for row in rows
    ]
    ranker = trials().rankers[trials().fold.get(ones[0].group, 0)]
    passages = rank(query, candidates, ranker, analyzer.default_analyzer()).passages
    learnt = [(found.candidate.id, found.passage.text) for found in passages]
    values = {"records among 50": len(among) / len(gold)}
    for suffix, order in (("", plain), (", learnt", learnt)):
        right = [owner in gold and gold[owner].answered_by(text) for owner, text in order[:3]]
        values[f"record first{suffix}"] = float(bool(order) and order[0][0] in gold)
        values[f"first{suffix}"] = float(any(right[:1]))
        values[f"among 3{suffix}"] = float(any(right))
    return values


def of_title(ones: list[RecordQuestion], query: Query) -> Values:
    """Whether the record of a title is among the candidates, among ten, first."""
    order = [candidate.id for candidate in trials().collection.candidates(query)]
    depths = (("among 50", 50), ("among 10", 10), ("first", 1))
    return {name: float(ones[0].record.id in order[:depth]) for name, depth in depths}


def tables(odd: bool) -> dict[str, Callable[[], list[Values]]]:
    """The tables, by name; only of questions on records of an odd PMID where these are wanted."""

    def of(name: str, measure: Measure, groups: list[list[RecordQuestion]]) -> None:
        answerable = [
            ones
            for ones in groups
            if any(one.gold for one in ones)
            and not (odd and any(int(one.record.id) % 2 == 0 for one in ones))
        ]
        found[name] = lambda: [measured(name, ones, measure) for ones in answerable]

    found: dict[str, Callable[[], list[Values]]] = {}
    by_title = [
        [RecordQuestion("title", question, files.pool()[pmid], ("",))]
        for question, pmid in aliases.titles()
    ]
    of("titles by another name, pool", of_title, by_title)
    for kind, groups in aliases.all_renamed().items():
        of(f"{kind}, asked by another name, pool", across, groups)
    own = list(questions.own_words())
    of("own words, own abstract", within, [[one] for one in own])
    of("natural questions, own abstract", within, [[one] for one in questions.natural()])
    of("BioASQ, pool", across, questions.together(questions.bioasq()))
    of("own words, pool", across, questions.together(own))
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wordnet", type=Path, default=WORDNET)
    options.add_argument("--half", action="store_true")
    given = options.parse_args()
    tried = half() if given.half else systems(given.wordnet)
    for title, measure in tables(given.half).items():
        print(f"\n{title}")
        before: dict[str, list[float]] = {}
        for name, (names, weight) in tried.items():
            with naming(names, weight):
                rows = measure()
            found = {column: [row[column] for row in rows] for column in rows[0]}
            before = before or found
            cells = (
                f"{column} {np.mean(values):.3f} ({gain_text(before[column], values).strip()})"
                for column, values in found.items()
            )
            print(f"  {name:<16} n={len(rows)}  " + "  ".join(cells), flush=True)
