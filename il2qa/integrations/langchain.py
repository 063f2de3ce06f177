"""A LangChain retriever: passages with PMID, offsets and citation (extra `langchain`).

retriever = Il2qaRetriever(corpus=il2qa.open_corpus(), k=3, where="year>=1990")
documents = retriever.invoke("Which cells produce interleukin-2?")
"""

from __future__ import annotations

import asyncio

from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from il2qa.api import Corpus
from il2qa.integrations.evidence import Conditions, evidence


class Il2qaRetriever(BaseRetriever):
    """Retrieves at most `k` passages; none where there is no evidence.

    `k` and `where` (see `Conditions`) may also be given to each `invoke`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = 4
    where: Conditions = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        where: Conditions = None,
    ) -> list[Document]:
        return self._documents(query, k, where)

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,
        k: int | None = None,
        where: Conditions = None,
    ) -> list[Document]:
        return await asyncio.to_thread(self._documents, query, k, where)

    def _documents(self, query: str, k: int | None, where: Conditions) -> list[Document]:
        limit = self.k if k is None else k
        found = evidence(self.corpus, query, limit, self.where if where is None else where)
        return [Document(id=one.id, page_content=one.text, metadata=one.metadata) for one in found]
