"""Splits an abstract given as plain text into its labelled sections.

PubMed's text forms print a structured abstract as "BACKGROUND: … METHODS: …"; its XML has the
labels apart. Splitting gives both the same Record, and joining the sections again gives the
text back, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from il2qa.models import Section
from il2qa.patterns import lazy_pattern
from il2qa.readers.build import build
from il2qa.readers.text import normalised
from il2qa.text.data import rows

_LABEL = lazy_pattern(
    r"(?:^|(?<=[.?!] )|(?<=[.?!][)\]”\"] ))(?P<label>[A-Z][\w '’&/(),+-]{1,70}?): (?=\S)"
)
_PARAGRAPH = lazy_pattern(r"(?P<label>[A-Z][\w '’&/(),+-]{1,60}?): (?=\S)")


def split_sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a plain abstract (() for none), labels and categories apart.

    A label stands at the start of the text or after the end of a sentence, is followed by
    ": " and is written in capitals ("STUDY DESIGN: ") or is one of NLM's usual labels
    ("Background: "). Joined as Record.abstract_text does, the sections give the text again
    (its white space normalised).
    """
    text = normalised(text)
    if not text:
        return ()
    labels = list(_labels(text))
    if not labels:
        return (build(Section, text=text),)
    sections = []
    if labels[0].start("label"):
        sections.append(build(Section, text=text[: labels[0].start("label") - 1]))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start("label") - 1 if following else len(text)
        name = label["label"]
        sections.append(
            build(Section, text=text[label.end() : end], label=name, category=category_of(name))
        )
    return tuple(sections)


def labelled_section(paragraph: str) -> Section | None:
    """Return a paragraph that opens with a label as a section, its label in capitals.

    A page prints a section a paragraph and its label as "Background: "; PubMed's other forms
    have it in capitals.
    """
    match = _PARAGRAPH.match(paragraph)
    if match is None or len(match["label"].split()) > 6:
        return None
    label = match["label"].upper()
    text = paragraph[match.end() :]
    return build(Section, text=text, label=label, category=category_of(label))


def category_of(label: str) -> str | None:
    """Return NLM's category of a section label, or None for an unusual label."""
    return _categories().get(label.casefold())


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labels; one that stands right behind another belongs to its text."""
    end = -1
    for match in _LABEL.finditer(text):
        name = match["label"]
        capitals = name.isupper() and (match.start() == 0 or end >= 0)
        if match.start() > end and (capitals or category_of(name)):
            yield match
            end = match.end()


@cache
def _categories() -> dict[str, str]:
    """Return the categories of the usual labels, which are compared without case."""
    return {label.casefold(): category for category, label in rows("section_labels.tsv")}
