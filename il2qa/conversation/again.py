"""What was shown once more: "repeat", "previous"."""

from __future__ import annotations

from dataclasses import replace

from il2qa.conversation import cues
from il2qa.conversation.talk import Talk, Understood
from il2qa.errors import QuestionError


def again(question: str, talk: Talk, limit: int) -> Understood | None:
    """Read "repeat": the last question; "previous": the passages before those shown last.

    Raises QuestionError where there are none. `limit` is how many are shown at a time.
    """
    plain = cues.plain(question)
    _check_number(plain, talk)
    repeats, returns = plain in cues.of("repeat"), plain in cues.of("previous")
    if not (repeats or returns):
        return None
    if talk.last is None:
        raise QuestionError(f"nothing was shown that {question!r} could mean: ask a question first")
    if repeats:
        return Understood(talk.last, fresh=talk.fresh, again=True)
    if not talk.last.skip:
        raise QuestionError(
            "no passages stand before these; “what did I ask?” lists the questions, “undo” takes "
            "the last one back"
        )
    before = replace(talk.last, skip=max(0, talk.last.skip - limit))
    return Understood(before, fresh=talk.fresh, again=True)


def _check_number(plain: str, talk: Talk) -> None:
    """Raise QuestionError where "the second one" is all that is said, and one passage is shown."""
    words = [word for word in plain.split() if word not in ("the", "one", "passage", "record")]
    number = int(cues.valued("ordinal").get(words[0], 0)) if len(words) == 1 else 0
    shown = len(talk.numbered_citations)
    if shown and number > shown:
        raise QuestionError(f"there is no number {number}: of what was shown {shown} are numbered")
