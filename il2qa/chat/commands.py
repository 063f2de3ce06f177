"""The chat's commands: one table, from which parsing, completion, /help and tests follow."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from il2qa.chat import chat_commands as talk
from il2qa.chat import record_commands as records
from il2qa.chat import session_commands as saved
from il2qa.chat.state import Chat
from il2qa.render.wrapping import wrapped


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `arguments` names what each may be, for /help and for completion.

    One that gives something up is `typed_whole`: "/n" is not enough for it.
    """

    name: str
    summary: str
    run: Callable[[Chat, str], str | None]  # what to print; None leaves the chat
    arguments: tuple[str, ...] = ()
    typed_whole: bool = False

    @property
    def usage(self) -> str:
        """The command as it is typed: "/cite [N] [STYLE]"."""
        return " ".join([self.name, *(f"[{argument}]" for argument in self.arguments)])


def run(line: str, chat: Chat) -> str | None:
    """Carry out a line that begins with "/" and return what to print; None leaves the chat."""
    name, _, argument = line.partition(" ")
    command = named(name)
    if command is not None:
        return command.run(chat, argument.strip())
    meant = _begun(name) if len(name) > 1 else []
    if not meant and len(name) > 1:
        names = [command.name for command in COMMANDS]
        meant = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.4)
    hint = f"did you mean {' or '.join(meant)}?" if meant else "/help lists the commands."
    return chat.say(f"No command {name}: {hint}")


SPOKEN = {"help": "/help", "?": "/help", "quit": "/quit", "exit": "/quit", ":q": "/quit"}
"""What people type who do not know yet that commands begin with a slash."""


def named(name: str) -> Command | None:
    """The command of that name, or of which alone it is a beginning ("/sim")."""
    name = name.lower()
    exact = next((command for command in COMMANDS if command.name == name), None)
    begun = _begun(name) if len(name) > 1 else []
    if exact or len(begun) != 1:
        return exact
    only = next(command for command in COMMANDS if command.name == begun[0])
    return None if only.typed_whole else only


def _begun(name: str) -> list[str]:
    """The names of the commands that begin so."""
    return [command.name for command in COMMANDS if command.name.startswith(name.lower())]


def _help(chat: Chat, argument: str) -> str:
    widest = max(len(command.usage) for command in COMMANDS) + 4
    columns = chat.style.width or 80
    lines = ["Type a question, or:\n"]
    for command in COMMANDS:
        if columns >= widest + 40:
            lines.append(f"  {command.usage:<{widest - 2}}{command.summary}\n")
        else:
            summary = wrapped(command.summary, columns - 4).replace("\n", "\n    ")
            lines.append(f"{command.usage}\n    {summary}\n")
    return "".join([*lines, "\n", *map(chat.say, _HINTS)])


_HINTS = (
    "A question may lean on the last one: “what about macrophages?”, “and in HIV?”, “why?”, "
    "“who wrote it?”, “only since 1990”, “more”, “the second one”.",
    "Keys: Up, Down earlier lines · Right the suggestion · Ctrl-R search them · Tab complete · "
    "Alt-Enter new line · F4 vi or emacs · Ctrl-C back to the prompt · Ctrl-D leave",
)

COMMANDS = (
    Command("/help", "show this list", _help),
    Command("/sources", "the references of the last answer", records.sources),
    Command("/show", "a record: of passage N, by PMID, or in focus", records.show, ("N|PMID",)),
    Command("/context", "passage N in its abstract, marked", records.context, ("N",)),
    Command("/more", "the next passages", talk.more),
    Command("/evidence", "what several records say, and how many", talk.evidence, ("QUESTION",)),
    Command("/why", "why passage N was quoted", records.why, ("N",)),
    Command("/sure", "how sure the last answer is, and why", records.sure),
    Command("/cite", "a reference in a style", records.cite, ("N|PMID", "STYLE")),
    Command("/copy", "copy passage N and its reference", records.copied, ("N",)),
    Command(
        "/open",
        "its page at PubMed, or by its DOI, in the browser",
        records.opened,
        ("N|PMID", "doi"),
    ),
    Command("/similar", "records like that one", records.alike, ("N|PMID",)),
    Command("/cited", "records that cite that one", records.citing_it, ("N|PMID",)),
    Command("/focus", "put every question to that record, or off", talk.focus, ("N|PMID|off",)),
    Command("/filter", "year>=1990 type:review, or a query; off", talk.filtered, ("FILTER",)),
    Command("/corpus", "what is asked; ask another; reload it", talk.corpus, ("PLACE|reload",)),
    Command("/history", "earlier lines; on, off or clear", talk.history, ("on|off|clear",)),
    Command("/save", "keep the conversation under a name", saved.save, ("SESSION",)),
    Command("/resume", "go on with a saved one; list them", saved.resume, ("SESSION",)),
    Command("/forget", "delete a saved one", saved.forget, ("SESSION",), typed_whole=True),
    Command("/export", "the conversation as .md or .json", talk.exported, ("FILE",)),
    Command("/undo", "take the last question back", talk.undo),
    Command("/new", "start over", talk.new, typed_whole=True),
    Command("/set", "settings: passages, theme, pager, keys", talk.set_, ("NAME", "VALUE")),
    Command("/quit", "leave (also Ctrl-D)", talk.leave),
)
