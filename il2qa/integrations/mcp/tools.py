"""What an assistant can do with a corpus, apart from any protocol: values in, plain values out.

All raise Il2qaError where nothing can be done.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from il2qa.api import Corpus
from il2qa.integrations.mcp.shapes import (
    MOST_TEXT,
    Answered,
    Document,
    Filter,
    Focus,
    Identifier,
    Limit,
    Query,
    Quote,
    Reference,
    Result,
    Results,
    SimilarResults,
    Style,
    Verdict,
)
from il2qa.models import Record
from il2qa.models.forms import content
from il2qa.notes.quotes import found_in, nearest
from il2qa.passages.spans import field_texts

_RESULTS = 10
_SHOWN_ABOVE = ("title", "abstract")


class Tools:
    """The tools over one corpus; several may run at once.

    What is committed to a corpus on disk while they serve is seen by the next call.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @property
    def corpus(self) -> Corpus:
        """The corpus as it is now."""
        self._corpus.refresh()
        return self._corpus

    def search(self, query: Query) -> Results:
        """Find records of PubMed by words: their identifiers, titles and addresses, best first."""
        found = self.corpus.search(query, _RESULTS)
        return {"results": [_result(hit.record) for hit in found]}

    def fetch(self, id: Identifier) -> Document:
        """A record in full: title, abstract and everything that PubMed says of it."""
        record = self.corpus.named(id)
        texts = field_texts(record)
        text = "\n\n".join(texts[name] for name in _SHOWN_ABOVE if name in texts)
        stated = {name: texts[name] for name in texts if name not in _SHOWN_ABOVE}
        notices = {"notices": ", ".join(record.notices)} if record.notices else {}
        return {**_result(record), "text": text[:MOST_TEXT], "metadata": {**notices, **stated}}

    def ask(
        self, question: Query, limit: Limit = 3, filter: Filter = "", focus: Focus = ""
    ) -> Answered:
        """Answer a question by verbatim passages, each with its PMID, offsets and citation.

        Quote them as they stand. `status` "partial" means that the passages may not answer it, and
        `missing` are the words that none of them mentions; "no_evidence" means that nothing does.
        """
        answer = self.corpus.ask(question, limit, filter, focus=focus.strip() or None)
        return cast("Answered", content(answer))

    def survey(self, question: Query, limit: Limit = 5, filter: Filter = "") -> Answered:
        """What several records say of a question, reviews and trials first, and how many there are.

        `survey` has how many records speak of it, by year and kind of study, and groups the
        passages by record. Quote them as they stand; draw no conclusion from the numbers alone.
        """
        return cast("Answered", content(self.corpus.survey(question, limit, filter)))

    def cite(self, id: Identifier, style: Style = "nlm") -> Reference:
        """The reference of a record, in a style."""
        return {"id": id, "style": style, "citation": self.corpus.cite(id, style)}

    def similar(self, id: Identifier, limit: Limit = 5) -> SimilarResults:
        """The records most like one, best first."""
        found = self.corpus.similar(id, limit)
        return {"results": [{**_result(hit.record), "score": hit.score} for hit in found]}

    def verify_quote(self, quote: Quote, id: Identifier) -> Verdict:
        """Whether a quotation stands in a record, character for character; else what does."""
        corpus = self.corpus
        record = corpus.named(id)
        place = found_in(record, quote)
        shown = place or nearest(record, quote, corpus.reader.analyzer)
        stands = bool(place and place.exact)
        return {
            "stands": stands,
            "id": record.id,
            "field": shown.field if shown else None,
            "start": shown.start if shown else None,
            "end": shown.end if shown else None,
            "nearest": shown.text if shown and not stands else None,
            "notices": list(record.notices),
            "reason": None if stands else _why(place is not None, shown is not None),
        }

    def text(self, id: str) -> str:
        """A record as plain text: what `fetch` tells, field by field."""
        texts = field_texts(self.corpus.named(id))
        return "\n\n".join(texts.values())[:MOST_TEXT]


def _result(record: Record) -> Result:
    url = record.url or f"pubmed://{quote(record.id, safe='')}"
    return {"id": record.id, "title": record.title, "url": url}


def _why(same_words: bool, has_nearest: bool) -> str:
    if same_words:
        return "only spaces, quotation marks or dashes differ, or words are left out"
    return "the record says it otherwise" if has_nearest else "the record says nothing like it"
