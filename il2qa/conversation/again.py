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
