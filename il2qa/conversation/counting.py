"""Numbers on the topic of the last question: "how many trials?", "how many?", "by year"."""

from __future__ import annotations

import re
from dataclasses import replace

from il2qa.answering.topics import named_words
from il2qa.conversation import cues
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Talk
from il2qa.paper_questions.wording import wording
from il2qa.patterns import lazy_pattern
from il2qa.queries.reading import read as query_read
from il2qa.queries.requests import Wanted
from il2qa.text.analyzer import Analyzer
from il2qa.text.data import mapping

_OF_THEM = lazy_pattern(
    r"^\s*(?:and )?how many(?: of (?:them|these|those))? (?:are|were) (?:there )?", re.IGNORECASE
)
_GROUPED = lazy_pattern(r"(?:and )?(?P<by>(?:by|per) (?P<name>[\w ]+))")


def counted_on(question: str, talk: Talk, analyzer: Analyzer) -> Reading | None:
    """The reading of what counts records, of those on the topic of the last question.

    None where it names what it counts itself, or the last question was about a record or none.
    """
    last, topic = talk.last, talk.topic
    if talk.chosen or last is None or topic is None or last.focus:
        return None
    counted = _counted(question, topic.question, analyzer)
    wanted = _wanted(counted, analyzer) if counted else None
    return replace(topic, question=counted, skip=0, but=()) if wanted else None


def counts(question: str, analyzer: Analyzer) -> Wanted | None:
    """What asks how many records there are, and names no topic: "how many trials?"."""
    if cues.lower_words(question)[:2] != ["how", "many"]:
        return None
    wanted = _wanted(question, analyzer)
    return None if wanted is None or wanted.by or wanted.words else wanted


def _counted(question: str, topic: str, analyzer: Analyzer) -> str:
    """The question with the topic of another one put in; "" where it does not count."""
    question = _OF_THEM.sub("how many ", question)
    request = _request(topic, analyzer)
    plain = cues.plain(question)
    grouped = _GROUPED.fullmatch(plain)
    if grouped and grouped["name"] in mapping("counted_names.tsv"):
        asked = f"{topic.rstrip(' ?.!')} {grouped['by']}"
        return asked if request else _on("how many papers", topic, analyzer, f" {grouped['by']}")
    if plain == "how many" and request:
        return _on("how many papers", topic, analyzer)
    return _on(question.rstrip(" ?.!"), topic, analyzer) if counts(question, analyzer) else ""


def _on(asked: str, topic: str, analyzer: Analyzer, grouped: str = "") -> str:
    query = query_read(topic, analyzer)
    if query is None and not wording(topic).topic:
        return ""
    words = query.question if query else named_words(topic, analyzer)
    return f"{asked} on {words}{grouped}?" if words else ""


def _request(text: str, analyzer: Analyzer) -> Wanted | None:
    query = query_read(text, analyzer)
    return query.wanted if query else None


def _wanted(text: str, analyzer: Analyzer) -> Wanted | None:
    found = _request(text, analyzer)
    return found if found and found.is_counted else None
