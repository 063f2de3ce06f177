"""What is said of a record that does not tell what a reader asks of it."""

from __future__ import annotations

from il2qa.answering.finding import REFUSED, Finding
from il2qa.answering.naming import identity
from il2qa.answering.request import Request
from il2qa.corpora.protocol import Candidate, quoted_terms
from il2qa.paper_questions import needs
from il2qa.paper_questions.data import rows
from il2qa.paper_questions.kinds import NAMING
from il2qa.paper_questions.needs import Need
from il2qa.paper_questions.wording import Wording

SURELY = 0.8  # chance of a kind, to say that the record does not tell it
_BESIDE = frozenset(("cited", "rated", "reviewed", "full_text"))
"""The needs that no record meets, but of a paper on just that: on citations, on open access."""
_NO_ABSTRACT = "has no abstract in this corpus"
_TITLED = frozenset(("about", "summary", "aim", "type", "istype"))
"""The kinds that a title may answer where a record has no abstract."""


def lacking(
    request: Request, subject: Candidate, asked: Wording, needed: Need | None
) -> str | None:
    """What is said where no passage has any word that answers a kind of question would have."""
    if not has_abstract(subject) and not _title_tells(request, subject, asked.kind, needed):
        return _NO_ABSTRACT
    if needed and any(needed.is_met(one) for one in subject.quoted):
        return None
    told = _table()
    name = needed.name if needed and needed.name in told else asked.kind
    if how_surely(asked, needed) < SURELY or name not in told:
        return None
    what, patterns = told[name]
    return None if any(needs.shows(one.text, patterns) for one in subject.quoted) else what


def how_surely(asked: Wording, needed: Need | None) -> float:
    """How likely a question is of its kind, or of one that has its need."""
    return needed.chance if needed else asked.chances[asked.kind]


def said_of(needed: Need | None) -> str | None:
    """What is said of a record that shows nothing of what is needed."""
    found = _table().get(needed.name) if needed else None
    return found and found[0]


def told_by_none(request: Request, subject: Candidate, asked: Wording) -> Finding | None:
    """That the record does not tell what no record tells: how often it is cited, its full text."""
    english = request.foreign and request.foreign.english
    needed = needs.need(english or request.said_of_focus, asked)
    if needed is None or needed.name not in _BESIDE:
        return None
    if any(needed.is_met(one) for one in subject.quoted):
        return None
    reason = f"{identity(subject.record)} {said_of(needed)}"
    return Finding(request, "reading", REFUSED, (), subject, kind=asked.kind, refusal=reason)


def has_abstract(subject: Candidate) -> bool:
    """Whether a record has more to quote than titles."""
    return any(one.span.field == "abstract" for one in subject.quoted)


def _title_tells(request: Request, subject: Candidate, kind: str, needed: Need | None) -> bool:
    """Whether the title alone may answer: it is of such a kind, or has what is asked for."""
    if kind in _TITLED or not subject.quoted:
        return kind in _TITLED
    if needed:
        return needed.tells and any(needed.is_met(one) for one in subject.quoted)
    named = () if request.names_nothing else request.query.concepts
    told = quoted_terms(subject)
    return kind in NAMING and any(one.topical and one.stands_in(told) for one in named)


def _table() -> dict[str, tuple[str, list[str]]]:
    return {name: (what, words.split()) for name, what, words in rows("untold.tsv")}
