"""The visible text of a saved HTML page, as the lines that a browser would show."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from il2qa.readers.event import Problem
from il2qa.readers.source import MAX_RECORD, Source

_HIDDEN = frozenset({"script", "style", "template", "noscript", "svg", "select"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "em", "i", "label", "mark", "small", "span", "strong", "sub", "sup"}
)
_SCRIPT = ("sub", "sup")  # in parentheses, as in markup.py; not the marks of affiliations


class _Text(HTMLParser):
    """Gathers text; what is not inline begins a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pages: list[list[str]] = []
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._hidden: str | None = None
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or hide what is inside."""
        if self._hidden is None and tag in _HIDDEN:
            self._hidden = tag
        if tag not in _INLINE:
            self.end_line()
        elif tag in _SCRIPT and "affiliation" not in (dict(attrs).get("class") or ""):
            self._parts.append("(")
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what was hidden."""
        if tag == self._hidden:
            self._hidden = None
        if tag not in _INLINE:
            self.end_line()
        elif self._open[-1:] == [tag]:
            self._parts.append(")")
            self._open.pop()
        if tag == "html":
            self.end_page()

    def handle_data(self, data: str) -> None:
        """Take text that is shown."""
        if self._hidden is None:
            self._parts.append(data)

    def end_line(self) -> None:
        """Close the line that is being gathered."""
        line = " ".join("".join(self._parts).split())
        if line:
            self._lines.append(line)
        self._parts.clear()

    def end_page(self) -> None:
        """Close the page that is being gathered."""
        self.end_line()
        if self._lines:
            self.pages.append(self._lines)
        self._lines, self._hidden, self._open = [], None, []


def pages_of_html(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of the first line, lines) of each page of a file.

    Broken HTML gives what can be read of it; a page beyond all records' size is cut.
    """
    parser, fed, first = _Text(), 0, 1
    for chunk in source.chunks():
        fed += len(chunk)
        if fed <= MAX_RECORD:
            parser.feed(chunk)
        for page in parser.pages:
            yield first, page
            fed, first = 0, parser.getpos()[0]
        parser.pages.clear()
    if fed <= MAX_RECORD:
        parser.close()
    else:
        kept = "what stands before is read"
        source.problems.append(Problem("cut", "HTML page too long", f"page at line {first}", kept))
    parser.end_page()
    for page in parser.pages:
        yield first, page
