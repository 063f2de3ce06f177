"""`il2qa chat`: the interactive prompt; in a pipe, a conversation line by line."""

from __future__ import annotations

import argparse
import sys

from il2qa.commands.asking import answer_each, lines
from il2qa.commands.opening import open_named, where_of
from il2qa.conversation import Choice, Conversation
from il2qa.errors import QuestionError
from il2qa.models import Answer
from il2qa.options import DEFAULT_LIMIT


def run(options: argparse.Namespace) -> int:
    """Hold a conversation on a terminal; else one with the lines of standard input."""
    corpus = open_named(options)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from il2qa.chat.session import run as converse

        return converse(corpus, options.limit, options.color, where_of(options))
    conversation = Conversation(corpus, options.limit or DEFAULT_LIMIT)
    conversation.filter(where_of(options))
    return answer_each(lambda line: (_reply(conversation, line), None), lines(), options)


def _reply(conversation: Conversation, line: str) -> Answer:
    """Answer a line. Raises QuestionError for a command, and where a record must be chosen."""
    if line.startswith("/"):
        raise QuestionError(f"{line}: commands are for the prompt; in a pipe give questions only")
    answer = conversation.ask(line)
    if isinstance(answer, Choice):
        raise QuestionError(f"{line}: more than one record may be meant; name one")
    return answer
