"""The visible text of a saved HTML page, as the lines that a browser would show."""

from __future__ import annotations

from html.parser import HTMLParser

_HIDDEN = frozenset({"script", "style", "template", "noscript", "svg", "select"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "em", "i", "label", "mark", "small", "span", "strong", "sub", "sup"}
)
_SCRIPT = ("sub", "sup")  # in parentheses, as in markup.py; not the marks of affiliations


class _Text(HTMLParser):
    """Gathers text; what is not inline begins a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
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

    def handle_data(self, data: str) -> None:
        """Take text that is shown."""
        if self._hidden is None:
            self._parts.append(data)

    def end_line(self) -> None:
        """Close the line that is being gathered."""
        line = " ".join("".join(self._parts).split())
        if line:
            self.lines.append(line)
        self._parts.clear()


def lines_of_html(text: str) -> list[str]:
    """Return the lines of a page; broken HTML gives what can be read of it."""
    parser = _Text()
    parser.feed(text)
    parser.close()
    parser.end_line()
    return parser.lines
