"""Inline markup of titles and abstracts flattened to plain text, as NLM's own text forms do.

Superscripts and subscripts stand in parentheses ("10(6) cells", "CD4(+)", "CO(2)"), the convention
of MEDLINE's text format: so nothing is lost or glued ("106 cells"), and a record reads the same
from XML and from MEDLINE text. A formula is written on one line: "a/b", "√(x)", "η(p)(2)".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from il2qa.readers.text import normalised

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SKIPPED = frozenset({"annotation", "annotation-xml", "mphantom", "maction", "none"})
_SCRIPTED = frozenset({"msup", "msub", "msubsup", "munder", "mover", "munderover"})


def flatten(element: Element | None) -> str:
    """Return the text of an element and its markup, cleaned; "" for no element."""
    if element is None:
        return ""
    if len(element):
        return normalised("".join(_pieces(element)))
    return normalised(element.text or "")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = _name(child)
        if name == "math":
            yield _formula(child)
        elif name in ("sup", "sub"):
            inner = "".join(_pieces(child))
            yield f"({inner})" if inner.strip() else inner
        else:
            yield from _pieces(child)
        yield child.tail or ""


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else "none"


def _formula(element: Element) -> str:
    """Return presentation MathML on one line (unknown elements: their parts in order)."""
    name = _name(element)
    if name in _SKIPPED:
        return ""
    if not len(element):
        return " " if name == "mspace" else " ".join((element.text or "").split())
    if name == "semantics":
        return _formula(element[0])
    parts = [_formula(child) + " ".join((child.tail or "").split()) for child in element]
    if name in _SCRIPTED:
        return parts[0] + "".join(f"({part})" for part in parts[1:] if part)
    if name == "mfrac":
        return "/".join(map(_grouped, parts))
    if name == "msqrt":
        return f"√({_joined(parts)})"
    if name == "mroot":
        return f"({parts[-1]})√({_joined(parts[:-1])})"
    if name == "mfenced":
        opening, closing = element.get("open", "("), element.get("close", ")")
        marks = element.get("separators", ",").strip()
        return opening + (f"{marks[0]} ".join(parts) if marks else _joined(parts)) + closing
    if name in ("mtr", "mlabeledtr", "mtable"):
        return ("; " if name == "mtable" else ", ").join(parts)
    return _joined([" ".join((element.text or "").split()), *parts])


def _grouped(part: str) -> str:
    return part if part.isalnum() or _is_closed(part) else f"({part})"


def _is_closed(part: str) -> bool:
    return part[:1] == "(" and part.find(")") == len(part) - 1


def _joined(parts: list[str]) -> str:
    """Join parts, apart where two words or two numbers would be glued ("sin x", but "2x")."""
    text = before = ""
    for part in filter(None, parts):
        if before[-1:].isalnum() and part[0].isalnum():
            alike = before[-1].isdigit() == part[0].isdigit()
            if alike and (len(before) > 1 or len(part) > 1 or part.isdigit()):
                text += " "
        text += part
        before = part
    return text
