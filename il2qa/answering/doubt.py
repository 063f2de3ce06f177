"""Why an answer is shown with a doubt, where its records mention all that was asked."""

from __future__ import annotations

from il2qa.answering.finding import Finding
from il2qa.answering.metadata import speaking_words, topical
from il2qa.answering.naming import identity
from il2qa.answering.plain_names import untold
from il2qa.answering.untold import has_abstract
from il2qa.paper_questions.data import rows
from il2qa.paper_questions.kinds import kinds
from il2qa.paper_questions.needs import is_shown
from il2qa.paper_questions.parts import roles
from il2qa.paper_questions.wording import is_topic
from il2qa.patterns import lazy_pattern
from il2qa.ranking.cues import is_number
from il2qa.ranking.rank import Ranked
from il2qa.text.roles import ROLES

_PLAIN = lazy_pattern(r"[a-z]+")
_APART = lazy_pattern(r"(?<![\w-])\w+")  # the 2 of IL-2 counts nothing
_QUANTITIES = frozenset({"many", "much"})
_SURE = 0.9  # chance of a role
_NO_FINDING = {
    "aim": "it tells an aim, not a finding",
    "method": "it tells a method, not a finding",
    "background": "it tells what was known before, not a finding",
}
"""What is said where findings are asked for and a sentence has another role."""


def doubt(finding: Finding, first: Ranked) -> str:
    """What keeps the first quotation from being sure, in words that follow a colon."""
    lacks = finding.need and not is_shown(finding.need, first.passage)
    reasons = (
        _titled(first),
        _nearest(finding, first) if lacks else "",
        "" if finding.request.names_nothing else _unsaid(finding, first),
        _numberless(finding, first),
        _unmentioned(finding, first),
        _role(finding, first),
        _nearest(finding, first),
    )
    return next(filter(None, reasons), _NEIGHBOUR)


_NEIGHBOUR = "what is asked is mentioned, but perhaps of a neighbouring finding"


def _titled(first: Ranked) -> str:
    """That the record has no abstract, and the title is all that can be quoted."""
    lacks = first.passage in first.candidate.quoted and not has_abstract(first.candidate)
    name = identity(first.candidate.record)
    return f"{name} has no abstract in this corpus, and this is its title" if lacks else ""


def asked_for(kind: str | None) -> str | None:
    """What a kind of question asks of a record, behind "it may not say"."""
    return {name: what for name, what in rows("asked_for.tsv")}.get(kind or "")  # noqa: C416


def _nearest(finding: Finding, first: Ranked) -> str:
    """What a reader asked for that the record may not tell, the first quotation being nearest.

    A sentence that has what tells it, as a count tells how many, may tell it of something else.
    """
    asked = asked_for(finding.need) or asked_for(finding.kind)
    if finding.route != "reading" or asked is None:
        return ""
    if is_shown(finding.need, first.passage):
        return f"it tells {asked}, but perhaps only of a part or of something else"
    return f"{identity(first.candidate.record)} may not say {asked}; this comes nearest"


def _unsaid(finding: Finding, first: Ranked) -> str:
    """The words of the question that only other sentences of the records have."""
    query, terms = finding.request.query, set(first.passage.terms)
    analyzer = finding.request.engine.analyzer
    lacking = [one for one in topical(query, analyzer) if not one.stands_in(terms)]
    absent = [one.surface for one in untold(lacking, query, frozenset(terms), analyzer)]
    if finding.route == "reading":  # "what was the aim?": no passage need say "aim"
        absent = [word for word in absent if is_topic(word)]
    words = ", ".join(f"“{word}”" for word in dict.fromkeys(absent))
    return f"the first quotation does not itself mention {words}" if words else ""


def _numberless(finding: Finding, first: Ranked) -> str:
    asks = not _QUANTITIES.isdisjoint(_PLAIN.findall(finding.request.text.lower()))
    words = _APART.findall(first.passage.text.lower())
    lacks = not any(word[0].isdigit() or is_number(word) for word in words)
    return "a number is asked for, and the first quotation has none" if asks and lacks else ""


def _unmentioned(finding: Finding, first: Ranked) -> str:
    """That the first quotation has none of what is asked to be mentioned: "children"."""
    if finding.route != "reading" or finding.kind != "mention":
        return ""
    spoken = speaking_words(finding.request.engine.analyzer)
    named = [one for one in finding.request.query.concepts if not spoken.issuperset(one.own)]
    named = [one for one in named if one.surface.lower() != "mention"]
    if any(one.stands_in(set(first.passage.terms)) for one in named):
        return ""
    words = ", ".join(f"“{one.surface}”" for one in named)
    return f"the first quotation does not itself mention {words}" if words else ""


def _role(finding: Finding, first: Ranked) -> str:
    """That its role in the abstract, by label or as learnt, is none that tells findings."""
    candidate = first.candidate
    told = finding.route == "reading" or first.passage.span.label is not None
    if not told or first.passage not in candidate.quoted:
        return ""
    chances = roles(candidate.record, candidate.quoted)[candidate.quoted.index(first.passage)]
    role = ROLES[int(chances.argmax())] if chances.max() >= _SURE else ""
    return "" if role in _roles_of(finding) else _NO_FINDING.get(role, "")


def _roles_of(finding: Finding) -> frozenset[str]:
    """The roles of what answers: "how many took part?" is answered by a method."""
    known = kinds(finding.request.engine.analyzer)
    if finding.kind not in known:
        return frozenset()
    wanted = known[finding.kind].roles
    return frozenset(role for role, share in zip(ROLES, wanted, strict=True) if share > 0)
