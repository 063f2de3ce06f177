"""The chat's commands about passages and records. Each takes a number or a PMID as it was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from il2qa import citing, similar
from il2qa.answering.quoting import title_citation
from il2qa.chat.browsing import page_of
from il2qa.chat.clipboard import copy
from il2qa.chat.state import Chat
from il2qa.corpora.union import corpus_of
from il2qa.models import Passage, Record
from il2qa.passages.spans import field_texts
from il2qa.render.context import context_text
from il2qa.render.listing import listed
from il2qa.render.record import record_text
from il2qa.render.style import clean
from il2qa.render.wrapping import wrapped


def sources(chat: Chat, argument: str) -> str:
    """The records that the last answer quotes, each once, in full."""
    last = chat.conversation.last
    if last is None:
        return chat.say("No sources yet: ask a question first.")
    if not last.passages:
        return chat.say("The last answer quotes no record.")
    cited = {part.citation.id: part for part in last.passages}
    references = []
    for part in cited.values():
        notices = [chat.style.warning("⚠ " + " · ".join(part.notices))] if part.notices else []
        link = f"{part.citation.reference} {part.citation.url or ''}".rstrip()
        references.append("\n".join([*notices, wrapped(clean(link), chat.style.width)]))
    return "\n\n".join(references) + "\n"


def show(chat: Chat, argument: str) -> str:
    """A record in full; what is asked next may be about it."""
    record = chat.record(argument)
    if record is None:
        return _no_record(chat, argument)
    chat.conversation.look_at(record.id)
    return record_text(record, chat.style) + "\n"


def context(chat: Chat, argument: str) -> str:
    """The abstract with the passage marked; what is asked next may be about it."""
    passage = chat.passage(argument)
    if passage is None and argument and chat.record(argument):  # of a list
        return show(chat, argument)
    record = chat.corpus.record(passage.citation.id) if passage else None
    if passage is None or record is None:
        return _no_passage(chat, argument)
    chat.conversation.look_at(record.id)
    if not _stands(passage, record):
        changed = "The record has changed since it was quoted, and does not say this any more."
        return chat.say(changed) + "\n" + record_text(record, chat.style) + "\n"
    return context_text(record, passage.citation, chat.style)


def _stands(passage: Passage, record: Record) -> bool:
    """Whether the record still says what was quoted: a corpus may be updated meanwhile."""
    place = passage.citation
    return field_texts(record).get(place.field, "")[place.start : place.end] == passage.text


def why(chat: Chat, argument: str) -> str:
    """How the question was read, and what brought a passage to its place."""
    last, passage = chat.conversation.last, chat.passage(argument)
    refused = last is not None and last.status == "no_evidence" and not argument
    explanation = chat.conversation.explain() if passage or refused else None
    if explanation is None:
        return _no_passage(chat, argument)
    from il2qa.render.explanation import explanation_text

    place = passage.citation if passage else None
    own = tuple(one for one in explanation.passages if place is None or one.is_at(place))
    text = explanation_text(explanation.model_copy(update={"passages": own}))
    return "".join(chat.say(line) for line in text.splitlines())


def sure(chat: Chat, argument: str) -> str:
    """What the confidence in the last answer rests on."""
    explanation, last = chat.conversation.explain(), chat.conversation.last
    if explanation is None or last is None:
        return _no_passage(chat, argument)
    if last.status == "no_evidence" and last.reason:
        return chat.say(f"Nothing was quoted: {last.reason}.")
    from il2qa.render.explanation import grounds

    return chat.say(grounds(explanation))


def cite(chat: Chat, argument: str) -> str:
    """A reference: "/cite 2 apa", "/cite apa", "/cite 3303316"."""
    words = argument.split()
    style = next((word.lower() for word in words if word.lower() in citing.STYLES), "nlm")
    rest = " ".join(word for word in words if word.lower() not in citing.STYLES)
    unknown = re.fullmatch(r"(?:\d+ )?([A-Za-z-]+)", rest)
    if unknown and chat.record(rest) is None:
        return chat.say(f"No style {unknown[1]!r}: there are {', '.join(citing.STYLES)}.")
    record = chat.record(rest or "1" if chat.passage("") else rest)
    if record is None:
        return _no_record(chat, rest)
    text = citing.cite(record, style)
    exchanged = style in ("bibtex", "ris", "nbib", "csl-json")
    return (clean(text) if exchanged else wrapped(clean(text), chat.style.width)) + "\n"


def copied(chat: Chat, argument: str) -> str:
    """The quotation and its reference on the clipboard."""
    passage = chat.passage(argument)
    if passage is None:
        return _no_passage(chat, argument)
    notices = "".join(f"{notice}. " for notice in passage.notices)
    text = clean(f"“{passage.text}” {notices}{passage.citation.reference}")
    if copy(text, chat.stream):
        number = argument or chat.conversation.turns[-1].first
        return chat.say(f"Copied passage {number} and its reference.")
    return chat.say("No clipboard here; copy it from the screen:") + chat.say(text)


def opened(chat: Chat, argument: str) -> str:
    """Open the record's page in the browser; say its address."""
    words = argument.split()
    by_doi = [word.lower() for word in words[-1:]] == ["doi"]
    rest = " ".join(words[:-1] if by_doi else words)
    record = chat.record(rest)
    if record is None:
        return _no_record(chat, rest)
    url = page_of(record, by_doi=by_doi)
    if url is None:
        return chat.say(f"{record.id} has no {'DOI' if by_doi else 'page: no PMID and no DOI'}.")
    return chat.say(f"Opened in the browser: {url}" if chat.browse(url) else f"Its page: {url}")


def alike(chat: Chat, argument: str) -> str:
    """The records most like one."""
    record = chat.record(argument)
    if record is None:
        return _no_record(chat, argument)
    hits = similar.similar(chat.corpus, record.id)
    if not hits:
        return chat.say("The corpus has no record like it.")
    return _numbered(chat, [other.record for other in hits])


def citing_it(chat: Chat, argument: str) -> str:
    """The records of the corpus that cite one."""
    record = chat.record(argument)
    if record is None:
        return _no_record(chat, argument)
    citing = list(similar.cited_by(chat.corpus, record.id))
    if not citing:
        return chat.say("No record of the corpus cites it.")
    return _numbered(chat, citing)


def _numbered(chat: Chat, records: Sequence[Record]) -> str:
    """A list of records, which can be named by their numbers afterwards."""
    chat.conversation.list_records([title_citation(record) for record in records])
    width, entries = chat.style.width, []
    for number, record in enumerate(records, 1):
        margin = f"{number}. "
        corpus = corpus_of(chat.corpus.reader, record.id)
        text = listed(record, width - len(margin) if width else None, corpus)
        entries.append(f"{margin}{text}".replace("\n", "\n" + " " * len(margin)) + "\n")
    return "".join(entries)


def _no_passage(chat: Chat, argument: str) -> str:
    count = len(chat.conversation.numbered_passages)
    if not count:
        return chat.say("No passage yet: ask a question first.")
    if not argument:
        return chat.say("Which passage? Type its number.")
    span = f"1 to {count}" if count > 1 else "only 1"
    return chat.say(f"No passage {argument!r}: the last answer has {span}.")


def _no_record(chat: Chat, argument: str) -> str:
    named = f"No record {argument!r}" if argument else "No record is in focus"
    return chat.say(f"{named}: name a passage of the last answer or a PMID.")
