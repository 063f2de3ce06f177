"""A conversation: questions one after another, and the record that "it" means."""

from __future__ import annotations

from il2qa.api import Corpus
from il2qa.models import Answer


class Conversation:
    """Asks a corpus and remembers the last answer and the record in focus (the last cited)."""

    def __init__(self, corpus: Corpus, limit: int = 3) -> None:
        self.corpus = corpus
        self.limit = limit
        self.focus: str | None = None
        self.last: Answer | None = None

    def ask(self, question: str) -> Answer:
        """Answer a question; raises QuestionError as `Corpus.ask` does."""
        answer = self.corpus.ask(question, self.limit, focus=self.focus)
        self.last = answer
        if answer.passages:
            self.focus = answer.passages[0].citation.id
        return answer
