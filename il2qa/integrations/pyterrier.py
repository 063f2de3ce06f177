"""A PyTerrier transformer: queries to ranked records by their best passages (extra `pyterrier`).

retriever = Il2qaRetriever(il2qa.open_corpus("pubmed"), k=20)
results = retriever.search("Which cells produce interleukin-2?")
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas
import pyterrier

from il2qa.api import Corpus
from il2qa.integrations.evidence import Conditions, Evidence, evidence

_STEP = 1e-6  # by which a score is less than the one before, where il2qa's order is another
_QUOTED = ("pmid", "field", "sentence", "start", "end", "citation", "url", "notices", "confidence")


class Il2qaRetriever(pyterrier.Transformer):
    """Ranks records for each query, by the best of at most `k` passages that are quoted from them.

    Adds docno (the PMID), score, rank, the passage as text, and where it stands. A query without
    evidence has no row. Scores fall from rank to rank, as evaluation tools sort by them. `where`:
    see `Conditions`.
    """

    def __init__(self, corpus: Corpus, k: int = 20, where: Conditions = None) -> None:
        super().__init__()
        self.corpus = corpus
        self.k = k
        self.where = where

    def transform(self, inp: pandas.DataFrame) -> pandas.DataFrame:
        """The results of a frame of queries (qid, query)."""
        pyterrier.validate.query_frame(inp, extra_columns=["query"])
        rows = [
            {**query, **row}
            for query in inp.to_dict("records")
            for row in self._rows(query["query"])
        ]
        added = ["docno", "score", "rank", "text", *_QUOTED]
        return pandas.DataFrame(rows, columns=[*inp.columns, *added])

    def _rows(self, query: str) -> Iterator[dict[str, Any]]:
        before = float("inf")
        found = evidence(self.corpus, query, self.k, self.where)
        for rank, one in enumerate(_best_of_records(found)):
            before = min(one.score, before - _STEP)
            quoted = {name: one.metadata[name] for name in _QUOTED}
            yield {"docno": one.record, "score": before, "rank": rank, "text": one.text, **quoted}


def _best_of_records(evidence: list[Evidence]) -> list[Evidence]:
    """The first passage of each record."""
    best: dict[str, Evidence] = {}
    for one in evidence:
        best.setdefault(one.record, one)
    return [*best.values()]
