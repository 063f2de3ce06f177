"""Completion: commands and what each may be followed by, from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from il2qa.chat import commands
from il2qa.chat.sessions import saved
from il2qa.chat.settings import VALUES
from il2qa.chat.state import Chat
from il2qa.citing import STYLES
from il2qa.fields import LISTED, folded
from il2qa.filters.text import LISTS
from il2qa.render.style import clean

_MOST = 50

Offer = tuple[str, str]  # a text to put in, and what is said of it


class ChatCompleter(Completer):
    """Completes a line of the chat; a question only where it names a filter's value."""

    def __init__(self, chat: Callable[[], Chat]) -> None:
        self._chat = chat

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """The completions of the text before the cursor."""
        line = document.text_before_cursor
        if not line.startswith("/"):
            return
        name, space, rest = line.partition(" ")
        if not space:
            yield from _matching(name.lower(), ((c.name, c.summary) for c in commands.COMMANDS))
            return
        command = commands.named(name)
        arguments = command.arguments if command else ()
        words = rest.split(" ")
        place = min(len(words), len(arguments)) - 1
        if place < 0:
            return
        if arguments[place] in ("PLACE|reload", "FILE"):
            yield from _matching(rest, [("reload", "")] if "reload" in arguments[place] else [])
            yield from PathCompleter(expanduser=True).get_completions(Document(rest), event)
            return
        word = rest if arguments[place] == "FILTER" and '"' in rest else words[-1]
        yield from _matching(word, self._offers(arguments[place], words))

    def _offers(self, argument: str, words: list[str]) -> Iterator[Offer]:
        if argument == "FILTER":
            yield from self._filters(words[-1])
            return
        for kind in argument.split("|"):
            yield from self._values_of(kind, words)

    def _values_of(self, kind: str, words: list[str]) -> Iterable[Offer]:
        """What an argument of a kind may be; a kind in small letters is the word itself."""
        if kind == "N":
            return self._passages()
        if kind == "PMID":
            return ((part.id, clean(part.short_reference)) for part in self._chat().cited())
        if kind == "SESSION":
            return ((name, head.last if head else "") for name, head in saved().items())
        if kind == "STYLE":
            return ((name, style.summary) for name, style in STYLES.items())
        if kind == "NAME":
            return ((name, ", ".join(values[:6])) for name, values in VALUES.items())
        if kind == "VALUE":
            return ((value, "") for value in VALUES.get(words[0], ()))
        return [(kind, "")] if kind.islower() else []

    def _passages(self) -> Iterator[Offer]:
        for number, passage in enumerate(self._chat().conversation.numbered_passages, 1):
            yield str(number), clean(passage.text[:60])

    def _filters(self, word: str) -> Iterator[Offer]:
        name, colon, value = word.partition(":")
        if not colon:
            yield from (("year>=", "from that year on"), ("year<=", "up to that year"))
            yield from ((f"{name}:", "") for name in LISTS)
            yield "has:abstract", ""
            yield "off", "clear the filter"
            return
        for found in self._values(name, value.strip('"')):
            quoted = f'"{found}"' if " " in found else found
            yield f"{name}:{quoted}", ""

    def _values(self, name: str, begun: str) -> Iterable[str]:
        field = next((field.name for field in LISTED if field.typed == name), None)
        return self._chat().corpus.reader.names(field, begun, _MOST) if field else ()


def _matching(word: str, offers: Iterable[Offer]) -> Iterator[Completion]:
    begun = folded(word.replace('"', ""))
    seen: set[str] = set()
    for text, meaning in offers:
        if folded(text.replace('"', "")).startswith(begun) and text not in seen:
            seen.add(text)
            yield Completion(clean(text), start_position=-len(word), display_meta=meaning)
