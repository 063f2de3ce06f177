"""A conversation: questions one after another, and what a question takes from those before it."""

from il2qa.conversation.acts import Act
from il2qa.conversation.choosing import Choice
from il2qa.conversation.conversation import Conversation
from il2qa.conversation.reading import Reading
from il2qa.conversation.turns import Turn

__all__ = ["Act", "Choice", "Conversation", "Reading", "Turn"]
