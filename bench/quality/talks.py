"""Conversations, turn by turn: python -m bench talks [FILE] [--set readers] [--wrong]

Each turn is put to the chat's conversation. It is right where its answer is that of the question
that means the same, asked afresh (under the filter and of the record that the file names): the same
passage first, or nothing for both. "the same three" asks for all passages in the same order. Small
talk is right where it quotes nothing and refuses nothing; "more", where what follows is quoted;
"show", where a record or a passage of one is shown; "undo", where the turn before is gone; "sure",
where it is told what the confidence rests on. --set readers takes 12 talks of our own on other
records, of the pool too, worded before anything was tried on them; among some 3,000 records of the
pool, or with --alone among those that they are on.
"""

from __future__ import annotations

import argparse
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from prompt_toolkit.history import InMemoryHistory

from bench.data import files
from bench.quality import focus
from bench.quality.measures import say
from il2qa.api import Corpus, open_corpus
from il2qa.askable import AskableCorpus
from il2qa.chat.prompt import reply_to
from il2qa.chat.state import Chat
from il2qa.conversation import Conversation
from il2qa.corpora.memory import MemoryCorpus
from il2qa.errors import Il2qaError
from il2qa.evaluation.measures import Location, location_of
from il2qa.filters.where import Where
from il2qa.models import Answer, Record
from il2qa.render.style import Style

