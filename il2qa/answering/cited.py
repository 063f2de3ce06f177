"""Papers named as people cite them: "Buyon 2005", "what did Buyon et al. find?"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from il2qa.patterns import lazy_pattern
from il2qa.text.data import rows

if TYPE_CHECKING:
    from il2qa.corpora.protocol import CorpusReader
    from il2qa.filters.tree import Condition

_PARTICLES = r"(?:[Vv][ao]n |[Dd][aei] |[Dd]e[nrl] |[Ll][ae] |[Tt]er |[Aa]l )*"
_INITIALS = r"(?: [A-Z]{1,3}(?![\w'’-]))?"
_NAME = rf"(?P<name>{_PARTICLES}[A-Z][\w'’-]+{_INITIALS})"
_ANY_NAME = rf"(?P<name>{_PARTICLES}[A-Za-z][\w'’-]+{_INITIALS})"
_FELLOWS = r"(?P<fellows>,? et al\b\.?|,? and (?:colleagues|co-?workers|others))"
_YEAR = r",? \(?(?P<year>(?:19|20)\d\d)[a-z]?\b\)?"
_ALONE = lazy_pattern(rf"{_ANY_NAME}{_FELLOWS}?(?:{_YEAR})?[?.! ]*")
_WITH_FELLOWS = lazy_pattern(rf"{_NAME}{_FELLOWS}(?:{_YEAR})?")
_ACTING = lazy_pattern(
    rf"(?P<before>\b(?:did|have|has) ){_NAME}{_FELLOWS}?"
    rf"(?P<act> [a-z]+\b.*?)(?: in (?P<year>(?:19|20)\d\d))?(?=[?.! ]*$)"
)


class Cited(NamedTuple):
    """The records that a question cites; `rest` is what it asks of them, of "they"."""

    tree: Condition
    rest: str


def cited(question: str, corpus: CorpusReader) -> Cited | None:
    """What a question cites: papers whose first author is named so, else any author."""
    for name, year, rest in _citations(question.strip()):
        for tree in _trees(name, year):
            if corpus.count(tree):
                return Cited(tree, rest)
    return None


def _citations(question: str) -> Iterator[tuple[str, str | None, str]]:
    """By each way of citing: the author, the year, what else the question says."""
    found = _ALONE.fullmatch(question)
    if found and (found["fellows"] or found["year"]):
        yield found["name"], found["year"], ""
    if found := _WITH_FELLOWS.search(question):
        rest = f"{question[: found.start()]}they{question[found.end() :]}"
        yield found["name"], found["year"], rest
    if (found := _ACTING.search(question)) and _does(found["act"]):
        begun = question[: found.start()]
        yield found["name"], found["year"], f"{begun}{found['before']}they{found['act']}?"


def _does(act: str) -> bool:
    """Whether authors do it: "find", "conclude"."""
    return act.split()[0] in {verb for (verb,) in rows("author_verbs.tsv")}


def _trees(name: str, year: str | None) -> Iterator[Condition]:
    """The records of a first author, then of any; no name that is none of a query's."""
    from il2qa.errors import QuestionError
    from il2qa.queries.grammar import parse

    for tag in ("1au", "au"):
        dated = f" AND {year}[dp]" if year else ""
        try:
            yield parse(f"{name}[{tag}]{dated}").tree
        except QuestionError:
            return
