"""The prompt: keys in, answers out, until the user leaves."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style as PromptStyle

from il2qa.api import Corpus
from il2qa.chat import commands, settings
from il2qa.chat.completion import ChatCompleter
from il2qa.chat.history import open_history
from il2qa.chat.keys import SOFT_BREAK, keys
from il2qa.chat.session_commands import taken_up
from il2qa.chat.sessions import Session
from il2qa.chat.state import Chat
from il2qa.chat.typed_lines import WordWrap
from il2qa.chat.waiting import working
from il2qa.conversation import Act, Conversation
from il2qa.errors import Il2qaError
from il2qa.filters.where import Where
from il2qa.queries.telling import query_text
from il2qa.render.counting import counted
from il2qa.render.paging import fits, page
from il2qa.render.style import ColorChoice, is_dumb, style_of
from il2qa.render.wrapping import columns
from il2qa.text.safety import shown_name

_PROMPT = "il2qa> "
_SEPARATOR = " │ "
_CONTINUED = "   ... "


def run(
    corpus: Corpus,
    limit: int | None = None,
    color: ColorChoice = "auto",
    where: Where | None = None,
    *,
    session: Session | None = None,
    browse: Callable[[str], bool] = lambda url: False,
    stream: TextIO | None = None,
    prompt_input: Input | None = None,
    prompt_output: Output | None = None,
    history: History | None = None,
    environ: Mapping[str, str] = os.environ,
) -> int:
    """Hold a conversation, or go on with a saved one, until the user leaves; the exit status is 0.

    Without a limit the user's setting counts. `browse` opens a page where the user asks for it.
    Input, output and history are parameters so that a test can press keys.
    """
    out = stream or sys.stdout
    file = settings.settings_file()
    chosen = settings.load(file)
    chat = Chat(
        Conversation(corpus, limit or int(chosen.passages)),
        out,
        lambda theme: style_of(out, color, environ, theme),
        history or open_history(kept=chosen.history == "on"),
        chosen,
        file,
        browse=browse,
    )
    _print(chat, _greeting(chat))
    if session:
        _print(chat, taken_up(chat, session))
    if where:
        chat.conversation.filter(where)
    _let_ctrl_c_stop()
    dumb = is_dumb(environ)
    prompted = None if dumb else _prompted(chat, prompt_input, prompt_output)
    while True:
        try:
            typed = prompted.prompt(_PROMPT) if prompted else _typed(chat)
            if not _converse(typed, chat, rewritable=not dumb):
                return 0
        except EOFError:
            return 0
        except KeyboardInterrupt:
            # Ctrl-C while a question is worked on: nothing of the conversation has changed.
            _print(chat, "\nStopped.\n")


def _let_ctrl_c_stop() -> None:
    """Take Ctrl-C where il2qa was started with it ignored, as what nohup or a script starts is."""
    main = threading.current_thread() is threading.main_thread()
    if main and sys.stdin.isatty() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _converse(typed: str, chat: Chat, *, rewritable: bool) -> bool:
    """Answer each line of what was typed or pasted; False where one leaves the chat."""
    whole = typed.replace(SOFT_BREAK, " ")
    lines = [line.strip() for line in whole.splitlines() if line.strip()]
    for line in lines:
        if len(lines) > 1:
            _print(chat, chat.style.faint(shown_name(f"> {line}")))
        shown = reply_to(line, chat, rewritable=rewritable)
        if shown is None:
            return False
        _show(chat, shown)
        _print_some(chat, chat.keep())
    return True


def reply_to(line: str, chat: Chat, *, rewritable: bool) -> str | None:
    """What to print for a line; None where it leaves the chat."""
    line = commands.SPOKEN.get(line.lower(), line)
    if not line:
        return ""
    try:
        _print_some(chat, chat.news())
        with working(chat.stream, rewritable=rewritable):
            if line.startswith("/"):
                return commands.run(line, chat)
            reply = chat.conversation.ask(" ".join(line.split()))
            if not isinstance(reply, Act):
                return chat.shown(reply)
            return commands.run(reply.command, chat) if reply.command else chat.say(reply.text)
    except Il2qaError as error:
        return chat.say(str(error))
    except Exception as error:  # a fault of ours must not end a day's conversation
        return chat.say(
            f"il2qa failed on this ({type(error).__name__}: {error}); the conversation goes on. "
            "Please report it."
        )


def _typed(chat: Chat) -> str:
    """A line from a terminal that knows no keys: the system's own line editing has to do."""
    line = input(_PROMPT)
    if line.strip():
        chat.history.append_string(line)
    return line


