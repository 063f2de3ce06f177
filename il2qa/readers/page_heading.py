"""The heading of a saved PubMed page: imprint, title, byline and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from il2qa.patterns import lazy_pattern
from il2qa.readers.bylines import is_byline, parse_byline, parse_natural_byline
from il2qa.readers.citations import Reference, parse_imprint, parse_reference, publication_types
from il2qa.readers.people import People

_IMPRINT = lazy_pattern(r"^\.?\s*(?:1[89]|20)\d\d\b[^:]{0,40}[;.:]")
_CITATION = lazy_pattern(
    r"^(?P<journal>[A-Z][^.:;?!]{1,80}?)\s*\. (?:1[89]|20)\d\d\b[^:]{0,30}[;.]"
)  # the older layout: journal and imprint on one line
_MORE_IMPRINT = lazy_pattern(r"^(?:doi|pii|epub|ecollection|print)\b|^online ahead", re.IGNORECASE)
_ARTICLE_IN = lazy_pattern(r"^\[Article in ([^\];]+)[^\]]*\]$")
_BYLINE = lazy_pattern(
    r"^(?P<authors>.*?\S)\s+et al\.?,?\s+(?P<journal>\S.*?)\.?\s*(?:\d{4}[^.]*)?\s*\.?$"
)
_SHORT_VIEW = lazy_pattern(r"^(?P<authors>[^.]+)\.\s+(?P<journal>[^.]+)\.\s*(?:\d{4}[^.]*)?\s*\.?$")
_IDENTIFIER = lazy_pattern(r"^(?:[•·*]\s*)?(PMID|PMCID|DOI|NIHMSID)\b:?\s*(\S+)?")
_DOI = lazy_pattern(r"\bdoi:\s*(10\.\d{4,9}/\S+?)\.?(?=\s|$)", re.IGNORECASE)
_PMC = lazy_pattern(r"\bPMCID:?\s*(PMC\d+)", re.IGNORECASE)
_NUMBERED = lazy_pattern(r"^(\d{1,3})[\s.]+(?=\D)")
_GLUED_MARKS = lazy_pattern(r"(?<=[A-Z])\d{1,2}(?:,\d{1,2})*(?=[,;.]|$)")


@dataclass(slots=True)
class Heading:
    """What a page's heading tells."""

    reference: Reference
    title: str = ""
    byline: str = ""
    languages: str = ""
    types: list[str] = field(default_factory=list)
    doi: str | None = None
    pmc: str | None = None
    shortened: bool = False

    def people(self, affiliations: list[str]) -> People:
        """Return the authors with the affiliations ("1 Department of …") that their marks name."""
        inverted = _GLUED_MARKS.sub(_apart, self.byline)  # "Doe J1,2" of the older layout
        if is_byline(inverted):
            people, marks = parse_byline(inverted)
        else:
            people, marks = parse_natural_byline(self.byline)
        people.complete = people.complete and not self.shortened
        texts: dict[str, str] = {}
        for line in affiliations:
            number = _NUMBERED.match(line)
            texts[number[1] if number else ""] = line[number.end() :] if number else line
        for index, own in enumerate(marks):
            for mark in own or ([""] if index == 0 else []):
                if mark in texts:
                    people.affiliation_of(index, texts[mark])
        return people


def _apart(marks: re.Match[str]) -> str:
    return "".join(f"({mark})" for mark in marks[0].split(","))


def heading_of(lines: list[str]) -> Heading:
    """Read the lines above a page's first heading."""
    at = next((i for i, line in enumerate(lines) if _IMPRINT.match(line)), -1)
    combined = next((i for i, line in enumerate(lines) if _CITATION.match(line)), -1)
    if combined >= 0 and (at < 0 or combined < at):
        at, reference = combined, _reference(lines, combined, parse_reference)
    else:
        reference = _reference(lines, at, parse_imprint)
        reference.journal = _line_above(lines, at)
    below = [line for line in lines[at + 1 :] if not _MORE_IMPRINT.match(line)]
    heading = Heading(reference)
    heading.types = [line for line in lines if line in publication_types()]
    everything = " ".join(lines)
    doi, pmc = _DOI.search(everything), _PMC.search(everything)
    heading.doi, heading.pmc = doi and doi[1], pmc and pmc[1].upper()
    language = next((match[1] for line in lines if (match := _ARTICLE_IN.match(line))), "")
    heading.languages = language
    texts = [line for line in below if not _is_apart(line)]
    if texts:
        heading.title = texts[0]
        _take_byline(heading, texts[1:])
    return heading


def _reference(lines: list[str], at: int, parse: object) -> Reference:
    """Parse the imprint at a line, with the lines below that go on with it."""
    if at < 0:
        return Reference()
    more = at + 1
    while more < len(lines) and _MORE_IMPRINT.match(lines[more]):
        more += 1
    text = " ".join(lines[at:more]).lstrip(". ")
    return parse_reference(text) if parse is parse_reference else parse_imprint(text)


def _line_above(lines: list[str], at: int) -> str | None:
    """The journal, where it stands alone above the imprint."""
    above = lines[at - 1] if at > 0 else ""
    return above.rstrip(".") if above and not _is_apart(above) and len(above) < 120 else None


def _is_apart(line: str) -> bool:
    """Say whether a line of the heading is neither title nor byline."""
    return bool(line in publication_types() or _ARTICLE_IN.match(line) or is_identifier(line))


def is_identifier(line: str) -> bool:
    """Say whether a line is one of the identifiers below the byline ("• PMID: 3303316")."""
    return _IDENTIFIER.match(line) is not None


def _take_byline(heading: Heading, lines: list[str]) -> None:
    """Find the byline: the line below the title; else the short view's "J Doe et al. J Foo."."""
    below = [line for line in lines if line != heading.title]
    short = next((match for line in below if (match := _BYLINE.match(line))), None)
    if short is None and len(below) < len(lines):  # the title stands twice: a short view
        after = lines[lines.index(heading.title) + 1 :]
        short = next((match for line in after if (match := _SHORT_VIEW.match(line))), None)
    full = below[0] if below else ""
    if full and not _BYLINE.match(full) and (short is None or full != short[0]):
        heading.byline = full
    elif short:
        heading.byline, heading.shortened = short["authors"], "et al" in short[0]
    if short and not heading.reference.journal:
        heading.reference.journal = short["journal"].rstrip(" .")
