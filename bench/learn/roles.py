"""Learns what each sentence of an abstract is for: python -m bench learn-roles [--judge]

From the structured abstracts of the pool and of PubMedQA: their labels are the gold and are left
out of the text. With --judge it learns from four fifths of the abstracts, and prints how well it
does on the others beside published figures; without it, it learns from all and writes the file.

A label that says two things ("METHODS AND RESULTS") leaves both open, and where a structured
abstract has a section of background or of aims but not both, its sentences may be either: authors
put the one under the label of the other.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import optimize, sparse
from scipy.special import logsumexp
from sklearn.metrics import f1_score

from bench.data import files
from il2qa.models import Section
from il2qa.ranking import cues
from il2qa.readers.sections import category_of, split_sections
from il2qa.text.analyzer import default_analyzer
from il2qa.text.data import FOLDER
from il2qa.text.roles import BUCKETS, ROLES, RoleModel, features

FILE = FOLDER / "roles.npz"
LEAST = 3  # sentences that a feature stands in
PENALTY = 1.0  # .5 and 2 change the figures by less than .003
ROUNDS = 120
FIFTH = 5
NLM = dict(
    zip(("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"), ROLES, strict=True)
)
OPENING = frozenset(("background", "aim"))


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences of a structured abstract, the label's role of each and those left open."""

    pmid: str
    sentences: tuple[str, ...]
    labelled: np.ndarray  # the number of the role that the label says, -1 for none
    open: np.ndarray  # a row of truths a sentence


def examples() -> list[Example]:
    """Every structured abstract but those of the talks, by PMID."""
    kept_apart = {row["pmid"] for row in files.rows("talks_corpus.jsonl")}
    found = {pmid: split_sections(record.abstract_text) for pmid, record in files.pool().items()}
    for row in files.rows("pubmedqa.jsonl.gz"):
        labelled = zip(row["LABELS"], row["CONTEXTS"], strict=True)
        parts = [Section(text=text, label=label) for label, text in labelled]
        found[row["pmid"]] = (*parts, Section(text=row["LONG_ANSWER"], label="CONCLUSIONS"))
    made = (_example(pmid, found[pmid]) for pmid in sorted(found) if pmid not in kept_apart)
    return [one for one in made if one]


def _example(pmid: str, sections: Sequence[Section]) -> Example | None:
    roles = [_roles(part.label) for part in sections]
    if sum(map(bool, roles)) < 2 or not all(roles):
        return None
    said = frozenset().union(*roles)
    texts: list[str] = []
    labelled: list[int] = []
    left_open: list[frozenset[str]] = []
    for part, role in zip(sections, roles, strict=True):
        both = len(role & OPENING) == 1 and not said >= OPENING
        inside = default_analyzer().sentences(part.text)
        texts += [part.text[start:end] for start, end in inside]
        said_role = ROLES.index(next(iter(role))) if len(role) == 1 else -1
        labelled += [said_role] * len(inside)
        left_open += [role | OPENING if both else role] * len(inside)
    truths = np.array([[role in allowed for role in ROLES] for allowed in left_open])
    return Example(pmid, tuple(texts), np.array(labelled), truths)


def _roles(label: str | None) -> frozenset[str]:
    """What a label says: the roles of its words; else that of NLM's table."""
    if not label:
        return frozenset()
    said = frozenset(cues.of(default_analyzer()).category(label.lower())) & frozenset(ROLES)
    usual = category_of(label)
    return said or (frozenset((NLM[usual],)) if usual else frozenset())


class Abstracts:
    """Examples as a matrix of sentences by buckets, and arrays padded to the longest one."""

    def __init__(self, found: Sequence[Example]) -> None:
        buckets = [row for one in found for row in features(one.sentences)]
        ends = np.cumsum([0, *map(len, buckets)])
        columns = np.concatenate([np.array(row) for row in buckets])
        shape = (len(buckets), BUCKETS)
        self.matrix = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape)
        self.lengths = np.array([len(one.sentences) for one in found])
        self.owner = np.repeat(np.arange(len(found)), self.lengths)
        starts = np.cumsum(self.lengths) - self.lengths
        self.place = np.arange(len(buckets)) - starts[self.owner]

    def padded(self, rows: np.ndarray, fill: float) -> np.ndarray:
        """Rows of sentences, abstract by abstract; what stands behind the last is `fill`."""
        shape = (len(self.lengths), int(self.lengths.max()), *rows.shape[1:])
        found = np.full(shape, fill, np.float64)
        found[self.owner, self.place] = rows
        return found


