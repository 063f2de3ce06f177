"""Which record a question names: by PMID, DOI or address, a bare number, a registered trial's."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from il2qa.corpora.protocol import Candidate, CorpusReader
from il2qa.identifiers import named_pmid, named_pmids, pmid, without_pmids
from il2qa.models import Record
from il2qa.patterns import lazy_pattern
from il2qa.text.data import rows

_DOI = lazy_pattern(
    r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:?\s*)?\b(?P<doi>10\.\d{4,9}/[^\s\"<>]*[^\s\"<>.,;:?!)])",
    re.IGNORECASE,
)
_SURE = 5  # digits: a shorter number alone is a PMID only where the corpus has its record
_LONG = lazy_pattern(r"(?<![\w.,/:-])[1-9]\d{6,7}(?![\w/-]|[.,:]\w)")  # a PMID among words
_MAY_CITE = lazy_pattern(
    r"\b(?:et al|and co|and others|(?:19|20)\d\d)|\b(?:did|have|has) (?:\w+ )?[A-Z]"
)
_YEAR = lazy_pattern(r"(?:19|20)\d\d")


class Named(NamedTuple):
    """What a question names: its record, None where the corpus has none of that `name`.

    `rest` is the question without the name.
    """

    name: str
    rest: str
    record: Candidate | None


def record_named(question: str, corpus: CorpusReader) -> Named | None:
    """The record that a question names, if it names one."""
    ways = (_by_pmid, _by_doi, _by_number, _among_words, _by_registration, _by_citation)
    found = next((found for way in ways if (found := way(question, corpus))), None)
    if found is None:
        return None
    from il2qa.paper_questions.topic import without_hanging  # where a record is named

    return found._replace(rest=without_hanging(found.rest))


def several_named(question: str, corpus: CorpusReader) -> tuple[str, ...]:
    """The PMIDs in a question where several records of the corpus are named; else none."""
    numbers = dict.fromkeys((*(one for _, one in named_pmids(question)), *_LONG.findall(question)))
    found = tuple(one for one in numbers if corpus.candidate(one)) if len(numbers) > 1 else ()
    return found if len(found) > 1 else ()


def without_names(question: str) -> str:
    """A question without the PMIDs, DOIs and long numbers in it, whatever records there are."""
    if pmid(question.strip(" ?.!")):
        return ""
    return _LONG.sub(" ", _DOI.sub(" ", without_pmids(question)))


def _by_pmid(question: str, corpus: CorpusReader) -> Named | None:
    number = named_pmid(question)
    if number is None:
        return None
    return Named(f"PMID {number}", without_pmids(question), corpus.candidate(number))


def _by_doi(question: str, corpus: CorpusReader) -> Named | None:
    """A DOI; one that no record has names a record only where it is all that is asked."""
    found = _DOI.search(question)
    if found is None:
        return None
    from il2qa.filters.tree import Is  # filters are loaded where they are used

    record = next(corpus.select(Is("doi", found["doi"]), limit=1), None)
    rest = f"{question[: found.start()]} {question[found.end() :]}"
    if record is None and rest.strip(" ?.!"):
        return None
    return Named(f"DOI {found['doi']}", rest, corpus.candidate(record.id) if record else None)


def _by_number(question: str, corpus: CorpusReader) -> Named | None:
    """A bare PMID; "1990" is a year."""
    number = pmid(question.strip(" ?.!"))
    if number is None or _YEAR.fullmatch(number):
        return None
    record = corpus.candidate(number)
    return Named(f"PMID {number}", "", record) if record or len(number) >= _SURE else None


def _among_words(question: str, corpus: CorpusReader) -> Named | None:
    """A number as long as most PMIDs, the only one in a question, that is one in the corpus."""
    numbers = set(_LONG.findall(question))
    record = corpus.candidate(*numbers) if len(numbers) == 1 else None
    rest = _LONG.sub(" ", question).lstrip(" :,;-")
    return Named(f"PMID {record.id}", rest, record) if record else None


def _by_registration(question: str, corpus: CorpusReader) -> Named | None:
    """The number of a trial or review in its register, which a single record tells."""
    found = _registrations().search(question)
    if found is None:
        return None
    from il2qa.queries.operands import phrase

    told = list(corpus.select(phrase(found[0]), limit=2))
    if len(told) != 1:
        return None
    rest = f"{question[: found.start()]} {question[found.end() :]}"
    return Named(found[0], rest, corpus.candidate(told[0].id))


def may_cite(question: str) -> bool:
    """Whether a question may name a paper as it is cited: most show at once that they do not."""
    return _MAY_CITE.search(question) is not None


def _by_citation(question: str, corpus: CorpusReader) -> Named | None:
    """A paper as it is cited, "Buyon 2005", where a single record is meant."""
    if not may_cite(question):
        return None
    from il2qa.answering.cited import cited  # where it is used

    found = cited(question, corpus)
    told = list(corpus.select(found.tree, limit=2)) if found else []
    if found is None or len(told) != 1:
        return None
    return Named(identity(told[0]), found.rest, corpus.candidate(told[0].id))


@cache
def _registrations() -> re.Pattern[str]:
    """The numbers of registered trials: NCT04102189, ISRCTN 12345678, EudraCT 2004-001234-12."""
    registers = "|".join(re.escape(name) for (name,) in rows("registries.tsv"))
    return re.compile(rf"\b(?:{registers})[- ]?\d[\d/-]{{4,}}\d\b", re.IGNORECASE)


def identity(record: Record) -> str:
    """A record's name in a sentence."""
    return f"PMID {record.pmid}" if record.pmid else record.id
