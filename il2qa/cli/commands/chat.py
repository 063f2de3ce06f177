"""`il2qa chat`: the interactive prompt; in a pipe, a conversation line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from il2qa.api import Corpus
from il2qa.cli.answers import Reply, answer_each
from il2qa.cli.opening import open_named, tell_unknown
from il2qa.cli.options import Options, Output
from il2qa.cli.status import ANSWERED, NO_EVIDENCE, tell
from il2qa.conversation import Choice, Conversation
from il2qa.errors import Il2qaError, QuestionError, ReadError
from il2qa.models import Answer

if TYPE_CHECKING:
    from il2qa.chat.sessions import Session
    from il2qa.chat.state import Chat


def run(options: Options) -> int:
    """Hold a conversation on a terminal; else one with the lines of standard input.

    Raises ReadError or FormatError where the saved one that is to go on cannot.
    """
    if options.lists_sessions:
        return _list(options)
    session = _session(options.resumed) if options.resumed is not None else None
    if session and session.head.corpus and options.places is None:
        options = options._replace(places=session.head.corpus)
    corpus = open_named(options)
    tell_unknown(corpus, options.where)
    if options.is_interactive:
        return _converse(corpus, options, session)
    conversation = Conversation(corpus, options.limit)
    chat = quiet(conversation, options.output)
    if session:
        from il2qa.chat.session_commands import taken_up

        tell(taken_up(chat, session).splitlines()[0])
    if options.where:
        conversation.filter(options.where)
    return answer_each(lambda line: _reply(chat, line), None, options.output)


def _converse(corpus: Corpus, options: Options, session: Session | None) -> int:
    from il2qa.chat.browsing import open_page
    from il2qa.chat.prompt import run

    return run(
        corpus,
        options.limit if options.has_limit else None,
        options.output.color,
        options.where,
        session=session,
        browse=open_page,
    )


def _list(options: Options) -> int:
    """Print the saved conversations, the one saved last first; status 1 where there is none."""
    from il2qa.chat.session_commands import listed

    lines = listed(options.output.style.width)
    if not lines:
        tell("no conversation is saved; /save NAME in the chat does")
        return NO_EVIDENCE
    options.output.write(lines.removesuffix("\n"))
    return ANSWERED


def _session(name: str) -> Session:
    """The saved conversation of a name, that saved last without one."""
    from il2qa.chat import sessions

    names = [name] if name else list(sessions.saved())
    if not names:
        raise ReadError("no conversation is saved; /save NAME in the chat does")
    return sessions.load(names[0])


def quiet(conversation: Conversation, output: Output) -> Chat:
    """A chat whose lines come from a file: it keeps neither settings nor history."""
    from prompt_toolkit.history import InMemoryHistory

    from il2qa.chat.state import Chat

    return Chat(conversation, sys.stdout, lambda theme: output.style, InMemoryHistory())


def _reply(chat: Chat, line: str) -> Reply | str:
    """What a line is answered, or what its command prints.

    Raises EOFError where it leaves the chat, QuestionError where a record must be chosen.
    """
    _tell_some(chat.news())
    reply = _replied(chat, line)
    _tell_some(chat.keep())
    return reply


def _replied(chat: Chat, line: str) -> Reply | str:
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


def _tell_some(text: str) -> None:
    if text:
        tell(" ".join(text.split()))
