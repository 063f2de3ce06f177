"""Reads PubMed's XML, one record at a time: efetch's, the baseline's, books, old MEDLINE sets.

Each record's element is cut out of the stream by its tags and parsed alone. So memory stays flat,
damage ends with the record that has it, and no document type ever reaches the parser: entities
declared there, which could expand without end or name other files, remain unknown names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING

from il2qa.patterns import lazy_pattern
from il2qa.readers.event import Deletion, Event, Problem, skipped, with_doubts
from il2qa.readers.source import MAX_RECORD, Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RECORD = (
    r"<(PubmedArticle|PubmedBookArticle|MedlineCitation|DeleteCitation|DeleteDocument)"
    r"(?=[\s>/])[^<>]*>"
)
_RECORD_START = lazy_pattern(_RECORD)
_START = lazy_pattern(rf"{_RECORD}|<!--|<!DOCTYPE\b|<!\[CDATA\[")
_RECORDS = ("<PubmedArticle", "<PubmedBookArticle")  # never inside another record
_TAG = lazy_pattern(r"<[^<>]*>")
_PMID = lazy_pattern(r"<PMID[^<>]*>\s*(\d{1,9})\s*</PMID>")
_LONGEST_TAG = 4096
_PREFIXED = (
    '<x xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</x>'
)
_UNDEFINED_ENTITY, _BAD_REFERENCE, _UNBOUND_PREFIX = 11, 14, 27  # expat's error numbers
_NO_CHARACTER = lazy_pattern("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = lazy_pattern(r"&(?:#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}))|(\w{1,32}));")


def recognises(head: str) -> bool:
    """Say whether text that begins so is PubMed's XML."""
    return any(match[1] for match in _START.finditer(head))


def read(source: Source) -> Iterator[Event]:
    """Yield the records, deletions and problems of a source, in order."""
    for piece in _pieces(_Buffer(source)):
        if isinstance(piece, Problem):
            yield piece
        else:
            yield from _events(*piece)


class _Buffer:
    """The part of the stream that is being looked at: `text` from `at` on, which is at `line`."""

    def __init__(self, source: Source) -> None:
        self.text = ""
        self.at = 0
        self.line = 1
        self._chunks = source.chunks()
        self._passed = 0  # characters of the stream before `text`
        self._absent: dict[str, int] = {}  # by mark: how far into the stream it is not found

    def more(self) -> bool:
        """Read on, so that `at` is 0; False at the end of the stream."""
        chunk = next(self._chunks, None)
        self.text = self.text[self.at :] + (chunk or "")
        self._passed += self.at
        self.at = 0
        return chunk is not None

    def skip_to(self, end: int) -> None:
        """Pass over the text before `end`."""
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def end_of(self, mark: str) -> int:
        """Return where the next `mark` ends, or -1: none in the rest, or not within a record."""
        while True:
            start = max(self.at, self._absent.get(mark, 0) - self._passed)
            found = self.text.find(mark, start)
            if found >= 0:
                return found + len(mark)
            self._absent[mark] = self._passed + max(start, len(self.text) - len(mark))
            if len(self.text) - self.at > MAX_RECORD or not self.more():
                return -1

    def bounds(self, name: str) -> tuple[int, int]:
        """Return where the element at `at` ends and where another record begins inside it.

        Either is -1 for none. The next start is looked for first, then the end before it: so
        records without end cost no more than others.
        """
        others = [mark for mark in _RECORDS if mark != f"<{name}"]
        start = self.at + 1
        while True:
            following = self.text.find(f"<{name}", start)
            limit = following if following > 0 else len(self.text)
            end = self.text.find(f"</{name}>", start, limit)
            limit = end if end > 0 else limit
            starts = (self.text.find(mark, start, limit) for mark in others)
            inside = min((found for found in starts if found > 0), default=-1)
            if end > 0 or inside > 0 or following > 0:
                closed = end > 0 and inside < 0
                return (
                    (end + len(name) + 3, -1)
                    if closed
                    else (-1, inside if inside > 0 else following)
                )
            unseen = len(self.text) - self.at - len(name) - 3
            if unseen > MAX_RECORD or not self.more():
                return -1, -1
            start = max(1, unseen)


