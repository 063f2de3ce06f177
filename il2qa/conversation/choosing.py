"""A question about one of several records: which is meant must be said, and what a reply says."""

from __future__ import annotations

from dataclasses import dataclass

from il2qa.conversation.cues import plain, valued
from il2qa.conversation.talk import Understood
from il2qa.models import Citation

_LONGEST = 3  # words of a reply


@dataclass(frozen=True, slots=True)
class Choice:
    """A question about one of several records: which is meant must be said."""

    question: str
    records: tuple[Citation, ...]
    understood: Understood

    def chosen(self, reply: str) -> str | None:
        """The record that a reply names: "2", "the second one", a PMID."""
        words = plain(reply).split()
        for word in words if len(words) <= _LONGEST else ():
            number = valued("ordinal").get(word, word)
            index = int(number) if _is_number(number) else 0
            if 0 < index <= len(self.records):
                return self.records[index - 1].id
            if index == -1:
                return self.records[-1].id
            if any(found.id == word for found in self.records):
                return word
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").isdigit()
