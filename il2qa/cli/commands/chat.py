"""`il2qa chat`: the interactive prompt; in a pipe, a conversation line by line."""

from __future__ import annotations

from il2qa.cli.answers import answer_each
from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.conversation import Act, Choice, Conversation
from il2qa.errors import QuestionError
from il2qa.models import Answer


def run(options: Options) -> int:
    """Hold a conversation on a terminal; else one with the lines of standard input."""
    corpus = open_named(options)
    if options.is_interactive:
        from il2qa.chat.session import run as converse

        return converse(
            corpus,
            options.limit if options.has_limit else None,
            options.output.color,
            options.where,
        )
    conversation = Conversation(corpus, options.limit)
    conversation.filter(options.where)
    return answer_each(lambda line: (_reply(conversation, line), None), None, options.output)


def _reply(conversation: Conversation, line: str) -> Answer:
    """Answer a line. Raises QuestionError for a command, and where a record must be chosen."""
    if line.startswith("/"):
        raise QuestionError(f"{line}: commands are for the prompt; in a pipe give questions only")
    answer = conversation.ask(line)
    if isinstance(answer, Act):
        raise QuestionError(answer.text or f"{line}: {answer.command} is for the prompt")
    if isinstance(answer, Choice):
        raise QuestionError(f"{line}: more than one record may be meant; name one")
    return answer
