"""Questions of a word or two: "when?", "why?", "how often?", "which is better?"."""

from __future__ import annotations

from il2qa.conversation import anaphora, cues, ellipsis
from il2qa.conversation.ellipsis import asked_again
from il2qa.conversation.phrases import joined, phrases
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Talk, Understood
from il2qa.paper_questions.wording import kinds_of_fields, wording
from il2qa.text.analyzer import Analyzer

_AUTHORS = "who wrote it"
_EXPLAINED = "what explains it?"


def bare(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read: "when?" asks when the record was published, "why?" the last question once more.

    "Which is better?" is about the things that it named.
    """
    plain = cues.plain(question)
    done = _of_study(plain, talk)
    if done and not _asked_field(talk):
        return Understood(Reading(done, talk.where), about_record=True)
    if plain in cues.valued("bare"):
        return Understood(Reading(cues.valued("bare")[plain], talk.where), about_record=True)
    if talk.last and plain in cues.of("people") and anaphora.names_people(talk.last.question):
        return Understood(Reading(_AUTHORS, talk.where), about_record=True)
    if talk.topic and plain in cues.valued("compare"):
        return _compared(question, cues.valued("compare")[plain], talk, analyzer)
    degree = plain in cues.of("degree") and not talk.is_on_record
    if talk.topic and degree and ellipsis.is_of_doing(talk.topic.question):
        text = asked_again(talk.topic.question, plain, analyzer)
        return Understood(Reading(text, talk.topic.where), fresh=talk.fresh)
    if talk.topic and plain in cues.valued("ask"):
        if talk.is_of_reader and talk.is_of_one:
            return Understood(Reading(_EXPLAINED, talk.where), about_record=True)
        text = asked_again(talk.topic.question, cues.valued("ask")[plain], analyzer)
        one = plain in cues.of("of_choice")  # "why that one?", and then "and aching?"
        about = one and talk.is_of_one
        return Understood(Reading(text, talk.topic.where), about, fresh=talk.fresh, again=one)
    return None


def _of_study(plain: str, talk: Talk) -> str | None:
    """What "where was all this?" asks of the study under discussion; "where?" behind one on it."""
    words = [word for word in plain.split() if word not in cues.of("vague")]
    if not (talk.is_on_record or (len(plain.split()) > 1 and talk.is_of_one)):
        return None
    return cues.valued("of_study").get(" ".join(words))


def _asked_field(talk: Talk) -> bool:
    """Whether the last question asked for a field of the record: "who wrote it?"."""
    return talk.last is not None and wording(talk.last.question).kind in kinds_of_fields()


def _compared(question: str, word: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "which is better?" as about what the last question named, or else its record."""
    if talk.topic is None:
        return None
    other = ellipsis.with_comparative(word, talk.topic.question, analyzer)
    if other:
        return Understood(Reading(other, talk.topic.where), fresh=talk.fresh)
    found = phrases(talk.topic.question, analyzer)
    compares = not cues.of("comparing").isdisjoint(cues.lower_words(talk.topic.question))
    if compares and sum(not part.verb for part in found) > 1:
        named = (part.text for part in found if not part.verb or part.predicate)
        return Understood(Reading(joined((*named, word)), talk.topic.where), fresh=talk.fresh)
    return Understood(Reading(question, talk.where), about_record=True) if talk.is_of_one else None
