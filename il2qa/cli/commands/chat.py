"""`il2qa chat`: the interactive prompt; in a pipe, a conversation line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from il2qa.cli.answers import Reply, answer_each
from il2qa.cli.opening import open_named
from il2qa.cli.options import Options, Output
from il2qa.conversation import Choice, Conversation
from il2qa.errors import Il2qaError, QuestionError
from il2qa.models import Answer

if TYPE_CHECKING:
    from il2qa.chat.state import Chat


def run(options: Options) -> int:
    """Hold a conversation on a terminal; else one with the lines of standard input."""
    corpus = open_named(options)
    if options.is_interactive:
        from il2qa.chat.prompt import run as converse

        return converse(
            corpus,
            options.limit if options.has_limit else None,
            options.output.color,
            options.where,
        )
    conversation = Conversation(corpus, options.limit)
    conversation.filter(options.where)
    chat = quiet(conversation, options.output)
    return answer_each(lambda line: _reply(chat, line), None, options.output)


def quiet(conversation: Conversation, output: Output) -> Chat:
    """A chat whose lines come from a file: it keeps neither settings nor history."""
    from prompt_toolkit.history import InMemoryHistory

    from il2qa.chat.state import Chat

    return Chat(conversation, sys.stdout, lambda theme: output.style, InMemoryHistory())


def _reply(chat: Chat, line: str) -> Reply | str:
    """What a line is answered, or what its command prints.

    Raises EOFError where it leaves the chat, QuestionError where a record must be chosen.
    """
    if not line.startswith("/"):
        found = chat.conversation.ask(line)
        if isinstance(found, Answer):
            return found, None
        if isinstance(found, Choice):
            raise QuestionError(f"{line}: more than one record may be meant; name one")
        if found.command is None:
            return chat.say(found.text)
        line = found.command
    from il2qa.chat import commands

    try:
        said = commands.run(line, chat)
    except Il2qaError as error:  # the lines behind it are read all the same
        raise QuestionError(f"{line}: {error}") from error
    if said is None:
        raise EOFError
    return said
