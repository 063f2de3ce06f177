"""Which record is under discussion once a question is answered: another one, or that from before.

One misread turn must not carry those behind it. Of 24 turns of our talks that ask of a record
behind a follow-up whose answer quoted several and called none an answer, 23 are of the record that
was meant before (6 of these were quoted first too), and one is of that quoted first.
"""

from __future__ import annotations

from il2qa.answering.naming import record_named
from il2qa.askable import AskableCorpus
from il2qa.conversation.belonging import Asked, asked
from il2qa.conversation.meaning import leader
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Talk, Understood
from il2qa.corpora.protocol import quoted_terms
from il2qa.filters.tree import matches
from il2qa.models import Answer
from il2qa.queries.limits import Limited

_CLEARLY = 0.2  # of what is asked, by weight: what one record tells more than another


def meant_after(
    answer: Answer, reading: Reading, understood: Understood, talk: Talk, corpus: AskableCorpus
) -> str | None:
    """The record under discussion once a question is answered; None where it is not clear.

    Behind a follow-up it is the one before it, unless another clearly answers and tells no less,
    or is the only one to tell of what the follow-up put in.
    """
    named = record_named(reading.question, corpus.reader)
    alone = reading.focus or (named.record.id if named and named.record else None)
    if alone:
        return alone
    this = asked(reading.question, corpus.engine.analyzer)
    found, before = meant_by(answer, this, corpus), talk.meant
    if understood.more:  # what follows is of others too
        return found if found == before else None
    if before is None or not _goes_on(before, this, answer, reading, understood, corpus):
        return found
    moved = _telling_of_what_was_put_in(answer, understood, before, corpus)
    if moved or found is None or answer.status != "answered":
        return moved or before
    return found if _tells_no_less(found, before, this, talk, corpus) else before


def meant_by(answer: Answer, this: Asked, corpus: AskableCorpus) -> str | None:
    """The record that an answer to a question leaves no doubt about."""
    quoted = dict.fromkeys(one.citation.id for one in answer.passages)
    if len(quoted) < 2:
        return next(iter(quoted), None)
    if answer.counts is not None or answer.survey is not None:
        return None
    found = [one for one in map(corpus.reader.candidate, quoted) if one]
    told = {one.id: this.told_by([one]) for one in found}
    return leader(answer, [one.record for one in found], told, corpus.engine.judge.answered)


def _telling_of_what_was_put_in(
    answer: Answer, understood: Understood, before: str, corpus: AskableCorpus
) -> str | None:
    """The only record quoted that tells of the drug, disease … put in, where that before does not.

    "And for OCD?" behind questions on a paper on stuttering goes on to the paper on OCD.
    """
    if understood.fresh is None:
        return None
    thing = asked(understood.fresh.text, corpus.engine.analyzer)
    quoted = dict.fromkeys((*(one.citation.id for one in answer.passages), before))
    found = [one for one in map(corpus.reader.candidate, quoted) if one]
    telling = [one.id for one in found if thing.sorts_told_by(one)]
    return telling[0] if len(telling) == 1 and telling[0] != before else None


def _goes_on(
    before: str,
    this: Asked,
    answer: Answer,
    reading: Reading,
    understood: Understood,
    corpus: AskableCorpus,
) -> bool:
    """Whether the talk may still be of the record before; it must meet the condition, if any."""
    record = corpus.reader.candidate(before)
    if record is None:
        return False
    if understood.complete and not this.may_go_on(this.told_by([record])):
        return False
    return not answer.passages or reading.where is None or _passes(before, reading.where, corpus)


def _passes(identifier: str, where: Limited, corpus: AskableCorpus) -> bool:
    found = corpus.reader.candidate(identifier)
    return found is not None and matches(where.tree, found.record, quoted_terms(found))


def _tells_no_less(found: str, before: str, this: Asked, talk: Talk, corpus: AskableCorpus) -> bool:
    """Whether a record tells no less than another of what is asked, or else of the talk."""
    one, other = map(corpus.reader.candidate, (found, before))
    if one is None or other is None:
        return other is None
    lead = this.told_by([one]) - this.told_by([other])
    if abs(lead) >= _CLEARLY or talk.opening is None:
        return lead >= 0
    opening = asked(talk.opening.question, corpus.engine.analyzer)
    return opening.told_by([one]) >= opening.told_by([other])
