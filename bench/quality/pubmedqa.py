"""PubMedQA: the rank of the abstract whose title is the question, alone and in the whole pool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from bench.data import files
from bench.data.spelt import one_slip, otherwise
from bench.peers import ranking as peers
from bench.quality.collection import Collection
from bench.quality.measures import gain_text, reciprocal, say
from bench.quality.postings import best
from il2qa.answering import shipped_engine
from il2qa.answering.spelling import corrected
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import Record

DEPTH = 100
Asking = Callable[[str], list[int]]


def contexts() -> tuple[list[str], list[Record]]:
    """The questions, and their abstracts without title and conclusion."""
    rows = list(files.rows("pubmedqa.jsonl.gz"))
    found = [files.record(row["pmid"], "", " ".join(row["CONTEXTS"])) for row in rows]
    return [row["QUESTION"] for row in rows], found


def others(records: Sequence[Record]) -> list[Record]:
    """The pool without the very same articles."""
    same = {one.id for one in records}
    return [record for pmid, record in files.pool().items() if pmid not in same]


def of_peer(make: Callable[[Sequence[str]], peers.Ranker], records: Sequence[Record]) -> Asking:
    ranker = make([f"{one.title} {one.abstract_text}".strip() for one in records])
    return lambda question: ranker(question, DEPTH)


def of_il2qa(records: Sequence[Record]) -> Asking:
    collection = Collection(records)

    def ask(question: str) -> list[int]:
        query = corrected(question, cast(CorpusReader, collection), shipped_engine().analyzer)
        return best(collection.scores(query), DEPTH)

    return ask


def report() -> None:
    """Print the mean reciprocal rank of the right abstract, and il2qa's gain over bm25s."""
    questions, records = contexts()
    settings = {"alone": records, f"with {len(others(records)):,} others": None}
    wordings: dict[str, Callable[[str], str]] = {
        "as asked": str,
        "spelt otherwise": otherwise,
        "one slip": one_slip,
    }
    for setting, given in settings.items():
        among = given or [*records, *others(records)]
        systems = {
            "rank-bm25 as shipped": of_peer(peers.rank_bm25, among),
            "bm25s": of_peer(peers.bm25s, among),
            "il2qa": of_il2qa(among),
        }
        for wording, spell in wordings.items():
            asked = [(i, spell(one)) for i, one in enumerate(questions)]
            if wording != "as asked":
                asked = [(i, one) for i, one in asked if one != questions[i]]
            print(f"pubmedqa, {setting}, {wording}: MRR of the right abstract")
            found = {
                name: [reciprocal(i, ask(question)) for i, question in asked]
                for name, ask in systems.items()
            }
            for name, values in found.items():
                say(name, values)
            print(f"  {'il2qa over bm25s':<46}{gain_text(found['bm25s'], found['il2qa'])}")
