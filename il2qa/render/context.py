"""A passage in its field: the whole abstract, one sentence of it set off and marked."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.models import Citation, Record
from il2qa.passages.spans import field_texts
from il2qa.render.style import Style, clean
from il2qa.render.wrapping import lines, wrapped

_MARK = "▶ "


def context_text(record: Record, citation: Citation, style: Style) -> str:
    """The field that a passage stands in, whole, with the passage set off; ends in a newline."""
    text = clean(field_texts(record).get(citation.field, ""))
    reference = style.faint(wrapped(clean(citation.reference), style.width))
    notices = style.warning("⚠ " + " · ".join(record.notices)) if record.notices else ""
    parts = [
        _lines(text[: citation.start].rstrip(), "  ", style),
        _lines(text[citation.start : citation.end], _MARK, style),
        _lines(text[citation.end :].lstrip(), "  ", style),
    ]
    shown = "\n".join(line for part in parts for line in part)
    return "\n\n".join(part for part in (notices, reference, shown) if part) + "\n"


def _lines(text: str, lead: str, style: Style) -> Iterator[str]:
    """A part of the text in lines, each behind a lead; what has a mark before it is marked."""
    for start, end in lines(text, style.width - len(lead) if style.width else None):
        line = text[start:end]
        yield lead + (style.matched(line) if lead == _MARK else line)
