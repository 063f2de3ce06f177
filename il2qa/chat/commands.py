"""The chat's commands: one table, from which parsing, completion and /help follow."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from il2qa.conversation import Conversation
from il2qa.render.style import Style, clean
from il2qa.render.wrapping import lines


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what /help says of it, and what it prints (None leaves the chat)."""

    name: str
    summary: str
    run: Callable[[Conversation, Style], str | None]


def run(line: str, conversation: Conversation, style: Style) -> str | None:
    """Carry out a line that begins with "/" and return what to print; None leaves the chat."""
    name = line.split()[0].lower()
    command = next((found for found in COMMANDS if found.name == name), None)
    if command is not None:
        return command.run(conversation, style)
    near = difflib.get_close_matches(name, [found.name for found in COMMANDS], n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else "/help lists the commands."
    return f"No command {clean(name)}: {hint}"


def _help(conversation: Conversation, style: Style) -> str:
    width = max(len(found.name) for found in COMMANDS)
    rows = [f"  {found.name:<{width}}  {found.summary}" for found in COMMANDS]
    keys = "Keys: ↑ earlier questions · → take the suggestion · Ctrl-C clear · Ctrl-D leave"
    return "\n".join(["Type a question, or:", *rows, keys])


def _sources(conversation: Conversation, style: Style) -> str:
    """The records that the last answer quotes, each once, in full."""
    if conversation.last is None or not conversation.last.passages:
        return "No sources yet: ask a question first."
    citations = {part.citation.id: part.citation for part in conversation.last.passages}
    shown = []
    for citation in citations.values():
        told = f"{clean(citation.reference)} {citation.url or ''}".rstrip()
        shown.append("\n".join(told[start:end] for start, end in lines(told, style.width)))
    return "\n\n".join(shown)


def _quit(conversation: Conversation, style: Style) -> None:
    return None


COMMANDS = (
    Command("/help", "show this list", _help),
    Command("/sources", "the references of the last answer", _sources),
    Command("/quit", "leave (also Ctrl-D)", _quit),
)
