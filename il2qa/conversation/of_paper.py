"""Follow-ups that ask what readers ask of any paper: they name nothing, and mean its record."""

from __future__ import annotations

from il2qa.conversation import anaphora, cues
from il2qa.conversation.antecedents import resolved
from il2qa.conversation.leaning import leaning
from il2qa.conversation.phrases import CIRCUMSTANCES, Phrase
from il2qa.conversation.reading import Reading
from il2qa.conversation.talk import Talk, Understood
from il2qa.paper_questions.kinds import GENERAL, NAMING, OF_ANYTHING, OF_TOPIC
from il2qa.paper_questions.wording import OF_ANY, kinds_of_fields, wording
from il2qa.text.analyzer import Analyzer

_LIKELY = 0.6  # of one kind
_TERSE = 3  # words of a question that is no sentence
_LEANING = 0.5  # probability from which a question names nothing for a pronoun to mean
_SURELY_LEANS = 0.88
"""The same from which it counts what the record tells: of 26,000 complete ones none reaches it."""

_HARDLY = 0.005  # probability of leaning, below which a question is complete: "What is VS?"


def of_paper(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "any harms?", "where was this done?": what readers ask of any paper, naming nothing.

    A pronoun that may mean what the last question was about ("how is it treated?") does so; "how
    was it treated?" asks what was done in the study.
    """
    text = cues.opening(question, "opener") or question
    words = cues.lower_words(text)
    asked = wording(text)
    clear = not asked.topic and asked.chances[asked.kind] >= _LIKELY
    bare = " ".join(words) in cues.valued("bare")  # "and when?"
    if not talk.cited or bare or not clear or not _is_asked(words, asked.kind, analyzer):
        return None
    pronouns, done = anaphora.pronouns(text, analyzer), cues.of("past").intersection(words)
    if 1 - asked.chance(*NAMING, *(OF_ANYTHING if pronouns and not done else ())) < OF_ANY:
        return None
    passive = bool(talk.is_on_record and done) and "it" in words  # "how was it diagnosed?"
    study = passive or of_study(text, talk, analyzer)
    if pronouns and talk.topic and asked.kind in OF_TOPIC and not study:
        topic = talk.topic.question
        passed, on_record = talk.circumstances, talk.is_on_record
        text = resolved(text, pronouns, topic, analyzer, passed, on_record=on_record)
    return Understood(Reading(text.strip(), talk.where), about_record=True)


def _is_asked(words: list[str], kind: str, analyzer: Analyzer) -> bool:
    """Whether words ask something by themselves: "in which animals?", "any harms?", "sum it up"."""
    if not words or leaning().probability(" ".join(words), analyzer) < _HARDLY:
        return False
    asking = analyzer.stop_words("question") | cues.of("auxiliary") | {"any"}
    behind_relation = words[0] in cues.of("relation") and not asking.isdisjoint(words[1:2])
    return kind == "summary" or words[0] in asking - cues.of("relation") or behind_relation


def next_of_reader(rest: str, talk: Talk) -> Understood | None:
    """Read "and the limitations?" behind "what was the aim?": what readers ask of any paper."""
    asked = wording(rest)
    if not (talk.is_of_one and asked.is_of_any_paper):
        return None
    if not talk.is_of_reader and asked.kind not in kinds_of_fields() | GENERAL | {"harms"}:
        return None  # "and mortality?" is put into a question that has a topic
    return Understood(Reading(rest.strip(), talk.where), about_record=True)


def terse(question: str, talk: Talk, analyzer: Analyzer) -> Understood | None:
    """Read "limits", "main limitation": a few words that readers use of any paper, and no more.

    With one record before the reader they mean it, though nothing in them asks.
    """
    words = cues.lower_words(question)
    sentence = cues.of("auxiliary") | cues.of("pronoun") | cues.of("possessive")
    sentence |= cues.of("portion") | cues.of("quantity")
    sentence |= analyzer.stop_words("question") | cues.of("relation") | cues.of("negation")
    if not (talk.is_of_one and talk.cited) or not 0 < len(words) <= _TERSE:
        return None
    if not sentence.isdisjoint(words):
        return None
    stressed = words[0] in cues.of("emphasis") and len(words) > 1  # "main limitation"
    spelt = " ".join(words[stressed:])
    first = wording(spelt)
    forms: tuple[str, ...] = (spelt, f"any {spelt}", f"what are the {spelt}")
    forms = forms[:1] if words[0].startswith("any") else forms
    kind = first.kind
    chance, form = max((wording(form).chances[kind], form) for form in forms)
    if first.topic or kind in NAMING or chance < OF_ANY:
        return None
    if Phrase(spelt, (), 0).kinds_of_word & CIRCUMSTANCES:  # "men"
        return Understood(Reading(f"does the paper mention {spelt}?", talk.where), True)
    if first.chances[kind] >= OF_ANY:
        form = spelt if stressed else question.strip(" ?")
    return Understood(Reading(f"{form}?", talk.where), about_record=True)


def of_study(text: str, talk: Talk, analyzer: Analyzer) -> bool:
    """Whether a pronoun can only mean the record quoted last or what was done in it.

    "Which crop did they grow?": what is over was done by those who wrote it; and a question that
    named nothing ("how many took part?") left nothing else to point to.
    """
    if not talk.is_of_one:
        return False
    topic = talk.topic.question if talk.topic else None
    unnamed = topic is not None and (
        not wording(topic).topic
        or (talk.is_on_record and leaning().probability(topic, analyzer) >= _LEANING)
    )
    done = anaphora.asks_what_they_did(text) or _asks_how_it_was_done(text)
    return unnamed or done or _is_of_people(text, analyzer)


def _asks_how_it_was_done(text: str) -> bool:
    """Whether "this" is the study: "was this done in live cats?", "has that been tried in men?"."""
    words = cues.lower_words(text)
    past = not cues.of("past").isdisjoint(words)
    return past and not (anaphora.TOLD.isdisjoint(words) or cues.of("study_deed").isdisjoint(words))


def _is_of_people(text: str, analyzer: Analyzer) -> bool:
    """Whether it is of those that the paper tells of.

    It counts them ("how many of them healed?"), or asks what was done to them ("which pills were
    they on?").
    """
    words = cues.lower_words(text)
    counts = words[:3] == ["how", "many", "of"] or wording(text).kind == "people"
    asks = anaphora.ASKING_HOW | cues.of("relation")  # "for how long were they fed it?"
    given = words[0] in asks and "were they" in " ".join(words)
    return (counts or given) and leaning().probability(text, analyzer) >= _SURELY_LEANS
