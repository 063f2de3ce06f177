"""An answer as text: each quotation with its matched words marked, then its citation line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from il2qa.models import Answer, Citation, Group, Passage
from il2qa.models.remarks import remarks
from il2qa.render.counting import counted_text
from il2qa.render.style import Style, clean
from il2qa.render.wrapping import columns, lines, wrapped

_INDENT = "  "


def answer_text(answer: Answer, style: Style, first: int = 1) -> str:
    """The whole answer, its quotations numbered from `first`, without a newline at its end."""
    parts = [*_remarks(answer, style)]
    if answer.counts and answer.counts.values:
        parts.append(counted_text(dict(answer.counts.values), style))
    if answer.survey:
        parts += [_group(answer, group, style, first) for group in answer.survey.groups]
    else:
        parts += [
            passage_text(passage, style, number)
            for number, passage in enumerate(answer.passages, first)
        ]
    return "\n\n".join(parts)


def passage_text(passage: Passage, style: Style, number: int) -> str:
    """One quotation and its citation; on a terminal with its number in the margin."""
    margin = f"{number}. " if style.width else ""
    body = _quotation(passage, style, margin)
    return "\n".join([*body, *_warnings(passage, style), *_citation(passage.citation, style)])


def _group(answer: Answer, group: Group, style: Style, first: int) -> str:
    """What a survey quotes of one record: the kinds of study and the record, then each sentence."""
    passages = [answer.passages[place] for place in group.passages]
    block = [
        *_record_heading(passages[0].citation, group.types, style),
        *_warnings(passages[0], style),
    ]
    for number, passage in zip(group.passages, passages, strict=True):
        margin = f"{first + number}. " if style.width else ""
        block += _quotation(passage, style, margin)
        block.append(_INDENT + style.faint(place(passage.citation)))
    return "\n".join(block)


def _record_heading(citation: Citation, types: Sequence[str], style: Style) -> Iterator[str]:
    """A record's reference in short, behind the kinds of study that it is of."""
    kinds = [clean("; ".join(types))] if types else []
    heading = [_name(citation), *kinds, clean(citation.short_reference)]
    yield from _linked(" · ".join(heading + _corpus(citation)), citation, style)


def _remarks(answer: Answer, style: Style) -> Iterator[str]:
    """The remarks in lines of the terminal's width; a doubt stands out."""
    for kind, text in remarks(answer, clean):
        mark = {"reading": style.faint, "doubt": style.warning}.get(kind, str)
        if kind == "reading":  # what was understood hangs behind its sign
            yield "\n".join(map(mark, wrapped(text, style.width, "  ").split("\n")))
        else:
            yield "\n".join(map(mark, _wrapped(text, style)))


def _quotation(passage: Passage, style: Style, margin: str) -> Iterator[str]:
    text = clean(passage.text)
    width = style.width - columns(margin) if style.width else None
    for index, (start, end) in enumerate(lines(text, width)):
        lead = margin if index == 0 else " " * len(margin)
        yield style.faint(lead) + _marked(text, start, end, passage.highlights, style)


def _marked(
    text: str, start: int, end: int, highlights: tuple[tuple[int, int], ...], style: Style
) -> str:
    """The line `text[start:end]` with the parts of highlights that fall into it marked."""
    pieces, done = [], start
    for first, last in highlights:
        first, last = max(first, done), min(last, end)
        if first < last:
            pieces += [text[done:first], style.matched(text[first:last])]
            done = last
    return "".join([*pieces, text[done:end]])


def _warnings(passage: Passage, style: Style) -> Iterator[str]:
    if passage.notices:
        yield _INDENT + style.warning("⚠ " + " · ".join(passage.notices))


def _citation(citation: Citation, style: Style) -> Iterator[str]:
    heading = [_name(citation), place(citation), clean(citation.short_reference)]
    text = " · ".join(heading + _corpus(citation))
    for line in _linked(text, citation, style, indent=len(_INDENT)):
        yield _INDENT + style.faint(line)


def _linked(text: str, citation: Citation, style: Style, indent: int = 0) -> Iterator[str]:
    """A text that opens with a record's name, in lines; the name is a link to the record."""
    name = _name(citation)
    width = style.width - indent if style.width else None
    for index, (start, end) in enumerate(lines(text, width)):
        line = text[start:end]
        is_named = index == 0 and line.startswith(name)
        yield style.link(name, citation.url) + line[len(name) :] if is_named else line


def _name(citation: Citation) -> str:
    return f"PMID {citation.pmid}" if citation.pmid else clean(citation.id)


def _corpus(citation: Citation) -> list[str]:
    return [f"in {clean(citation.corpus)}"] if citation.corpus else []


def place(citation: Citation) -> str:
    """Where a passage stands, in words: "abstract (RESULTS), sentence 4", "publication type"."""
    name = citation.field.replace("_", " ")
    label = f" ({clean(citation.label)})" if citation.label else ""
    return name + label + (f", sentence {citation.sentence}" if citation.sentence else "")


def _wrapped(text: str, style: Style) -> list[str]:
    return [text[start:end] for start, end in lines(text, style.width)]


def choice_text(records: Sequence[Citation], style: Style) -> str:
    """Which of several records is meant: numbered choices, ending in a newline."""
    rows = [wrapped("Which record do you mean? Type its number.", style.width)]
    for number, citation in enumerate(records, 1):
        name = f"PMID {citation.pmid}" if citation.pmid else citation.id
        text = clean(f"{number}. {citation.short_reference} · {name}")
        rows.append(wrapped(text, style.width, "   "))
    return "\n".join(rows) + "\n"