def _pieces(buffer: _Buffer) -> Iterator[Problem | tuple[str, int]]:
    """Yield each record's element as (text, its first line), and what stands in the way."""
    stray = False  # whether the text before the next record has been told
    while True:
        start = _START.search(buffer.text, buffer.at)
        tag = buffer.text.rfind("<", buffer.at)
        edge = len(buffer.text) - _LONGEST_TAG
        between = start.start() if start else tag if tag > edge else len(buffer.text)
        gap = buffer.text[buffer.at : between]
        if not stray and _TAG.sub("", gap).strip("\ufeff \t\n"):
            stray = True
            place = f"line {buffer.line}"
            yield Problem("skipped", "text outside any record", place, "passed over")
        buffer.skip_to(between)
        if start is None:
            if not buffer.more():
                return
        elif start[1]:
            stray = False
            yield from _piece(buffer, start[1], start[0])
        else:
            yield from _passed(buffer, start[0])


def _passed(buffer: _Buffer, opening: str) -> Iterator[Problem]:
    """Pass over a comment, a CDATA section or a document type; to the next record if it is open."""
    line = buffer.line
    if opening == "<!--":
        end = buffer.end_of("-->")
    elif opening.startswith("<!["):
        end = buffer.end_of("]]>")
    else:
        end = buffer.end_of(">")
        if "[" in buffer.text[buffer.at : max(end, 0)]:
            end = buffer.end_of("]>")
            if "<!ENTITY" in buffer.text[buffer.at : max(end, 0)]:
                place = f"document type at line {line}"
                yield Problem("altered", "entity declarations", place, "never expanded")
    if end < 0:
        following = _RECORD_START.search(buffer.text, buffer.at)
        end = following.start() if following else len(buffer.text)
        yield Problem("skipped", f"{opening} without end", f"line {line}", "passed over")
    buffer.skip_to(end)


def _piece(buffer: _Buffer, name: str, opening: str) -> Iterator[Problem | tuple[str, int]]:
    """Yield the element that the buffer begins with; a broken one ends where the next begins."""
    if opening.endswith("/>"):
        end, inside = buffer.at + len(opening), -1
    else:
        end, inside = buffer.bounds(name)
    line = buffer.line
    if inside > 0:
        piece = buffer.text[buffer.at : inside]
        buffer.skip_to(inside)
        yield skipped("XML element not closed", line, _pmid(piece))
    elif end > 0:
        piece = buffer.text[buffer.at : end]
        buffer.skip_to(end)
        yield piece, line
    else:
        piece = buffer.text[buffer.at :]
        buffer.skip_to(len(buffer.text))
        reason = "record too long" if len(piece) > MAX_RECORD else "XML cut off"
        yield skipped(reason, line, _pmid(piece))


def _pmid(text: str) -> str | None:
    match = _PMID.search(text)
    return match[1] if match else None


def _events(text: str, line: int) -> Iterator[Event]:
    """Parse one element and yield what it says."""
    from xml.etree.ElementTree import ParseError

    from il2qa.identifiers import pmid
    from il2qa.readers.xml_records import record_of

    try:
        element, altered = _parse(text)
        if element.tag.startswith("Delete"):
            numbers = (pmid(child.text or "") for child in element if child.tag == "PMID")
            yield from (Deletion(number) for number in numbers if number)
            return
        record = record_of(element)
    except ParseError as error:
        undefined = error.code == _UNDEFINED_ENTITY
        reason = "undefined XML entity" if undefined else "malformed XML"
        yield skipped(reason, line + error.position[0] - 1, _pmid(text))
    except RecursionError:
        yield skipped("XML nested too deep", line, _pmid(text))
    else:
        if record is None:
            yield skipped("no PMID", line)
        else:
            yield from with_doubts(record, line)
        if altered:
            yield Problem("altered", altered, f"record at line {line}", "record kept")


def _parse(text: str) -> tuple[Element, str]:
    """Parse one element, and say what had to be repaired for that."""
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        return fromstring(text), ""  # noqa: S314 - no document type, so no entities
    except ParseError as error:
        if error.code == _UNBOUND_PREFIX:  # declared on the set that the record was cut from
            return fromstring(_PREFIXED.format(text))[0], ""  # noqa: S314
        if error.code in (_UNDEFINED_ENTITY, _BAD_REFERENCE):
            repaired, what = _REFERENCE.sub(_repaired, text), "references to no character of XML"
        else:
            repaired, what = _NO_CHARACTER.sub(" ", text), "characters that XML forbids"
        if repaired == text:
            raise
        return _parse(repaired)[0], what


def _repaired(reference: re.Match[str]) -> str:
    """Give an HTML name its character, drop a reference to no XML character, keep the others."""
    hexadecimal, decimal, name = reference.groups()
    if name:
        known = "" if name in ("lt", "gt", "amp", "quot", "apos") else html5.get(f"{name};", "")
        return known or reference[0]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return reference[0] if allowed or 0x10000 <= code < 0x110000 else ""
