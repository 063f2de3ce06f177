"""What is typed to the chat and asks the corpus nothing: thanks, "show me the second one", undo.

The phrases are those of the table `acts.tsv`. A line is an act where phrases of the table are all
that it has; whatever names anything is a question.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from il2qa.conversation import cues
from il2qa.text.data import rows

_LONGEST = 7  # words of a phrase
_FILLER = "filler"
_STRESS = "stress"


@dataclass(frozen=True, slots=True)
class Act:
    """What a line asks of the chat: a command of its table, or only a friendly word.

    `kind` is one of SAID ("greeting", "asked" …) or the name of the command: "undo", "show".
    `argument` is the number of a passage, else "".
    """

    kind: str
    argument: str = ""
    said: str = ""  # what to say, where that depends on the conversation

    @property
    def command(self) -> str | None:
        """The line that does the same; None where there is only a word to say."""
        return None if self.kind in SAID else f"/{self.kind} {self.argument}".rstrip()

    @property
    def text(self) -> str:
        """What to say; "" where there is something to do."""
        return self.said or SAID.get(self.kind, "")


SAID = {
    "greeting": "Hello. Ask about the records, or type /help to see what can be asked.",
    "thanks": "You are welcome.",
    "agreement": "Go on with a question, or /help.",
    "complaint": (
        "Sorry. A quotation stands as its record has it: /why tells why it was chosen, /undo takes "
        "the question back; or ask in other words."
    ),
    "asked": "Nothing was asked yet.",
}
"""What is answered where nothing is to be done."""


def act_of(line: str, asked: Sequence[str] = ()) -> Act | None:
    """The act that a line is; None where it is a question. `asked` are the questions before it."""
    plain = cues.plain(line).split()
    if len(plain) == 1 and plain[0].isascii() and plain[0].isdigit() and len(plain[0]) <= 2:
        return Act("context", plain[0])
    kinds = _kinds(plain)
    if kinds is None:
        return None
    number = next((value for kind, value in kinds if kind == "ordinal"), "")
    told = {kind for kind, _ in kinds if kind not in (_FILLER, _STRESS, "ordinal")}
    acts = {_READ_AS.get(kind, kind) for kind in told}
    if not acts or _asks(told, line, asked):
        return None
    best = min(acts, key=_PRECEDENCE.index)
    if any(kind == _STRESS for kind, _ in kinds) and best not in SAID:
        return None  # "that is the abstract"
    if best == "asked":
        return Act(best, said="\n".join(f"{place}. {one}" for place, one in enumerate(asked, 1)))
    return Act(best, number) if not number or best in _NUMBERED else None


_PRECEDENCE = (
    *("new", "undo", "quit", "help", "similar", "cited"),
    *("context", "show", "cite", "save", "sure", "why", "sources", "asked"),
    *("complaint", "greeting", "thanks", "agreement"),
)
"""Of several acts in a line the first of these is meant: "ok thanks" thanks."""

_NUMBERED = ("similar", "cited", "context", "show", "cite", "why")


_READ_AS = {"remark": "agreement", "apology": "agreement", "chosen": "why", "opening help": "help"}
"""Kinds that are others, except where they ask."""


def _asks(kinds: Set[str], line: str, asked: Sequence[str]) -> bool:
    """Whether a line asks of the records: "convincing?", "how does this work?" behind a question.

    So does "why that one?", behind "which dose is best?".
    """
    if "remark" in kinds and line.rstrip().endswith("?"):
        return True
    if not asked:
        return False
    of_choice = not cues.of("choosing").isdisjoint(cues.lower_words(asked[-1]))
    return "opening help" in kinds or ("chosen" in kinds and of_choice)


def _kinds(plain: Sequence[str]) -> list[tuple[str, str]] | None:
    """The kinds of the phrases that a line consists of, longest first; None where it has more."""
    kinds = []
    start = 0
    while start < len(plain):
        for end in range(min(len(plain), start + _LONGEST), start, -1):
            phrase = " ".join(plain[start:end])
            stressed = end < len(plain) and phrase in _stress()
            kind = _STRESS if stressed else _phrases().get(phrase)
            number = cues.valued("ordinal").get(phrase, phrase if phrase.isdigit() else "")
            if kind or number:
                kinds.append((kind, "") if kind else ("ordinal", number))
                start = end
                break
        else:
            return None
    return kinds


@cache
def _phrases() -> dict[str, str]:
    return {phrase: kind for kind, phrase in rows("acts.tsv") if kind != _STRESS}


@cache
def _stress() -> frozenset[str]:
    return frozenset(phrase for kind, phrase in rows("acts.tsv") if kind == _STRESS)
