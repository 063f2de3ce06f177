"""Finds in anybody's text what it quotes, and the PMID that each quotation is said to be of.

A quotation stands in quotation marks, or in a block quote (">" before its lines), and has three
words or more: one or two words in quotation marks are a term. It belongs to the next PMID that its
paragraph names, else to the last one before it, else to the first of the paragraph that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from il2qa.identifiers import named_pmids
from il2qa.patterns import lazy_pattern

_LEAST = 3  # words
_MARKED = lazy_pattern(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"")
_BLOCK = lazy_pattern(r"^[ \t]*>[ \t]?", re.M)
_PARAGRAPH = lazy_pattern(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_ATTRIBUTION = lazy_pattern(r"\s*(?:[-\u2013\u2014(\[]|PMID\b)", re.I)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a text quotes from a record, and the line in which they begin, from 1."""

    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph: its text, its quotations with their places, and the PMIDs that it names."""

    line: int
    text: str
    quotes: tuple[tuple[int, str], ...]
    pmids: tuple[tuple[int, str], ...]


def claims(text: str) -> list[Claim]:
    """The quotations that a text ascribes to a PMID, in order."""
    paragraphs = list(_paragraphs(text))
    found = []
    for number, paragraph in enumerate(paragraphs):
        following = [one for one in paragraphs[number + 1 : number + 2] if not one.quotes]
        after = following[0].pmids[:1] if following else ()
        for place, quote in paragraph.quotes:
            pmid = _ascribed(place, paragraph.pmids) or next((one for _, one in after), None)
            if pmid:
                line = paragraph.line + paragraph.text.count("\n", 0, place)
                found.append(Claim(quote, pmid, line))
    return found


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    line, done = 1, 0
    for match in _PARAGRAPH.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        whole = match[0]
        is_block = all(_BLOCK.match(one) for one in whole.splitlines())
        plain = _BLOCK.sub("", whole) if is_block else whole
        quotes = tuple(_marked(plain))
        if is_block and not quotes:
            quotes = tuple(_block(plain))
        yield _Paragraph(line, plain, quotes, tuple(named_pmids(plain)))


def _marked(text: str) -> Iterator[tuple[int, str]]:
    for match in _MARKED.finditer(text):
        quote = next(part for part in match.groups() if part is not None)
        if len(quote.split()) >= _LEAST:
            yield match.start(), _bare(quote)


def _block(text: str) -> Iterator[tuple[int, str]]:
    """A block quote up to the line that says where it is from."""
    lines: list[str] = []
    for line in text.splitlines():
        if lines and _ATTRIBUTION.match(line) and any(named_pmids(line)):
            break
        lines.append(line)
    quote = " ".join(lines)
    if len(quote.split()) >= _LEAST:
        yield 0, _bare(quote)


def _ascribed(place: int, pmids: Sequence[tuple[int, str]]) -> str | None:
    """The PMID that is named next after a place, else the last one before it."""
    after = [pmid for start, pmid in pmids if start >= place]
    before = [pmid for start, pmid in pmids if start < place]
    return after[0] if after else before[-1] if before else None


def _bare(quote: str) -> str:
    """A quotation on one line, without the comma or stop that its sentence puts inside."""
    return " ".join(quote.split()).rstrip(",;.")
