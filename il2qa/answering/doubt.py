"""Why an answer is shown with a doubt, where its records mention all that was asked."""

from __future__ import annotations

import re

from il2qa.answering.finding import Finding
from il2qa.answering.metadata import speaking_words
from il2qa.paper_questions.kinds import kinds
from il2qa.paper_questions.wording import is_topic
from il2qa.ranking.cues import is_number
from il2qa.ranking.rank import Ranked
from il2qa.text.roles import ROLES

_PLAIN = re.compile(r"[a-z]+")
_APART = re.compile(r"(?<![\w-])\w+")  # the 2 of IL-2 counts nothing
_QUANTITIES = frozenset({"many", "much"})
_KINDS = {
    "OBJECTIVE": ("aim", "it tells an aim, not a finding"),
    "METHODS": ("method", "it tells a method, not a finding"),
    "BACKGROUND": ("background", "it tells what was known before, not a finding"),
}


def doubt(finding: Finding, first: Ranked) -> str:
    """What keeps the first quotation from being sure, in words that follow a colon."""
    if finding.request.names_nothing:
        return _numberless(finding, first) or _kind(finding, first) or _NEIGHBOUR
    return (
        _unsaid(finding, first)
        or _numberless(finding, first)
        or _kind(finding, first)
        or _NEIGHBOUR
    )


_NEIGHBOUR = "what is asked is mentioned, but perhaps of a neighbouring finding"


def _unsaid(finding: Finding, first: Ranked) -> str:
    """The words of the question that only other sentences of the records have."""
    query, terms = finding.request.query, set(first.passage.terms)
    spoken = speaking_words(finding.request.engine.analyzer)
    lacking = [
        one.surface
        for one in query.concepts
        if one.topical and not one.stands_in(terms) and not spoken.issuperset(one.own)
    ]
    if finding.route == "reading":  # "what was the aim?": no passage need say "aim"
        lacking = [word for word in lacking if is_topic(word)]
    words = ", ".join(f"“{word}”" for word in dict.fromkeys(lacking))
    return f"the first quotation does not itself mention {words}" if words else ""


def _numberless(finding: Finding, first: Ranked) -> str:
    asks = not _QUANTITIES.isdisjoint(_PLAIN.findall(finding.request.text.lower()))
    words = _APART.findall(first.passage.text.lower())
    lacks = not any(word[0].isdigit() or is_number(word) for word in words)
    return "a number is asked for, and the first quotation has none" if asks and lacks else ""


def _kind(finding: Finding, first: Ranked) -> str:
    """That it stands in a section which tells no findings, where those are asked for."""
    label = first.passage.span.label
    sections = first.candidate.record.abstract
    category = next((one.category for one in sections if label and one.label == label), None)
    role, told = _KINDS.get(category or "", ("", ""))
    return "" if role in _asked_for(finding) else told


def _asked_for(finding: Finding) -> frozenset[str]:
    """The roles of what answers: "how many took part?" is answered by a method."""
    known = kinds(finding.request.engine.analyzer)
    if finding.kind not in known:
        return frozenset()
    wanted = known[finding.kind].roles
    return frozenset(role for role, share in zip(ROLES, wanted, strict=True) if share > 0)
