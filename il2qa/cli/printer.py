"""Prints the answers of a command: in its form, through the pager, quietly or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from il2qa.cli.options import Output
from il2qa.models import Answer, Record
from il2qa.render.style import clean

Render = Callable[[Answer], str]


class AnswerPrinter(Protocol):
    """What takes the answers of a command, one after another."""

    def show(self, answer: Answer, below: str | None = None) -> None:
        """Print an answer and what stands below it, or hold it."""

    def say(self, text: str) -> None:
        """Print what is no answer; where a program reads the answers, on standard error."""

    def close(self) -> None:
        """Print what was held."""


class QuotedRecords:
    """Prints at the end, in a form for other programs, each record that answers quote, once."""

    def __init__(self, output: Output, find: Callable[[str], Record | None]) -> None:
        self._output = output
        self._find = find
        self._quoted: dict[str, None] = {}

    def show(self, answer: Answer, below: str | None = None) -> None:
        """Note which records an answer quotes."""
        self._quoted.update((passage.citation.id, None) for passage in answer.passages)

    def say(self, text: str) -> None:
        """Print what is no record on standard error."""
        _say_aside(text, self._output)

    def close(self) -> None:
        """Print the records, in the order in which they were quoted first."""
        from il2qa.exchange import written

        records = (record for name in self._quoted if (record := self._find(name)))
        for piece in written(records, self._output.form) if not self._output.is_quiet else ():
            self._output.write_piece(piece)


class Printer:
    """Prints each answer as it comes; through the pager all together, at the end.

    With `names_questions` text tells above each answer what was asked, as the other forms do.
    """

    def __init__(self, output: Output, *, names_questions: bool = False) -> None:
        self._output = output
        self._render = _renderer(output)
        self._names_questions = names_questions and output.form == "text"
        self._heading = _heading(output.form)
        self._between = "\n" if output.form in ("text", "markdown") else ""
        self._held: list[str] = []
        self._has_begun = False

    def show(self, answer: Answer, below: str | None = None) -> None:
        """Print an answer and what stands below it, or hold both for the pager."""
        if self._output.is_quiet:
            return
        text = self._render(answer)
        if self._names_questions:
            text = f"Question: {clean(answer.question)}\n{text}"
        if self._has_begun:
            text = self._between + text
        elif self._heading:
            text = f"{self._heading}\n{text}"
        self._has_begun = True
        self._put(text if below is None else f"{text}\n{below}")

    def _put(self, text: str) -> None:
        """Print a text, or hold it for the pager."""
        if self._output.is_paged:
            self._held.append(self._presentable(text))
        else:
            self._print(text)

    def say(self, text: str) -> None:
        """Print what is no answer, among them; JSON and TSV have no place for it."""
        if not self._between:
            _say_aside(text, self._output)
        elif not self._output.is_quiet:
            self._put(self._between + text if self._has_begun else text)
            self._has_begun = True

    def close(self) -> None:
        """Show what was held."""
        if not self._held:
            return
        from il2qa.render.paging import fits, page

        text = "\n".join(self._held) + "\n"
        if fits(text) or not page(text):
            self._print(text.removesuffix("\n"))

    def _presentable(self, text: str) -> str:
        style = self._output.style
        return style.presentable_json(text) if self._output.is_json else style.presentable(text)

    def _print(self, text: str) -> None:
        if self._output.is_json:
            self._output.write_json(text)
        else:
            self._output.write(text)


def _say_aside(text: str, output: Output) -> None:
    if not output.is_quiet:
        print(output.style.presentable(text), file=sys.stderr, flush=True)


def _heading(form: str) -> str:
    if form != "tsv":
        return ""
    from il2qa.render.tsv import heading

    return heading()


def _renderer(output: Output) -> Render:
    if output.form == "json":
        from il2qa.render.json import answer_json

        return answer_json
    if output.form == "markdown":
        from il2qa.render.markdown import answer_markdown

        return answer_markdown
    if output.form == "tsv":
        from il2qa.render.tsv import answer_tsv

        return answer_tsv
    from il2qa.render.text import answer_text

    return lambda answer: answer_text(answer, output.style)
