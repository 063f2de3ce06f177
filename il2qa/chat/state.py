"""One chat: its conversation, how it writes, what the user set."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from prompt_toolkit.history import History

from il2qa.api import Corpus
from il2qa.askable import AskableCorpus
from il2qa.chat import settings as stored
from il2qa.chat.sessions import Kept, stamp_of
from il2qa.chat.settings import Settings
from il2qa.conversation import Act, Choice, Conversation
from il2qa.errors import CorpusError, ExportError
from il2qa.models import Answer, Citation, Passage, Record
from il2qa.render.style import Style
from il2qa.render.text import answer_text, choice_text
from il2qa.render.wrapping import wrapped
from il2qa.text.safety import shown_name


@dataclass(slots=True)
class Chat:
    """What a command may look at and change."""

    conversation: Conversation
    stream: TextIO
    styled: Callable[[str], Style]  # the style of the stream in a theme, at its present width
    history: History
    settings: Settings = field(default_factory=Settings)
    settings_file: Path | None = None
    exported: set[Path] = field(default_factory=set)  # files that this chat wrote
    browse: Callable[[str], bool] = lambda url: False  # opens a page; False where it cannot
    kept: Kept | None = None  # where the conversation is kept up to date
    _is_cut_off: bool = False  # from the place of the corpus, as the user was told

    @property
    def style(self) -> Style:
        """How to write just now."""
        return self.styled(self.settings.theme)

    @property
    def corpus(self) -> AskableCorpus:
        """The corpus that is asked."""
        return self.conversation.corpus

    def say(self, text: str) -> str:
        """A message of the chat's own, in lines of the terminal's width."""
        return wrapped(shown_name(text), self.style.width, "  ") + "\n"

    def reply(self, question: str) -> str:
        """The answer to a question, or what must be chosen first."""
        reply = self.conversation.ask(question)
        return self.say(reply.text) if isinstance(reply, Act) else self.shown(reply)

    def shown(self, answer: Answer | Choice) -> str:
        """An answer or a choice as text."""
        if isinstance(answer, Choice):
            return choice_text(answer.records, self.style)
        return answer_text(answer, self.style, self.conversation.turns[-1].first)

    def news(self) -> str:
        """A line where the corpus was updated since the last question, and from now on is asked so.

        "" where it is as it was; where it can be read no more that is said once.
        """
        before = self.corpus.info
        try:
            self.conversation.refresh()
        except CorpusError as error:
            message = "" if self._is_cut_off else f"{error}; asked is what was read before."
            self._is_cut_off = True
            return message and self.say(message)
        self._is_cut_off = False
        info = self.corpus.info
        if info == before:  # at most its files were merged
            return ""
        lost = self.conversation.unfocus_lost()
        gone = f"; PMID {lost} is no longer in it, and no record in focus" if lost else ""
        return self.say(f"{info.name} was updated: {info.records:,} records now{gone}.")

    def keep(self) -> str:
        """Write what is new of the conversation under its name; what to say where that failed."""
        if self.kept is None:
            return ""
        try:
            self.kept.update(self.conversation.moments, self.places)
        except ExportError as error:
            self.kept = None
            return self.say(str(error))
        return ""

    def keep_as(self, name: str) -> None:
        """Keep the conversation under a name from now on: what its file has is the present."""
        self.kept = Kept(name, self.conversation.moments[-1], stamp_of(name))

    @property
    def places(self) -> tuple[str, ...] | None:
        """What opens the corpus again; None where its records are in memory alone."""
        places = self.corpus.places if isinstance(self.corpus, Corpus) else None
        return None if places is None else tuple(os.fspath(place) for place in places)

    def passage(self, reference: str) -> Passage | None:
        """The passage of a number; the last answer's first without one."""
        return self.conversation.passage(reference)

    def record(self, reference: str) -> Record | None:
        """The record of a number or PMID; without either the one in focus, or quoted first."""
        passage = self.passage(reference)
        first = self.conversation.subject or (passage.citation.id if passage else None)
        identifier = self.conversation.passage_source(reference) if reference else first
        return self.corpus.record(identifier) if identifier else None

    def cited(self) -> list[Citation]:
        """A citation of each record quoted so far, the latest first."""
        citations: dict[str, Citation] = {}
        for turn in reversed(self.conversation.turns):
            for passage in turn.answer.passages:
                citations.setdefault(passage.citation.id, passage.citation)
        return list(citations.values())

    def set(self, name: str, value: str) -> None:
        """Change a setting and keep it; raises SettingError."""
        self.settings = self.settings.changed(name, value)
        self.conversation.limit = int(self.settings.passages)
        if hasattr(self.history, "kept"):
            self.history.kept = self.settings.history == "on"
        if self.settings_file:
            stored.save(self.settings, self.settings_file)
