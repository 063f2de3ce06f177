"""A LlamaIndex retriever: nodes with scores, PMID, offsets and citation (extra `llamaindex`).

retriever = Il2qaRetriever(il2qa.open_corpus(), k=3, where="year>=1990")
nodes = retriever.retrieve("Which cells produce interleukin-2?")
"""

from __future__ import annotations

import asyncio
from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from il2qa.api import Corpus
from il2qa.integrations.evidence import Conditions, Evidence, evidence

_FOR_READERS = ("pmid", "notices", "citation")  # what a language model is told of a passage


class Il2qaRetriever(BaseRetriever):
    """Retrieves at most `k` passages; none where there is no evidence. `where`: `Conditions`."""

    def __init__(self, corpus: Corpus, k: int = 4, where: Conditions = None, **more: Any) -> None:
        self.corpus = corpus
        self.k = k
        self.where = where
        super().__init__(**more)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = evidence(self.corpus, query_bundle.query_str, self.k, self.where)
        return [NodeWithScore(node=_node(one), score=one.score) for one in found]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(evidence: Evidence) -> TextNode:
    kept = [name for name in evidence.metadata if name not in _FOR_READERS]
    return TextNode(
        id_=evidence.id,
        text=evidence.text,
        metadata=evidence.metadata,
        start_char_idx=evidence.metadata["start"],
        end_char_idx=evidence.metadata["end"],
        excluded_llm_metadata_keys=kept,
        excluded_embed_metadata_keys=[*evidence.metadata],
    )
