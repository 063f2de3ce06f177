"""A Haystack component: documents with PMID, offsets and citation (extra `haystack`).

pipeline.add_component("retriever", Il2qaRetriever(il2qa.open_corpus("export.nbib"), top_k=3))
pipeline.run({"retriever": {"query": "Which cells produce interleukin-2?"}})
"""

from __future__ import annotations

import asyncio
from typing import Any

from haystack import Document, component, default_from_dict, default_to_dict

from il2qa.api import Corpus, open_corpus
from il2qa.errors import CorpusError
from il2qa.filters.text import filter_text
from il2qa.integrations.evidence import Conditions, evidence


@component
class Il2qaRetriever:
    """Retrieves at most `top_k` passages; none where there is no evidence.

    `where` (see `Conditions`) and `top_k` may also be given to each run. A pipeline that is saved
    names the corpus by its place.
    """

    def __init__(self, corpus: Corpus, top_k: int = 4, where: Conditions = None) -> None:
        self.corpus = corpus
        self.top_k = top_k
        self.where = where

    @component.output_types(documents=list[Document])
    def run(
        self, query: str, top_k: int | None = None, where: str | None = None
    ) -> dict[str, list[Document]]:
        """The passages for a query, best first, as "documents"."""
        limit = self.top_k if top_k is None else top_k
        found = evidence(self.corpus, query, limit, self.where if where is None else where)
        documents = [
            Document(id=one.id, content=one.text, meta=one.metadata, score=one.score)
            for one in found
        ]
        return {"documents": documents}

    @component.output_types(documents=list[Document])
    async def run_async(
        self, query: str, top_k: int | None = None, where: str | None = None
    ) -> dict[str, list[Document]]:
        """The same without holding up an event loop."""
        return await asyncio.to_thread(self.run, query, top_k, where)

    def to_dict(self) -> dict[str, Any]:
        """The component as a saved pipeline has it. Raises CorpusError for records in memory."""
        places = self.corpus.places
        if places is None:
            raise CorpusError("a corpus of records in memory cannot be saved; open it from a file")
        where = self.where if isinstance(self.where, str) else filter_text(self.where)
        named = [*map(str, places)]
        saved: dict[str, Any] = default_to_dict(self, corpus=named, top_k=self.top_k, where=where)
        return saved

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Il2qaRetriever:
        """The component of a saved pipeline; its corpus is opened."""
        given = data["init_parameters"]
        opened = {**given, "corpus": open_corpus(given["corpus"])}
        made: Il2qaRetriever = default_from_dict(cls, {**data, "init_parameters": opened})
        return made
