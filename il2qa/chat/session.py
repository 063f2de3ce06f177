"""The prompt: keys in, answers out, until the user leaves."""

from __future__ import annotations

import sys
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output

from il2qa.api import Corpus
from il2qa.chat import commands
from il2qa.chat.history import open_history
from il2qa.conversation import Conversation
from il2qa.errors import Il2qaError
from il2qa.render.style import ColorChoice, Style, clean, style_of
from il2qa.render.text import answer_text

_PROMPT = "il2qa> "


def run(
    corpus: Corpus,
    limit: int,
    color: ColorChoice,
    *,
    stream: TextIO | None = None,
    prompt_input: Input | None = None,
    prompt_output: Output | None = None,
    history: History | None = None,
) -> int:
    """Hold a conversation until the user leaves; the exit status is 0.

    Input, output and history are parameters so that a test can press keys.
    """
    stream = stream or sys.stdout
    conversation = Conversation(corpus, limit)
    session: PromptSession[str] = PromptSession(
        _PROMPT,
        history=history or open_history(),
        auto_suggest=AutoSuggestFromHistory(),
        completer=WordCompleter([found.name for found in commands.COMMANDS], sentence=True),
        complete_while_typing=False,
        key_bindings=_keys(),
        input=prompt_input,
        output=prompt_output,
    )
    print(_greeting(corpus), file=stream)
    while True:
        try:
            line = session.prompt().strip()
            shown = _reply(line, conversation, style_of(stream, color))
        except EOFError:
            return 0
        except KeyboardInterrupt:
            continue
        if shown is None:
            return 0
        print(shown, end="\n\n" if shown else "", file=stream)


def _reply(line: str, conversation: Conversation, style: Style) -> str | None:
    """What to print for a line; None where it leaves the chat."""
    if not line:
        return ""
    if line.startswith("/"):
        return commands.run(line, conversation, style)
    try:
        return answer_text(conversation.ask(line), style)
    except Il2qaError as error:
        return clean(str(error))


def _greeting(corpus: Corpus) -> str:
    info = corpus.info
    records = "1 record" if info.records == 1 else f"{info.records:,} records"
    return f"il2qa · {clean(info.name)}, {records} · /help for help, Ctrl-D to leave\n"


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    def _clear(event: KeyPressEvent) -> None:
        event.current_buffer.reset()

    return keys