def _show(chat: Chat, text: str) -> None:
    text = text.rstrip("\n") + "\n" if text else ""
    paged = chat.settings.pager == "on" and not fits(text)
    if not (paged and page(chat.style.presentable(text))):
        _print(chat, text)


def _print(chat: Chat, text: str) -> None:
    print(chat.style.presentable(text), file=chat.stream, flush=True)


def _print_some(chat: Chat, text: str) -> None:
    if text:
        _print(chat, text)


def _greeting(chat: Chat) -> str:
    info = chat.corpus.info
    records = counted(info.records, "record")
    return chat.say(f"il2qa · {info.name}, {records} · /help for help, Ctrl-D to leave")


def _prompted(chat: Chat, source: Input | None, output: Output | None) -> PromptSession[str]:
    session: PromptSession[str] = PromptSession(
        history=chat.history,
        auto_suggest=AutoSuggestFromHistory(),
        completer=ChatCompleter(lambda: chat),
        complete_while_typing=Condition(lambda: session.default_buffer.text.startswith("/")),
        key_bindings=keys(lambda mode: chat.set("keys", mode)),
        editing_mode=EditingMode.VI if chat.settings.keys == "vi" else EditingMode.EMACS,
        multiline=True,
        enable_suspend=True,
        input_processors=[WordWrap(columns(_PROMPT))],
        prompt_continuation=lambda width, line, wrapped: "" if wrapped else _CONTINUED,
        bottom_toolbar=lambda: _toolbar(chat),
        style=PromptStyle([("bottom-toolbar", "noreverse"), ("bottom-toolbar.text", "")]),
        color_depth=None if chat.style.color else ColorDepth.DEPTH_1_BIT,
        input=source,
        output=output,
    )
    return session


def _toolbar(chat: Chat) -> str:
    """Corpus, filter, record in focus and keys, as far as the width allows.

    What changes answers stays longest; what has no room is left out whole, a long filter cut
    between its conditions.
    """
    info, style = chat.corpus.info, chat.style
    focus, subject = chat.conversation.focus, chat.conversation.subject
    shown = query_text(chat.conversation.where)
    width = style.width or 80
    told = {
        "corpus": f"{info.name} · {counted(info.records, 'record')}",
        "filter": f"filter {shown}" if shown else "",
        "focus": f"focus {focus}" if focus else "",
        "it": f"“it” {subject}" if subject and not focus else "",
        "keys": f"F4 {chat.settings.keys}",
    }
    for spared in ("keys", "corpus", "it"):
        if columns(_joined(told)) > width and any(told[name] for name in told if name != spared):
            told[spared] = ""
    text = shown_name(_joined(told))
    if columns(text) > width:
        text = _cut(shown_name(_joined({"focus": told["focus"], **told})), width)
    return style.presentable(text)


def _joined(parts: Mapping[str, str]) -> str:
    return _SEPARATOR.join(part for part in parts.values() if part)


def _cut(text: str, width: int) -> str:
    """The beginning of a text that is too long, cut between words where it has more than one."""
    words = text.split(" ")
    while len(words) > 1 and columns(" ".join([*words, "…"])) > width:
        words.pop()
    text = " ".join([*words, "…"])
    while columns(text) > width:
        text = text[:-2] + "…"
    return text