CORPUS, TALKS = "talks_corpus.jsonl", "talks.jsonl"
SETS_OF_OUR_OWN = ("readers", "last", "closing", "latest", "odd", "newest")
TOPIC, LEANING, FOCUS, FILTER = "complete", "leaning", "on the record", "filter"
SMALL_TALK = frozenset(("greeting", "thanks", "help", "farewell"))
EVERY = 20  # of the pool's records, beside those that our own sets ask about
CONDITIONS = {
    "journal": "journals",
    "author": "authors",
    "type": "publication_types",
    "language": "languages",
}
_REFUSAL = "No evidence"


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn was, and whether it was right; `told` says what came and what was wanted."""

    kind: str
    right: bool
    same: bool  # all passages in the same order
    inherits: bool  # a complete question read as one that leans
    told: str


def chat_on(corpus: AskableCorpus) -> Chat:
    """A chat without a terminal."""
    style = Style(width=100)
    return Chat(Conversation(corpus), io.StringIO(), lambda theme: style, InMemoryHistory())


def kind_of(row: dict[str, Any]) -> str:
    """What a turn tests."""
    if row.get("act") and row["act"] != "new topic":
        return "small talk" if row["act"] in SMALL_TALK else str(row["act"])
    if row["turn"] == 1 or row.get("act") == "new topic":
        return TOPIC
    if row.get("focus"):
        return FOCUS
    return FILTER if "only" in row["q"].split() and row.get("where") else LEANING


def where_of(text: str | None) -> Where | None:
    """The filter that a file names: "type:Review;since:2020"."""
    if not text:
        return None
    told: dict[str, Any] = {}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        years = name in ("since", "until")
        told[name if years else CONDITIONS[name]] = int(value) if years else (value,)
    return Where.model_validate(told)


def turns(corpus: AskableCorpus, rows: Iterable[dict[str, Any]]) -> Iterator[Turn]:
    """Every turn of every talk."""
    for _, talk in groupby(rows, key=lambda row: row["talk"]):
        chat = chat_on(corpus)
        for row in talk:
            yield _acted(chat, row) if "same_as" not in row else _answered(chat, row)


def _answered(chat: Chat, row: dict[str, Any]) -> Turn:
    wanted = _asked_afresh(chat.corpus, row)
    reply = _replied(chat, row["q"])
    last = chat.conversation.last if reply.answered else None
    came, kind = _locations(last), kind_of(row)
    right = reply.answered and came[:1] == _locations(wanted)[:1]
    read_as = last.interpreted_as if last else None
    inherits = kind == TOPIC and row["turn"] > 1 and read_as is not None
    told = f"{row['q']}  (read: {read_as})\n    came   {_first(last, reply.text)}\n    wanted "
    told += f"{_first(wanted, 'nothing')}  (asked: {row['same_as']})"
    return Turn(kind, right, right and came == _locations(wanted), inherits, told)


@dataclass(frozen=True, slots=True)
class _Reply:
    """What the chat wrote, and whether that is an answer of the corpus."""

    text: str
    answered: bool


def _replied(chat: Chat, line: str) -> _Reply:
    before = len(chat.conversation.turns)
    text = reply_to(line, chat, rewritable=False) or ""
    return _Reply(text, len(chat.conversation.turns) > before)


def _acted(chat: Chat, row: dict[str, Any]) -> Turn:
    """A turn that asks nothing of the corpus, or for more of what it gave."""
    act, before = row["act"], chat.conversation.turns
    shown = set(_locations(chat.conversation.last))
    reply = _replied(chat, row["q"])
    came = _locations(chat.conversation.last)
    right = {
        "more": reply.answered and not shown & set(came),
        "show": not reply.answered and "PMID" in reply.text,
        "undo": len(chat.conversation.turns) == len(before) - 1,
        "sure": not reply.answered and "sure:" in reply.text,
        "farewell": not reply.text,
    }.get(act, not reply.answered and _REFUSAL not in reply.text and bool(reply.text))
    told = f"{row['q']}\n    came   {reply.text.strip()[:300]}\n    wanted {act}"
    return Turn(kind_of(row), right, right, False, told)


def _asked_afresh(corpus: AskableCorpus, row: dict[str, Any]) -> Answer | None:
    try:
        where = where_of(row.get("where"))
        return corpus.ask(row["same_as"], where=where, focus=row.get("focus"))
    except Il2qaError:
        return None


def _locations(answer: Answer | None) -> list[Location]:
    return [location_of(one.citation) for one in answer.passages] if answer else []


def _first(answer: Answer | None, otherwise: str) -> str:
    if answer is None:
        return " ".join(otherwise.split())[:200]
    first = answer.passages[:1]
    return f"{first[0].citation.id}: {first[0].text}" if first else f"refused: {answer.reason}"


def report(found: list[Turn]) -> None:
    """Print by kind how many turns are right."""
    for kind in dict.fromkeys((TOPIC, LEANING, FOCUS, FILTER, *(one.kind for one in found))):
        _row(kind, [one for one in found if one.kind == kind])
    _row("all", found)
    asked = [one for one in found if one.kind in (LEANING, FOCUS, FILTER)]
    _row("all that lean", asked)
    print(f"  complete questions that inherit: {sum(one.inherits for one in found)}")


def _row(kind: str, found: list[Turn]) -> None:
    if found:
        say(kind, [one.right for one in found])
        say(f"{kind}, the same three", [one.same for one in found])


def alone(talks: Path) -> Corpus:
    """The records that talks are on and no others, as the records of the 30 talks are."""
    return Corpus(MemoryCorpus(_named(talks).values(), "talks"))


def mixed(talks: Path) -> Corpus:
    """The records that talks and sets of our own are on, and some more of the pool."""
    records, _ = focus.of_talks()
    records |= _named(talks)
    for name in focus.SETS_OF_OUR_OWN:
        records |= focus.of_set(name)[0]
    others = itertools.islice(files.pool().items(), 0, None, EVERY)
    every = {pmid: focus.sectioned(record) for pmid, record in others} | records
    return Corpus(MemoryCorpus(every.values(), "talks and pool"))


def _named(talks: Path) -> dict[str, Record]:
    """The records of the pool and of the 30 talks that a file of talks names."""
    rows = files.read(talks)
    named = {pmid for row in rows for pmid in (*row.get("pmids", ()), row.get("focus"))}
    known, _ = focus.of_talks()
    known |= {pmid: focus.sectioned(files.pool()[pmid]) for pmid in named & files.pool().keys()}
    return {pmid: known[pmid] for pmid in sorted(named & known.keys())}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("talks", type=Path, nargs="?", default=files.folder() / TALKS)
    options.add_argument("--corpus", type=Path, default=files.folder() / CORPUS)
    options.add_argument("--set", choices=SETS_OF_OUR_OWN, help="talks of our own")
    options.add_argument("--alone", action="store_true", help="a set's records without others")
    options.add_argument("--wrong", action="store_true", help="print what is wrong too")
    chosen = options.parse_args()
    if chosen.set:
        talks = focus.SETS / f"talks_{chosen.set}.jsonl"
        corpus = alone(talks) if chosen.alone else mixed(talks)
    else:
        corpus, talks = open_corpus(chosen.corpus), chosen.talks
    found = list(turns(corpus, files.read(talks)))
    report(found)
    if chosen.wrong:
        told = (f"{one.kind}: {one.told}" for one in found if not one.right or one.inherits)
        print("\n" + "\n\n".join(told))
