"""How the answers of a command are printed: the format, the pager, quietly or not at all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from il2qa.models import Answer

Render = Callable[[Answer], str]


@dataclass(slots=True)
class Printer:
    """Prints each answer as it comes; through the pager all together, at the end."""

    form: str
    render: Render
    heading: str = ""
    between: str = ""  # what parts two answers
    paged: bool = False
    quiet: bool = False
    _held: list[str] = field(default_factory=list)
    _begun: bool = False

    def show(self, answer: Answer, below: str | None = None) -> None:
        """Print an answer and what stands below it, or hold both for the pager."""
        if self.quiet:
            return
        text = self.render(answer)
        if self._begun:
            text = self.between + text
        elif self.heading:
            text = f"{self.heading}\n{text}"
        self._begun = True
        if below is not None:
            text = f"{text}\n{below}"
        if self.paged:
            self._held.append(text)
        else:
            print(text, flush=True)

    def close(self) -> None:
        """Show what was held."""
        if not self._held:
            return
        from il2qa.render.paging import fits, page

        text = "\n".join(self._held) + "\n"
        if fits(text) or not page(text):
            print(text, end="", flush=True)


def printer_of(options: argparse.Namespace) -> Printer:
    """The printer that the options ask for."""
    form = options.format
    heading, between = "", "\n" if form in ("text", "markdown") else ""
    if form == "tsv":
        from il2qa.render.tsv import heading as named

        heading = named()
    paged = options.pager and sys.stdout.isatty()
    return Printer(form, _renderer(form, options), heading, between, paged, options.quiet)


def _renderer(form: str, options: argparse.Namespace) -> Render:
    if form == "json":
        from il2qa.render.json import answer_json

        return answer_json
    if form == "markdown":
        from il2qa.render.markdown import answer_markdown

        return answer_markdown
    if form == "tsv":
        from il2qa.render.tsv import answer_tsv

        return answer_tsv
    from il2qa.render.style import style_of
    from il2qa.render.text import answer_text

    style = style_of(sys.stdout, options.color)
    return lambda answer: style.presentable(answer_text(answer, style))
