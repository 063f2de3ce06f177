"""What a command line asks for, resolved once: nothing below looks at arguments again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from il2qa.cli.shared_options import CONDITIONS
from il2qa.errors import QuestionError
from il2qa.render.style import ColorChoice, Style, style_of
from il2qa.text.safety import legible

if TYPE_CHECKING:
    from il2qa.filters.where import Where
    from il2qa.selecting import Sort

DEFAULT_LIMIT = 3  # passages
_RECORDS = {"group": 5, "similar": 5, "list": 20}  # shown by default
_JSON_FORMS = frozenset({"json", "jsonl", "csl"})


class Output(NamedTuple):
    """Where and how results are printed."""

    stream: TextIO
    style: Style
    color: ColorChoice = "auto"
    form: str = "text"  # one of the command's formats
    is_paged: bool = False
    is_quiet: bool = False

    @property
    def is_json(self) -> bool:
        """Whether programs are to read it."""
        return self.form == "json"

    def write(self, text: str) -> None:
        """Print text, and a newline behind it, in characters that the stream shows."""
        print(self.style.presentable(text), file=self.stream, flush=True)

    def write_piece(self, text: str) -> None:
        """Print a piece of a longer text, which its form has made safe, nothing behind it."""
        from il2qa.render.json import printable

        if self.form in _JSON_FORMS:
            self.stream.write(self.style.presentable_json(printable(legible(text))))
        else:
            self.stream.write(self.style.presentable(text))

    def write_json(self, text: str) -> None:
        """Print JSON; what the stream cannot show is escaped, so that it decodes to the text."""
        from il2qa.render.json import printable

        print(self.style.presentable_json(printable(legible(text))), file=self.stream, flush=True)


class Options(NamedTuple):
    """One value for every command; what a command does not know is as at first."""

    command: str
    output: Output
    places: tuple[str, ...] | None = None  # of the corpus; None is the default one
    is_strict: bool = False
    where: Where | None = None
    limit: int = DEFAULT_LIMIT
    has_limit: bool = False  # else the chat's setting counts
    is_interactive: bool = False
    resumed: str | None = None  # the saved conversation to go on with; "" is the one saved last
    lists_sessions: bool = False
    questions: tuple[str, ...] | None = None  # None is the lines of standard input
    explains: bool = False
    is_grouped: bool = False  # several records are asked, and told record by record
    identifiers: tuple[str, ...] = ()
    citation_style: str = "nlm"
    sources: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    removed_sources: tuple[str, ...] = ()
    indexes_again: bool = False
    lists_sources: bool = False
    is_dry_run: bool = False
    workers: int | None = None  # None is one a core
    files: tuple[Path, ...] = ()
    run_file: Path | None = None
    address: tuple[str, int] | None = None  # to serve at; None is standard input and output
    shell: str = ""
    query: str = ""  # in PubMed's syntax; "" for all records
    sort: Sort = "relevance"
    page: int = 1
    counts_only: bool = False
    by: str | None = None  # what records are counted by


def resolved(parsed: argparse.Namespace) -> Options:
    """The options of a parsed command line. Raises QuestionError for a question that is none."""
    given = vars(parsed)
    command = parsed.command or "chat"
    interactive = command == "chat" and sys.stdin.isatty() and sys.stdout.isatty()
    is_grouped = given.get("group", False)
    default = _RECORDS.get("group" if is_grouped else command, DEFAULT_LIMIT)
    sort = given.get("sort", "relevance")
    run_file = given.get("run")
    return Options(
        command=command,
        output=_output(parsed),
        places=(*parsed.corpus_before, *parsed.corpus) or None,
        is_strict=parsed.strict,
        where=_where(given),
        limit=parsed.limit or default,
        has_limit=parsed.limit is not None,
        is_interactive=interactive,
        resumed=given.get("resume"),
        lists_sessions=given.get("sessions", False),
        questions=_questions(parsed.question) if command == "ask" else None,
        explains=given.get("explain", False),
        is_grouped=is_grouped,
        identifiers=tuple(map(legible, given.get("identifier", ()))),
        citation_style=given.get("style", "nlm"),
        sources=tuple(given.get("sources", ())),
        removed=tuple(map(legible, given.get("remove") or ())),
        removed_sources=tuple(given.get("remove_source") or ()),
        indexes_again=given.get("again", False),
        lists_sources=given.get("lists_sources", False),
        is_dry_run=given.get("dry_run", False),
        workers=given.get("workers"),
        files=tuple(map(Path, given.get("file", ()))),
        run_file=Path(run_file) if run_file else None,
        address=given.get("http"),
        shell=given.get("shell", ""),
        query=" ".join(map(legible, given.get("query", ()))),
        sort="newest" if sort == "date" else sort,
        page=given.get("page", 1),
        counts_only=given.get("count", False),
        by=given.get("by"),
    )


def _output(parsed: argparse.Namespace) -> Output:
    stream = sys.stdout
    return Output(
        stream=stream,
        style=style_of(stream, parsed.color),
        color=parsed.color,
        form="json" if getattr(parsed, "json", False) else parsed.format,
        is_paged=parsed.pager and stream.isatty(),
        is_quiet=parsed.quiet,
    )


def _where(given: dict[str, object]) -> Where | None:
    """The filters, or None where there are none."""
    asked = {
        name: [legible(one) for one in value] if isinstance(value, list) else value
        for name in CONDITIONS
        if (value := given.get(name))
    }
    if not asked:
        return None
    from il2qa.filters.where import Where

    return Where.model_validate(asked)


def _questions(words: Sequence[str]) -> tuple[str, ...] | None:
    """The questions of the command line, or None for the lines of standard input.

    Words without quotation marks are one question; several that were quoted are several.
    """
    if list(words) == ["-"] or (not words and not sys.stdin.isatty()):
        return None
    if not words:
        raise QuestionError('no question; ask one: il2qa ask "Which cells produce IL-2?"')
    if "-" in words:
        raise QuestionError('"-" reads standard input and stands alone')
    texts = tuple(map(legible, words))
    quoted = any(len(text.split()) > 1 for text in texts)
    return texts if quoted else (" ".join(texts),)
