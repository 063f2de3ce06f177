"""Every quality figure in one run, peers beside us: python -m bench quality [SECTION …]

Sections: sentences abbreviations own natural pool bioasq steps pubmedqa seed confidence risk
ablation tables speed closing (default: all). What is learnt is cross-validated: no question is
ranked or judged by weights that saw its record. Whether other names pay is a trial of its own:
python -m bench other-names.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from bench.data import files, questions
from bench.data.questions import RecordQuestion, quoted
from bench.learn.confidence import Judged, cross_validated, examples, sets
from bench.learn.trials import trials
from bench.peers import ranking as peers
from bench.quality import abbreviations, ablation, closing, pubmedqa, risk, steps, tables
from bench.quality import sentences as sentence_spans
from bench.quality.measures import DEPTH, ndcg, say
from bench.quality.steps import sentences
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer


def _own() -> list[RecordQuestion]:
    return [*questions.own_words(), *questions.own_words_more()]


def within(kind: str, asked: list[RecordQuestion]) -> None:
    """Questions inside their own record."""
    answerable = [one for one in asked if one.gold]
    print(f"{kind}: inside their own record")
    for name, ranker in (("rank-bm25 as shipped", peers.rank_bm25), ("bm25s", peers.bm25s)):
        found = [_peer_within(one, ranker) for one in answerable]
        say(f"{name}, right first", [float(right[:1].any()) for right in found])
        say(f"{name}, among three", [float(right[:3].any()) for right in found])
    found = [trial.shown for trial in trials().alone(answerable)]
    say("il2qa, right first", [float(right[:1].any()) for right in found])
    say("il2qa, among three", [float(right[:3].any()) for right in found])


def _peer_within(one: RecordQuestion, make: Callable[[Sequence[str]], peers.Ranker]) -> np.ndarray:
    texts = quoted(one.record)
    order = make(texts)(one.question, DEPTH) or [0]
    return np.array([one.answered_by(texts[i]) for i in order])


@cache
def pool_peers() -> dict[str, peers.Ranker]:
    texts, _ = sentences()
    return {"rank-bm25 as shipped": peers.rank_bm25(texts), "bm25s": peers.bm25s(texts)}


def in_pool(kind: str, asked: list[RecordQuestion]) -> None:
    """Questions put to the whole pool: right first, among three, right record, nDCG@10."""
    groups = [ones for ones in questions.together(asked) if any(one.gold for one in ones)]
    totals = {ones[0].question: sum(map(_gold_count, ones)) for ones in groups}
    print(f"{kind}: against the whole pool of {len(files.pool()):,} abstracts")
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


def _gold_count(one: RecordQuestion) -> int:
    return sum(map(one.answered_by, quoted(one.record)))


def _say_pool(name: str, found: list[tuple[str, list[bool], bool]], totals: dict[str, int]) -> None:
    say(f"{name}, right first (P@1)", [bool(right[:1] and right[0]) for _, right, _ in found])
    say(f"{name}, among three", [any(right[:3]) for _, right, _ in found])
    say(f"{name}, right record first", [record for _, _, record in found])
    say(f"{name}, nDCG@10", [ndcg(right, totals[question]) for question, right, _ in found])


def seed() -> None:
    """The questions on the bundled record."""
    import il2qa
    from bench.quality.seed import il2qa_first, is_right

    corpus = il2qa.open_corpus()
    rows = list(files.rows("seed_questions.jsonl"))
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
    by_others = {one.question for one in _own()}
    for kind in ("alone", "pool"):
        chosen = [row for row in rows if row.example.kind == kind and row.example.own]
        others = [row for row in chosen if row.example.question in by_others]
        for writers, some in (("all", chosen), ("of both files", others)):
            print(f"confidence: people's own words, {writers}, {kind}")
            sure = np.array([row.confidence for row in some])
            answerable = np.array([row.example.answerable for row in some])
            right = np.array([row.example.first for row in some])
            say("AUROC answerable or not", [roc_auc_score(answerable, sure)])
            say("AUROC first right or not", [roc_auc_score(right, sure)])
            say("expected calibration error", [calibration_error(sure, right)])
            _say_statuses(np.array([row.status for row in some]), answerable, right)
    natural = [row for row in rows if row.example.kind == "alone" and not row.example.own]
    asked = {"natural, alone": [row for row in natural if row.example.answerable]}
    for kind in ("experts, pool", "short, alone", "short, pool"):
        asked[kind] = [row for row in rows if row.example.kind == kind]
    for kind, some in asked.items():
        say(f"{kind}: refused", [row.status == "no_evidence" for row in some])
    for kind, seen in off_kinds(rows).items():
        say(f"{kind}: answered or partial", seen)


def _say_statuses(status: np.ndarray, answerable: np.ndarray, right: np.ndarray) -> None:
    say("answerable refused", status[answerable] == "no_evidence")
    say("answerable partial", status[answerable] == "partial")
    say("unanswerable not called answered", status[~answerable] != "answered")
    say("right of those called answered", right[status == "answered"])


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
    records = list(files.pool().values())[:2000]
    size = sum(len((one.title + one.abstract_text).encode()) for one in records) / 1e6
    start = time.perf_counter()
    for record in records:
        analyse(record, default_analyzer())
    print(f"analysis: {size / (time.perf_counter() - start):.2f} MB/s")


SECTIONS: dict[str, Callable[[], None]] = {
    "sentences": lambda: sentence_spans.print_table(files.folder()),
    "abbreviations": lambda: abbreviations.print_table(abbreviations.records(files.folder())),
    "own": lambda: within("people's own words", _own()),
    "natural": lambda: within("natural questions", list(questions.natural())),
    "pool": lambda: in_pool("people's own words", _own()),
    "bioasq": lambda: in_pool("bioasq", list(questions.bioasq())),
    "steps": steps.table,
    "pubmedqa": pubmedqa.report,
    "seed": seed,
    "confidence": confidence,
    "risk": lambda: risk.report(judged()),
    "ablation": ablation.report,
    "tables": tables.report,
    "speed": speed,
    "closing": closing.report,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("section", nargs="*", choices=[*SECTIONS, []], default=[])
    for name in options.parse_args().section or SECTIONS:
        SECTIONS[name]()
