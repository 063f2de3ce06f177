"""An answer as HTML for notebooks; all text of records is escaped."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from il2qa.models.remarks import remarks
from il2qa.patterns import lazy_pattern

if TYPE_CHECKING:
    from il2qa.models.answer import Answer, Citation, Group, Passage

_CONTROL = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINKED = ("https://pubmed.ncbi.nlm.nih.gov/", "https://doi.org/")


def as_html(answer: Answer) -> str:
    """The question, each passage with its matched words marked and a link, and what is missing."""
    parts = [f"<p><strong>{_escaped(answer.question)}</strong></p>"]
    parts += [f"<p>{html.escape(text)}</p>" for _, text in remarks(answer, _plain)]
    if answer.survey:
        parts += [_group(answer, group) for group in answer.survey.groups]
    elif answer.passages:
        parts.append(f"<ol>{''.join(map(_item, answer.passages))}</ol>")
    return f'<div class="il2qa-answer">{"".join(parts)}</div>'


def _group(answer: Answer, group: Group) -> str:
    """What a survey quotes of one record, below its reference and the kinds of study it is of."""
    passages = [answer.passages[place] for place in group.passages]
    heading = [passages[0].citation.short_reference, *group.types]
    listed = f'<ol start="{group.passages[0] + 1}">{"".join(map(_item, passages))}</ol>'
    return f"<p>{_escaped(' · '.join(heading))}</p>{listed}"


def _item(passage: Passage) -> str:
    notices = "".join(f" <strong>{_escaped(notice)}</strong>" for notice in passage.notices)
    return (
        f"<li><blockquote>{_marked(passage)}</blockquote>"
        f"<small>{_place(passage.citation)}{notices}</small></li>"
    )


def _marked(passage: Passage) -> str:
    parts, done = [], 0
    for start, end in passage.highlights:
        matched = f"<mark>{_escaped(passage.text[start:end])}</mark>"
        parts += [_escaped(passage.text[done:start]), matched]
        done = end
    return "".join([*parts, _escaped(passage.text[done:])])


def _place(citation: Citation) -> str:
    name = _escaped(f"PMID {citation.pmid}" if citation.pmid else citation.id)
    if citation.url and citation.url.startswith(_LINKED):
        name = f'<a href="{_escaped(citation.url)}" rel="noopener">{name}</a>'
    texts = [name, _escaped(citation.field)]
    texts += [_escaped(citation.label)] if citation.label else []
    texts += [f"sentence {citation.sentence}"] if citation.sentence else []
    return " · ".join([*texts, _escaped(citation.short_reference)])


def _escaped(text: str) -> str:
    """Text that HTML shows as it stands; characters that would steer its display are replaced."""
    return html.escape(_plain(text))


def _plain(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
