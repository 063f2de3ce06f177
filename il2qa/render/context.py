"""A passage in its field: the whole abstract with one sentence marked."""

from __future__ import annotations

from il2qa.models import Citation, Record
from il2qa.passages import field_texts
from il2qa.render.style import Style, clean
from il2qa.render.wrapping import lines, wrapped

_MARK = "▶ "


def context_text(record: Record, citation: Citation, style: Style) -> str:
    """The field that a passage stands in, whole, with the passage marked; ends in a newline."""
    text = clean(field_texts(record).get(citation.field, ""))
    reference = style.faint(wrapped(clean(citation.reference), style.width))
    notices = style.warning("⚠ " + " · ".join(record.notices)) if record.notices else ""
    shown = "\n".join(_framed(text, citation.start, citation.end, style))
    return "\n\n".join(part for part in (notices, reference, shown) if part) + "\n"


def _framed(text: str, start: int, end: int, style: Style) -> list[str]:
    """The lines of a text; those that a part of it stands on have a mark before them."""
    shown = []
    for first, last in lines(text, style.width - len(_MARK) if style.width else None):
        low, high = max(first, start), min(last, end)
        if low < high:
            marked = style.matched(text[low:high])
            shown.append(f"{_MARK}{text[first:low]}{marked}{text[high:last]}")
        else:
            shown.append(" " * len(_MARK) + text[first:last])
    return shown
