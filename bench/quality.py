"""Every quality figure in one run, peers beside us: python -m bench.quality [SECTION …]

Sections: own natural pool bioasq pubmedqa seed confidence risk ablation speed (default: all).
What is learnt is cross-validated: no question is ranked or judged by weights that saw its record.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from bench import data, learning, peers, questions, risk
from bench.groups import Group
from bench.questions import Asked, quoted
from bench.train_confidence import Judged, cross_validated, examples, sets
from bench.trials import Trials
from il2qa.corpora.analysis import analyse
from il2qa.corpora.memory import MemoryCorpus
from il2qa.evaluating.measuring import interval
from il2qa.text.queries import parse

DEPTH = 10


@cache
def trials() -> Trials:
    return Trials()


def say(name: str, values: Sequence[float]) -> None:
    """One row: the mean, its interval, how many."""
    found = interval(name, [float(value) for value in values])
    print(f"  {name:<46}{found.value:7.3f}  [{found.low:.3f}, {found.high:.3f}]  n={len(values)}")


def ndcg(right: Sequence[bool], total: int) -> float:
    """nDCG@10 of a list of right and wrong passages, of which `total` exist."""
    gains = np.asarray(right, float)[:DEPTH] / np.log2(np.arange(len(right[:DEPTH])) + 2)
    ideal = (1 / np.log2(np.arange(min(total, DEPTH)) + 2)).sum()
    return float(gains.sum() / ideal) if total else 0.0


def within(kind: str, asked: list[Asked]) -> None:
    """Questions inside their own record."""
    answerable = [one for one in asked if one.gold]
    print(f"{kind}: inside their own record")
    for name, ranker in (("rank-bm25 as shipped", peers.rank_bm25), ("bm25s", peers.bm25s)):
        found = [_peer_within(one, ranker) for one in answerable]
        say(f"{name}, right first", [right[:1].any() for right in found])
        say(f"{name}, among three", [right[:3].any() for right in found])
    found = [trial.shown for trial in trials().alone(answerable)]
    say("il2qa, right first", [right[:1].any() for right in found])
    say("il2qa, among three", [right[:3].any() for right in found])


def _peer_within(one: Asked, make: Callable[[Sequence[str]], peers.Ranker]) -> np.ndarray:
    texts = quoted(one.record)
    order = make(texts)(one.question, DEPTH) or [0]
    return np.array([one.answered_by(texts[i]) for i in order])


@cache
def sentences() -> tuple[list[str], list[str]]:
    """Every title and sentence of the pool, and the record of each."""
    texts, owners = [], []
    for record in data.pool().values():
        found = quoted(record)
        texts += found
        owners += [record.id] * len(found)
    return texts, owners


@cache
def pool_peers() -> dict[str, peers.Ranker]:
    texts, _ = sentences()
    return {"rank-bm25 as shipped": peers.rank_bm25(texts), "bm25s": peers.bm25s(texts)}


def in_pool(kind: str, asked: list[Asked]) -> None:
    """Questions put to the whole pool: right first, among three, right record, nDCG@10."""
    groups = [ones for ones in questions.together(asked) if any(one.gold for one in ones)]
    totals = {ones[0].question: sum(map(_gold_count, ones)) for ones in groups}
    print(f"{kind}: against the whole pool of {len(data.pool()):,} abstracts")
    texts, owners = sentences()
    for name, ranker in pool_peers().items():
        found = []
        for ones in groups:
            gold = {one.record.id: one for one in ones}
            order = ranker(ones[0].question, DEPTH)
            right = [owners[i] in gold and gold[owners[i]].answered_by(texts[i]) for i in order]
            found.append((ones[0].question, right, bool(order) and owners[order[0]] in gold))
        _say_pool(name, found, totals)
    found = []
    for trial in trials().in_pool(one for ones in groups for one in ones):
        first = trial.ranking.passages[0].candidate.id if len(trial.ranking.rows) else None
        found.append((trial.asked.question, list(trial.right), first in trial.gold))
    _say_pool("il2qa", found, totals)


def _gold_count(one: Asked) -> int:
    return sum(map(one.answered_by, quoted(one.record)))


def _say_pool(name: str, found: list[tuple[str, list[bool], bool]], totals: dict[str, int]) -> None:
    say(f"{name}, right first (P@1)", [bool(right[:1] and right[0]) for _, right, _ in found])
    say(f"{name}, among three", [any(right[:3]) for _, right, _ in found])
    say(f"{name}, right record first", [record for _, _, record in found])
    say(f"{name}, nDCG@10", [ndcg(right, totals[question]) for question, right, _ in found])


def pubmedqa() -> None:
    """The rank of the right abstract among PubMedQA's contexts."""
    print("pubmedqa: MRR of the right abstract")
    rows = list(data.rows("pubmedqa.jsonl.gz"))
    texts = [" ".join(row["CONTEXTS"]) for row in rows]
    for name, ranker in (
        ("rank-bm25 as shipped", peers.rank_bm25(texts)),
        ("bm25s", peers.bm25s(texts)),
    ):
        say(name, [_reciprocal(i, ranker(row["QUESTION"], 100)) for i, row in enumerate(rows)])
    records = [data.record(str(i), "", text) for i, text in enumerate(texts)]
    corpus = MemoryCorpus(records, "contexts")
    found = []
    for i, row in enumerate(rows):
        candidates = corpus.candidates(parse(row["QUESTION"]), None, 100)
        found.append(_reciprocal(i, [int(candidate.id) for candidate in candidates]))
    say("il2qa", found)