class Chains:
    """The likelihood of what is left open, and its gradient."""

    def __init__(self, abstracts: Abstracts, gold: np.ndarray) -> None:
        self.abstracts, self.gold = abstracts, np.where(gold, 0.0, -1e9)
        self.inside = abstracts.padded(np.ones(len(gold)), 0.0) > 0

    def __call__(self, flat: np.ndarray) -> tuple[float, np.ndarray]:
        """The loss and its slope at these weights."""
        model = unpacked(flat)
        scores = self.abstracts.matrix @ model.weights
        every, expected = self._sums(scores, model)
        right, wanted = self._sums(scores + self.gold, model)
        slope = [one - other for one, other in zip(expected, wanted, strict=True)]
        rows = slope[0][self.abstracts.owner, self.abstracts.place]
        gradient = np.concatenate(
            [(self.abstracts.matrix.T @ rows).ravel(), *(one.ravel() for one in slope[1:])]
        )
        loss = float((every - right).sum() + PENALTY / 2 * flat @ flat)
        return loss, gradient + PENALTY * flat

    def _sums(self, rows: np.ndarray, model: RoleModel) -> tuple[np.ndarray, list[np.ndarray]]:
        """The log sums of all ways, and how often each role and step is expected."""
        scores = self.abstracts.padded(rows, 0.0)
        number, longest, _ = scores.shape
        end = self.abstracts.lengths - 1
        each = np.arange(number)
        scores[:, 0] += model.first
        scores[each, end] += model.last
        before, after = scores.copy(), np.zeros_like(scores)
        for i in range(1, longest):
            before[:, i] += logsumexp(before[:, i - 1, :, None] + model.steps, axis=1)
        for i in range(longest - 2, -1, -1):
            behind = logsumexp(model.steps + (scores + after)[:, i + 1, None, :], axis=2)
            after[:, i] = np.where(self.inside[:, i + 1, None], behind, 0.0)
        total = logsumexp(before[each, end], axis=1)
        roles = np.exp(before + after - total[:, None, None]) * self.inside[:, :, None]
        steps = np.zeros_like(model.steps)
        for i in range(1, longest):
            pair = before[:, i - 1, :, None] + model.steps + (scores + after)[:, i, None, :]
            steps += np.exp((pair - total[:, None, None])[self.inside[:, i]]).sum(0)
        return total, [roles, steps, roles[:, 0].sum(0), roles[each, end].sum(0)]


def unpacked(flat: np.ndarray) -> RoleModel:
    """The weights that one row of figures holds."""
    n = len(ROLES)
    size = BUCKETS * n
    steps = flat[size : size + n * n].reshape(n, n)
    first, last = flat[size + n * n : -n], flat[-n:]
    return RoleModel(flat[:size].reshape(BUCKETS, n), steps, first, last)


def learn(found: Sequence[Example], gold: np.ndarray, rounds: int = ROUNDS) -> RoleModel:
    """A model of what is left open in some examples."""
    abstracts = Abstracts(found)
    rare = np.asarray(abstracts.matrix.sum(0)).ravel() < LEAST
    abstracts.matrix = (abstracts.matrix @ sparse.diags((~rare).astype(np.float32))).tocsr()
    start = np.zeros(BUCKETS * len(ROLES) + len(ROLES) ** 2 + 2 * len(ROLES))
    options = {"maxiter": rounds}
    best = optimize.minimize(
        Chains(abstracts, gold), start, jac=True, method="L-BFGS-B", options=options
    )
    return unpacked(best.x)


def save(path: Path, model: RoleModel) -> None:
    """Write a model, its weights as whole numbers of one byte."""
    scale = float(np.abs(model.weights).max()) / 127
    weights = np.rint(model.weights / scale).astype(np.int8)
    steps, first, last = (one.astype(np.float32) for one in (model.steps, model.first, model.last))
    np.savez_compressed(path, weights=weights, scale=scale, steps=steps, first=first, last=last)


def as_labelled(one: Example) -> np.ndarray:
    """What is left open where a label that says one thing is taken at its word."""
    known = one.labelled >= 0
    return np.where(known[:, None], np.arange(len(ROLES)) == one.labelled[:, None], one.open)


def judge(found: Sequence[Example]) -> None:
    """Print how well models do that have learnt from four fifths of the abstracts."""
    order = np.random.default_rng(0).permutation(len(found))
    cut = len(found) // FIFTH
    kept, learnt_from = ([found[i] for i in part] for part in (order[:cut], order[cut:]))
    labelled = np.concatenate([one.labelled for one in kept])
    sure = np.concatenate([one.open.sum(1) for one in kept]) == 1
    print(f"{len(learnt_from)} abstracts learnt from, {len(kept)} judged on\n{_HEADING}")
    ways = (("labels at their word", as_labelled), ("open labels left open", lambda one: one.open))
    for name, gold in ways:
        model = learn(learnt_from, np.concatenate([gold(one) for one in learnt_from]))
        told = np.concatenate([model.probabilities(one.sentences).argmax(1) for one in kept])
        for judged, rows in (("every label", labelled >= 0), ("sure labels", sure)):
            _row(f"{name}, {judged}", labelled[rows], told[rows])
    print(f"{_PUBLISHED}")


_HEADING = f"{'':<36}{'n':>7}{'right':>7}{'macro':>7}{'F':>7}  F of {', '.join(ROLES)}"
_PUBLISHED = (
    "PubMed 20k RCT, F (Dernoncourt & Lee 2017, IJCNLP): logistic regression .83, their net .90"
)


def _row(name: str, gold: np.ndarray, told: np.ndarray) -> None:
    each = f1_score(gold, told, average=None, labels=range(len(ROLES)))
    share = np.bincount(gold, minlength=len(ROLES)) / len(gold)
    figures = (float((gold == told).mean()), float(each.mean()), float(each @ share))
    row = "".join(f"{figure:7.3f}" for figure in figures)
    print(f"{name:<36}{len(gold):>7}{row}  {' '.join(f'{one:.2f}' for one in each)}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    options.add_argument("--judge", action="store_true")
    chosen = options.parse_args()
    found = examples()
    if chosen.judge:
        judge(found)
        return
    save(chosen.to, learn(found, np.concatenate([one.open for one in found])))
    print(f"{len(found)} abstracts, {chosen.to.stat().st_size:,} bytes")
