r"""An answer as Markdown: each quotation a block quote, then where it stands to the character.

`quotations` reads them back, so that a quotation in somebody's notes can be checked: Markdown's
signs are escaped by a backslash, control characters by number ("&#27;"), and nothing else changes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from il2qa.models import Answer, Citation, Passage
from il2qa.models.remarks import remarks
from il2qa.patterns import lazy_pattern
from il2qa.text.safety import CONTROL

_SIGNS = lazy_pattern(r"[\\`*_\[\]<>&|~$]")
_OPENERS = lazy_pattern(r"^(\d*)([-+#=.)])")  # would open a list, a heading or a table's rule
_EDGES = lazy_pattern(r"^ | $")  # would be trimmed
_NUMBERED = lazy_pattern(r"&#([0-9]{1,7});|\\(.)")
_PLACE = lazy_pattern(
    r"^> — (?:\[PMID (?P<pmid>\d+)\]\([^)]*\)|`(?P<id>[^`]+)`), (?P<field>[a-z_]+)"
    r"(?:, [^\n]*?)?, characters (?P<start>[0-9]+)–(?P<end>[0-9]+)\b"
)

_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as somebody's file has it, and where that file says it stands."""

    text: str
    id: str
    field: str
    start: int
    end: int
    line: int  # in the file, from 1


def answer_markdown(answer: Answer, numbers: Mapping[str, int] = MappingProxyType({})) -> str:
    """The question as a heading, then its quotations; without a final newline.

    `numbers` are those of a reference list, by the record's identifier.
    """
    blocks = [f"### {escaped(answer.question)}", *(text for _, text in remarks(answer, escaped))]
    if answer.counts and answer.counts.values:
        rows = [f"| {escaped(name)} | {number} |" for name, number in answer.counts.values]
        blocks.append("\n".join([f"| {answer.counts.by} | records |", "|---|---:|", *rows]))
    quoted = [quotation(passage, numbers.get(passage.citation.id)) for passage in answer.passages]
    for group in answer.survey.groups if answer.survey else ():
        blocks.append(_record_heading(answer.passages[group.passages[0]].citation, group.types))
        blocks += [quoted[place] for place in group.passages]
    return "\n\n".join(blocks if answer.survey else [*blocks, *quoted])


def _record_heading(citation: Citation, types: Sequence[str]) -> str:
    """A record of a survey, with the kinds of study that it is of."""
    kinds = f" · {escaped('; '.join(types))}" if types else ""
    return f"**{escaped(citation.short_reference)}**{kinds}"


def quotation(passage: Passage, number: int | None = None) -> str:
    """One passage as a block quote; its second paragraph says where it stands."""
    notices = "".join(f" **{notice}**" for notice in passage.notices)
    reference = escaped(passage.citation.short_reference)
    listed = f" \\[{number}\\]" if number else ""
    corpus = f" · in {escaped(passage.citation.corpus)}" if passage.citation.corpus else ""
    lines = [escaped(passage.text), "", f"— {place(passage.citation)}.{notices}"]
    return "\n".join(f"> {line}".rstrip() for line in [*lines, f"{reference}{listed}{corpus}"])


def place(citation: Citation) -> str:
    """Where a passage stands: "[PMID 1](…), abstract, sentence 2, characters 10–52"."""
    name = f"[PMID {citation.pmid}]({citation.url})" if citation.pmid else f"`{citation.id}`"
    parts = [name, citation.field]
    parts += [escaped(citation.label)] if citation.label else []
    parts += [f"sentence {citation.sentence}"] if citation.sentence else []
    return ", ".join([*parts, f"characters {citation.start}–{citation.end}"])


def quotations(text: str) -> Iterator[Quotation]:
    """The quotations of a Markdown file that il2qa wrote, in order."""
    quoted: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _PLACE.match(line)
        if found:
            yield Quotation(
                text=unescaped("\n".join(quoted)),
                id=found["pmid"] or found["id"],
                field=found["field"],
                start=_offset(found["start"]),
                end=_offset(found["end"]),
                line=number - len(quoted) - 1,
            )
            quoted = []
        elif line.startswith("> ") and line != ">":
            quoted.append(line[2:])
        elif not line.startswith(">"):
            quoted = []


def _offset(digits: str) -> int:
    """An offset; of thousands of digits, which Python refuses, one past the end of any text."""
    return int(digits) if len(digits) < _MOST_DIGITS else sys.maxsize


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    text = _OPENERS.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", text))
    text = CONTROL.sub(_number, text.replace("\n", "&#10;"))
    return _EDGES.sub(_number, text)


def _number(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def unescaped(text: str) -> str:
    """The text that was escaped."""
    return _NUMBERED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    """What an escape stands for; a number that no character has stays as it is."""
    if match[2]:
        return match[2]
    number = int(match[1])
    return chr(number) if number <= sys.maxunicode else match[0]