def _reciprocal(wanted: int, order: Sequence[int]) -> float:
    return 1 / (order.index(wanted) + 1) if wanted in order else 0.0


def seed() -> None:
    """The questions on the bundled record."""
    import il2qa
    from bench.seed import il2qa_first, is_right

    corpus = il2qa.open_corpus()
    rows = list(data.rows("seed_questions.jsonl"))
    for partial in ("right", "shown", "refused"):
        ask = il2qa_first(corpus, partial)
        right = [is_right(ask(row["question"], row["gold"]), row["gold"]) for row in rows]
        say(f"seed: il2qa, partial is {partial}, right", right)


@cache
def judged() -> list[Judged]:
    """Every trial of confidence, judged by models that saw neither its record nor its question."""
    return cross_validated(examples(trials()))


def confidence() -> None:
    """How well confidence tells answers from none, and what the statuses do."""
    from sklearn.metrics import roc_auc_score

    rows = judged()
    for kind in ("alone", "pool"):
        chosen = [row for row in rows if row.example.kind == kind and row.example.own]
        print(f"confidence: people's own words, {kind}")
        sure = np.array([row.confidence for row in chosen])
        answerable = np.array([row.example.answerable for row in chosen])
        right = np.array([row.example.first for row in chosen])
        say("AUROC answerable or not", [roc_auc_score(answerable, sure)])
        say("AUROC first right or not", [roc_auc_score(right, sure)])
        say("expected calibration error", [calibration_error(sure, right)])
        status = np.array([row.status for row in chosen])
        say("answerable refused", status[answerable] == "no_evidence")
        say("answerable partial", status[answerable] == "partial")
        say("unanswerable not called answered", status[~answerable] != "answered")
        say("right of those called answered", right[status == "answered"])
    experts = [row for row in rows if row.example.kind == "experts, pool"]
    say("experts, pool: refused", [row.status == "no_evidence" for row in experts])
    for kind, asked in off_kinds(rows).items():
        say(f"{kind}: answered or partial", asked)


def off_kinds(rows: list[Judged]) -> dict[str, list[bool]]:
    """Of each kind of question on another topic, whether each was shown anything.

    One that shares no word with the record that it is put to is refused without being judged, and
    counts as refused.
    """
    shown: dict[str, list[bool]] = {}
    for row in rows:
        if row.example.off or row.example.kind.startswith(("unseen", "renamed")):
            shown.setdefault(row.example.kind, []).append(row.status != "no_evidence")
    alone, pool = sets()
    asked = alone | pool
    return {
        kind: found + [False] * (len(asked[kind]) - len(found)) for kind, found in shown.items()
    }


