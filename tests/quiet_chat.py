"""A chat without a terminal, for tests of its commands."""

from __future__ import annotations

import io

from prompt_toolkit.history import InMemoryHistory

from il2qa.api import Corpus
from il2qa.chat.state import Chat
from il2qa.conversation import Conversation
from il2qa.render.style import Style


def chat_on(corpus: Corpus, width: int | None = 80) -> Chat:
    """A chat that asks a corpus and writes plainly."""
    return Chat(
        Conversation(corpus), io.StringIO(), lambda theme: Style(width=width), InMemoryHistory()
    )
