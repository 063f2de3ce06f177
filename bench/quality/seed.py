"""How many of the 96 seed questions on the bundled record are answered right, by kind.

    python -m bench seed

A question is right where the first passage is one of
the gold ones; one without gold, where nothing is called answered. The two stricter columns take
"partial" for an answer, or for none, whatever the question. The peer is rank-bm25 as shipped over
the same passages, lower-case words, which cannot refuse.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

from rank_bm25 import BM25Okapi

import il2qa
from bench.data import files
from il2qa.passages.spans import Span, field_texts, spans
from il2qa.text.analyzer import default_analyzer

METADATA = {
    "M_citation": {"date", "volume", "issue", "pages", "reference"},
    "M_pubtype": {"publication_type"},
}
Found = tuple[str, int | None] | None
Asking = Callable[[str, list[str]], Found]


def is_right(found: Found, gold: list[str]) -> bool:
    """Whether the passage that came first is gold; None is right where there is no gold."""
    if found is None or not gold:
        return found is None and not gold
    field, sentence = found
    return any(
        sentence == int(name[1:]) if name[0] == "S" else field in METADATA.get(name, {name[2:]})
        for name in gold
    )


def il2qa_first(corpus: il2qa.Corpus, partial: str) -> Asking:
    """Ask il2qa; `partial` answers count as "shown", as "refused", or as it is "right" to."""

    def ask(question: str, gold: list[str]) -> Found:
        answer = corpus.ask(question)
        refused = partial == "refused" or (partial == "right" and not gold)
        if not answer.passages or (refused and answer.status != "answered"):
            return None
        citation = answer.passages[0].citation
        return citation.field, citation.sentence

    return ask


def peer_first(record: il2qa.Record) -> Asking:
    places: list[Span] = spans(record, default_analyzer())
    texts = field_texts(record)
    words = [texts[place.field][place.start : place.end].lower().split() for place in places]
    bm25 = BM25Okapi(words)

    def ask(question: str, gold: list[str]) -> Found:
        scores = bm25.get_scores(question.lower().split())
        place = places[int(scores.argmax())]
        return place.field, place.sentence

    return ask


def main() -> None:
    lines = (files.folder() / "seed_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    corpus = il2qa.open_corpus()
    record = corpus.record("3303316")
    assert record is not None
    systems = {
        "il2qa": il2qa_first(corpus, "right"),
        "partial as shown": il2qa_first(corpus, "shown"),
        "partial as refused": il2qa_first(corpus, "refused"),
        "rank-bm25 as shipped": peer_first(record),
    }
    kinds = Counter(question["kind"] for question in questions)
    print(f"{'right, by kind':<14}" + "".join(f"{name:>22}" for name in systems) + f"{'of':>5}")
    right = {
        name: Counter(
            question["kind"]
            for question in questions
            if is_right(ask(question["question"], question["gold"]), question["gold"])
        )
        for name, ask in systems.items()
    }
    for kind, count in kinds.items():
        print(
            f"{kind:<14}" + "".join(f"{right[name][kind]:>22}" for name in systems) + f"{count:>5}"
        )
    totals = "".join(f"{right[name].total():>22}" for name in systems)
    print(f"{'all':<14}{totals}{len(questions):>5}")
