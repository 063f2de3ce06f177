"""How requests open: "papers …", "how many …", "which journals …", "who publishes most …".

An opening takes the text of a request and gives what it wants, with the rest of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from il2qa.filters.tree import Is
from il2qa.queries.hints import types
from il2qa.queries.requests import CAPITAL, Wanted, by_of, clear_names, languages, names, nouns, of
from il2qa.queries.restrictions import by_authors, ends
from il2qa.text.data import by_role

_TOPIC = 3  # words of a topic before the records, but the first
Opened = tuple[Wanted, str] | None


def _of_names(text: str) -> Opened:
    """Numbers of every name: "which journals are covered?", "list all authors"."""
    covered = rf"(?:which|what) ({names()}) (?:is|are) (?:{of('held')})"
    listed = rf"(?:{of('lists')}) all (?:the )?({clear_names()})"
    found = re.fullmatch(covered, text, re.I) or re.fullmatch(listed, text, re.I)
    return (Wanted(is_counted=True, by=by_of(found[1])), "") if found else None


def _of_most(text: str) -> Opened:
    """Numbers of names, the most first: "who publishes most on X?", "who has written on X?"."""
    who = rf"(?:(who)|(?:which|what) ({clear_names()}))"
    publish = rf"(?:has |have )?(?:{of('publishes')})"
    most = rf"(?: (?:the )?most(?: often)?(?: (?:{of('record')}))?(?= |$)| (?=(?:on|about) ))"
    found = re.match(rf"{who} {publish}{most}", text, re.I)
    if found is None:
        return None
    by = "author" if found[1] else by_of(found[2])
    return Wanted(is_counted=True, by=by), text[found.end() :].strip()


def _of_common(text: str) -> Opened:
    """The same: "most common MeSH terms", "top authors on X", "which journals are top?"."""
    asked = r"(?:(?:who|which|what) (?:is|are) )?(?:the )?"
    first = re.match(rf"{asked}(?:{of('most')}) ({clear_names()})(?= |$)", text, re.I)
    last = re.match(
        rf"(?:which|what) ({clear_names()}) (?:is|are) (?:the )?(?:{of('most')}|used most)(?= |$)",
        text,
        re.I,
    )
    found = first or last
    if found is None:
        return None
    return Wanted(is_counted=True, by=by_of(found[1])), text[found.end() :].strip()


def _counted(text: str) -> Opened:
    """Numbers of records: "how many papers on diabetes per year?"."""
    found = re.match(rf"(?:how many|number of|count(?: of)?) ({nouns()})(?= |$)", text, re.I)
    if found is None:
        return None
    begun, rest = Wanted(is_counted=True).of_noun(found[1]), text[found.end() :].strip()
    return _by_whom(begun, rest) or (begun, rest)


def _by_author(text: str) -> Opened:
    """What somebody wrote: "what has Doe published?", "which papers did Doe write on gout?"."""
    noun = rf"(?P<several>{nouns()})|(?P<one>{of('one')})"
    found = re.match(rf"(?:which|what)(?: (?:{noun}))?(?= )", text, re.I)
    if found is None:
        return None
    begun = Wanted().of_noun(found["several"] or f"{found['one'] or ''}s")
    return _by_whom(begun, text[found.end() :].strip())


def _by_whom(begun: Wanted, text: str) -> Opened:
    """An author and a verb, as in "did Doe J write"; a name has a capital."""
    found = re.match(
        rf"(?:has|have|did|does|do) ({CAPITAL}.*?) (?:{of('publishes')})(?= |$)", text, re.I
    )
    tree = by_authors(found[1]) if found else None
    return (begun.under(tree), text[found.end() :].strip()) if found and tree else None


def _published(text: str) -> Opened:
    """What came out: "what was published in 2015?"."""
    found = re.match(r"what (?:was|were|has been) published(?= )", text, re.I)
    return (Wanted(), text[found.end() :].strip()) if found else None


def _everything(text: str) -> Opened:
    """All on a topic: "give me everything on X"; of a paper alone "is there anything on X?"."""
    asked = rf"(?!is there|are there)(?:{of('lists')}) (?:{of('all')})(?= (?:{of('topic')}) )"
    found = re.match(asked, text, re.I)
    return (Wanted(), text[found.end() :].strip()) if found else None


def _listed(text: str) -> Opened:
    """Records: "papers by Bydon", "newest on HPV", "which articles are in Radiology?"."""
    order = rf"(?:the )?(?P<order>{of('newest')}|{of('oldest')}) "
    tongue = rf"(?:(?P<language>{'|'.join(languages())}) )?"
    noun = rf"{tongue}(?P<noun>{nouns()})"
    are = "are(?: there)?|exist|do (?:you|we) have|have you(?: got)?"
    asked = re.match(rf"(?:which|what) (?:{order})?{noun} (?:{are})(?= )", text, re.I)
    opens = rf"(?P<opens>(?:{of('lists')}) )?(?:all |any |the )?"
    which = rf"(?:(?:which|what) (?:is|are|was|were) |{opens})(?:the )?"
    said = rf"(?:which|what) {noun}(?= (?:{of('topic')}) .+ (?:are|were) )"
    found = asked or re.match(said, text, re.I)
    found = found or re.match(rf"{opens}(?:{order})?{noun}(?= |$)", text, re.I)
    found = found or re.match(rf"{which}{order}(?:{noun}|(?P<one>{of('one')}))(?= |$)", text, re.I)
    found = found or re.match(rf"{opens}{order}(?=(?:on|about|in|by|from) )", text, re.I)
    if found is None:
        return None
    parts = found.groupdict()
    rest = text[found.end() :].strip()
    noun = (parts.get("noun") or "").lower()
    told = (parts.get(name) for name in ("opens", "order", "language"))
    if not rest and not (any(told) or noun in types()):
        return None
    begun = Wanted().of_noun(parts.get("noun") or f"{parts.get('one') or ''}s")
    if language := parts.get("language"):
        begun = begun.under(Is("language", language))
    named = (parts.get("order") or "").lower()
    if named:
        is_newest = named in by_role("query_words.tsv")["newest"]
        begun = replace(begun, sort="newest" if is_newest else "oldest")
    return begun, rest


def _behind(text: str) -> Opened:
    """Records behind their topic, under a condition: "obesity papers without children"."""
    topic = rf"(?P<topic>[^\s,]+(?: [^\s,]+){{0,{_TOPIC}}}?)"
    found = re.match(rf"(?:(?:{of('lists')}) )?{topic} (?P<noun>{nouns()}){ends()}", text, re.I)
    rest = text[found.end() :].strip(" ,") if found else ""
    if (
        found is None
        or not rest
        or not _opens_no_topic().isdisjoint(found["topic"].lower().split())
    ):
        return None
    return Wanted().of_noun(found["noun"]), f"on {found['topic']} {rest}"


@cache
def _opens_no_topic() -> frozenset[str]:
    """Words that a topic does not have: of questions and of other requests."""
    roles, small = by_role("query_words.tsv"), by_role("stop_words.tsv")
    several = ("asks", "record", "lists", "newest", "oldest", "topic", "filling", "publishes")
    words = frozenset(word for role in several for line in roles[role] for word in line.split())
    return words | small["function"] | small["question"]


OPENINGS: tuple[Callable[[str], Opened], ...] = (
    *(_of_names, _of_most, _of_common, _counted, _by_author, _published),
    *(_everything, _listed, _behind),
)