def calibration_error(sure: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Guo et al. 2017)."""
    place = np.minimum((sure * bins).astype(int), bins - 1)
    found = (place == i for i in range(bins))
    return float(sum(m.mean() * abs(sure[m].mean() - right[m].mean()) for m in found if m.any()))


ABLATIONS: dict[str, tuple[str, ...]] = {
    "everything": (),
    "without word vectors": (
        "alike",
        "clearly_alike",
        "centre",
        "focus",
        "absent_alike",
        "off_title_alike",
    ),
    "without cues": ("cue_", "asked", "counts_asked"),
    "without sections": ("section_",),
    "without place and length": ("place", "from_", "terms", "passages", "is_title"),
    "without the record's IDF": ("bm25_record", "bm25_both", "covered_record", "rarest", "focus"),
    "without background IDF": (
        "bm25_background",
        "bm25_both",
        "covered_background",
        "title_covered",
    ),
    "without order and window": ("in_order", "window", "all_words", "numbers_shared"),
    "without neighbours": ("next_", "previous_"),
}


def ablation() -> None:
    """What each kind of feature gains: right first, among three, cross-validated."""
    print("ablation: own words / natural / bioasq inside their record: right first, among three")
    for name, dropped in ABLATIONS.items():
        kept = [i for i, n in enumerate(trials().names) if not (dropped and n.startswith(dropped))]
        groups = [_of_columns(group, kept) for group in trials().groups]
        names = [trials().names[i] for i in kept]
        trees = learning.by_fold(groups, names, trials().fold)
        cells = []
        for kind in ("own", "natural", "bioasq"):
            chosen = [one for one in groups if one.kind == kind and one.gold.any()]
            right = [
                one.gold[
                    np.argsort(-trees[trials().fold[one.group]].scores(one.features), kind="stable")
                ]
                for one in chosen
            ]
            cells.append(
                f"{np.mean([r[0] for r in right]):.3f} {np.mean([r[:3].any() for r in right]):.3f}"
            )
        print(f"  {name:<30}" + "   ".join(cells))


def _of_columns(group: Group, kept: list[int]) -> Group:
    return Group(group.kind, group.question, group.group, group.features[:, kept], group.gold)


def speed() -> None:
    """Latency of a question over the pool in memory, and analysis in MB a second."""
    from il2qa.answering import answer

    corpus = trials().corpus
    taken = []
    for one in list(questions.own_words())[::4]:
        start = time.perf_counter()
        answer(corpus, one.question)
        taken.append(1000 * (time.perf_counter() - start))
    print(
        f"latency over the pool in memory: p50 {np.percentile(taken, 50):.1f} ms, "
        f"p95 {np.percentile(taken, 95):.1f} ms"
    )
    records = list(data.pool().values())[:2000]
    size = sum(len((one.title + one.abstract_text).encode()) for one in records) / 1e6
    start = time.perf_counter()
    for one in records:
        analyse(one)
    print(f"analysis: {size / (time.perf_counter() - start):.2f} MB/s")


SECTIONS: dict[str, Callable[[], None]] = {
    "own": lambda: within("people's own words", list(questions.own_words())),
    "natural": lambda: within("natural questions", list(questions.natural())),
    "pool": lambda: in_pool("people's own words", list(questions.own_words())),
    "bioasq": lambda: in_pool("bioasq", list(questions.bioasq())),
    "pubmedqa": pubmedqa,
    "seed": seed,
    "confidence": confidence,
    "risk": lambda: risk.report(judged()),
    "ablation": ablation,
    "speed": speed,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("section", nargs="*", choices=[*SECTIONS, []], default=[])
    for name in options.parse_args().section or SECTIONS:
        SECTIONS[name]()


if __name__ == "__main__":
    main()
