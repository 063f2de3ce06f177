"""What says all by itself: a reading typed back, a query, a record; and counts of an open one."""

from __future__ import annotations

from dataclasses import replace

from il2qa.answering.naming import Named
from il2qa.conversation import cues
from il2qa.conversation.counting import counts
from il2qa.conversation.phrases import JOIN
from il2qa.conversation.reading import Reading, read_back
from il2qa.conversation.talk import Talk
from il2qa.errors import QuestionError
from il2qa.filters.tree import Is, asked
from il2qa.queries.reading import read as query_read
from il2qa.queries.requests import Wanted
from il2qa.text.analyzer import Analyzer


def typed_reading(
    question: str, named: Named | None, talk: Talk, analyzer: Analyzer
) -> Reading | None:
    """The reading of what needs nothing from before, under the filter that stays; else None.

    Raises QuestionError where it only limits what was asked before, and nothing was.
    """
    shown = read_back(question)
    if shown.where or shown.skip or shown.but or JOIN in question:
        return replace(shown, where=shown.where or talk.where)
    alone = named is not None and not named.rest.strip()
    if not alone and not is_query(question, analyzer):
        return None
    if not is_condition(question, analyzer):
        return Reading(question, talk.where)
    if talk.topic or talk.chosen:
        return None
    raise QuestionError(
        f"nothing was asked yet that {question!r} could limit; ask a question first, or have "
        "records listed: “list trials on …”"
    )


def is_query(question: str, analyzer: Analyzer) -> bool:
    """Whether it says by itself which records it wants, of the whole corpus, in focus too."""
    return query_read(question, analyzer) is not None


def is_condition(question: str, analyzer: Analyzer) -> bool:
    """Whether it only limits what was asked before, if anything was: "only by Doe", "trials"."""
    query = query_read(question, analyzer)
    wanted = query.wanted if query else None
    if wanted is None or wanted.is_counted or wanted.sort or wanted.words:
        return False
    words = [word[0].lower() for word in cues.words(question)]
    return words[0] in cues.of("limit") or _is_of_type(wanted)


def _is_of_type(wanted: Wanted) -> bool:
    """Whether it wants all records of a type."""
    tree = asked(wanted.tree)
    return isinstance(tree, Is) and tree.field == "publication_type"


def asks_for_some(question: str) -> bool:
    """Whether it asks for some of the records talked of: "are there reviews?", "any trials?"."""
    return cues.opening(question, "offering") is not None


def counted_within(question: str, analyzer: Analyzer) -> str | None:
    """What asks how many studies of a kind there are, as it is asked of a review before a reader.

    "How many trials?" says nothing of the corpus, "how many papers?" does.
    """
    words = [word[0] for word in cues.words(question)]
    wanted = counts(question, analyzer)
    if wanted is None:
        return None
    within = _is_of_type(wanted) or words[2].lower() == "studies"
    return f"{' '.join(words[:3])} were included?" if within else None
