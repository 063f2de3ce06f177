"""What the rules of follow-ups may ask of the conversation and its corpus."""

from __future__ import annotations

from typing import Protocol

from il2qa.conversation.conditions import Known


class Context(Known, Protocol):
    """What a rule may ask of the conversation and its corpus."""

    @property
    def limit(self) -> int:
        """How many passages are shown at a time."""

    def asks_of_record(self, question: str) -> bool:
        """Whether a question asks only for metadata: authors, journal, date …"""

    def leans(self, question: str) -> bool:
        """Whether a question names nothing but what the record under discussion tells of."""

    def tells_of(self, thing: str) -> bool:
        """Whether the record under discussion has a word for all that a text names."""
