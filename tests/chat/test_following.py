"""Follow-ups: what a question takes from those before it, and what it never takes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from several import several

import il2qa
from il2qa.conversation import Choice, Conversation, Reading
from il2qa.conversation.reading import read_back
from il2qa.filters.where import Where
from il2qa.models import Answer

CORPUS = several()
CELLS = "Which cells produce interleukin-2?"
HICCUPS = "What stopped hiccups?"

# A question before, the follow-up, and its reading; <2> is the record of the second passage.
FOLLOW_UPS = [
    # What is put in takes the place of what is asked for, …
    ([CELLS], "what about macrophages?", "macrophages produce interleukin-2?"),
    # … of a thing of its kind, …
    (["Does IL-2 act on NK cells?"], "How about macrophages?", "Does IL-2 act on macrophages?"),
    (["Does IL-2 act on NK cells?"], "and B cells?", "Does IL-2 act on B cells?"),
    (["Do macrophages need IL-2?"], "What about IL-4?", "Do macrophages need IL-4?"),
    (["Do NK cells kill tumour cells?"], "and macrophages?", "Do macrophages kill tumour cells?"),
    (["Do macrophages meet IL-2?"], "and T cells?", "Do T cells meet IL-2?"),
    (["Do macrophages meet IL-2?"], "and IL-4?", "Do macrophages meet IL-4?"),
    (["Is IL-2 given in cancer?"], "and in HIV?", "Is IL-2 given in HIV?"),
    # … or of what the last follow-up put in.
    ([CELLS, "what about macrophages?"], "and platelets?", "platelets produce interleukin-2?"),
    ([CELLS, "and in HIV?"], "and in mice?", "Which cells produce interleukin-2 in mice?"),
    # A circumstance joins.
    ([CELLS], "and in HIV?", "Which cells produce interleukin-2 in HIV?"),
    ([CELLS], "But what about children?", "Which cells produce interleukin-2 in children?"),
    (
        ["Does aspirin prevent stroke?"],
        "heart attacks as well?",
        "Does aspirin prevent heart attacks?",
    ),
    (["Does IL-2 act on NK cells?"], "no, I meant IL-4", "Does IL-4 act on NK cells?"),
    (["Does IL-2 act on NK cells?"], "sorry, IL-4", "Does IL-4 act on NK cells?"),
    (["Does IL-2 act on NK cells?"], "oops, IL-4", "Does IL-4 act on NK cells?"),
    (
        ["Does IL-2 act on NK cells?"],
        "no wait, since 2010",
        "Does IL-2 act on NK cells? · year>=2010",
    ),
    (["Does IL-2 act on NK cells?"], "sorry, what about IL-4?", "Does IL-4 act on NK cells?"),
    (["Does IL-2 act on NK cells?"], "IL-4?", "Does IL-4 act on NK cells?"),
    (
        ["Do genes matter if they are silenced?"],
        "and overexpressed?",
        "Do genes matter if they are overexpressed?",
    ),
    (["Do obese children meet IL-2?"], "and overweight ones?", "Do overweight children meet IL-2?"),
    # People are those in whom it is asked, and take the place of people only.
    (
        ["What is the prevalence of HIV in Mexico?"],
        "what about women?",
        "What is the prevalence of HIV in Mexico in women?",
    ),
    (
        ["Does aspirin prevent stroke in adolescents?"],
        "what about the elderly?",
        "Does aspirin prevent stroke in the elderly?",
    ),
    (["Are bats reservoirs of rabies?"], "and dogs?", "Are dogs reservoirs of rabies?"),
    # Two pronouns are two things; a name in -s may be one.
    (
        ["Do bats carry rabies?"],
        "how do they transmit it?",
        "how do bats transmit rabies?",
    ),
    (["Is vitamin D low in HIV?"], "what about calcium?", "Is calcium low in HIV?"),
    (
        ["Does aspirin prevent stroke in men?"],
        "no, in women",
        "Does aspirin prevent stroke in women?",
    ),
    # A condition lets go of those that it contradicts, "without filters" of all.
    (
        [CELLS, "only reviews"],
        "without reviews",
        "Which cells produce interleukin-2? · -type:Review",
    ),
    (
        [CELLS, "without reviews"],
        "only reviews",
        "Which cells produce interleukin-2? · type:Review",
    ),
    (
        [CELLS, "only since 2010"],
        "only before 2000",
        "Which cells produce interleukin-2? · year<=1999",
    ),
    (
        [CELLS, "only in humans", "only since 1990"],
        "not in humans",
        "Which cells produce interleukin-2? · year>=1990 -mesh:Humans",
    ),
    # A drug takes the place of a drug, also within a name; people and animals of each other.
    (
        ["Does clarithromycin resistance matter in H. pylori infection?"],
        "and metronidazole?",
        "Does metronidazole resistance matter in H. pylori infection?",
    ),
    (
        ["Does H. pylori resist clarithromycin?"],
        "and amoxicillin?",
        "Does H. pylori resist amoxicillin?",
    ),
    (["Is aspirin safe in adolescents?"], "in cats", "Is aspirin safe in cats?"),
    (["Is aspirin safe in young women?"], "in women over 30", "Is aspirin safe in women over 30?"),
    (["Is aspirin safe in women?"], "and in men with HIV?", "Is aspirin safe in men with HIV?"),
    (["Is aspirin safe in children under 5?"], "in adults", "Is aspirin safe in adults?"),
    (
        ["Which drugs stop infantile spasms?"],
        "and vigabatrin?",
        "vigabatrin stop infantile spasms?",
    ),
    (
        ["Which physicians prescribe morphine most often?"],
        "and pediatricians?",
        "pediatricians prescribe morphine most often?",
    ),
    # What says in what way, and a verb behind what it is said of, name nothing.
    (
        ["Do blood pressure pills work less well in white-coat hypertension?"],
        "how common is it?",
        "how common is white-coat hypertension?",
    ),
    (
        ["Did the blood pressure fall more with aspirin?"],
        "is it dangerous?",
        "is blood pressure dangerous?",
    ),
    (["Can baths spare men an operation?"], "and women?", "Can baths spare women an operation?"),
    (
        ["Do short legs predict dementia in Mexico?", "and in China?"],
        "what about skulls?",
        "Do skulls predict dementia in China?",
    ),
    (
        ["Which genes are linked to asthma in Koreans?"],
        "what about Japanese patients?",
        "Which genes are linked to asthma in Japanese patients?",
    ),
    (["Is COVID vaccination safe?"], "does it kill?", "does COVID vaccination kill?"),
    (["Have tamarins carried rabies?"], "Is it fatal?", "Is rabies fatal?"),
    (
        ["Through which receptor does histamine raise IL-6?"],
        "can fexofenadine block it?",
        "can fexofenadine block histamine?",
    ),
    # What says how a thing is stays with what takes its place, and is never what "it" means.
    (["Is IL-2 safe?"], "what about IL-4?", "Is IL-4 safe?"),
    (["Do bats get sick?"], "and macrophages?", "Do macrophages get sick?"),
    (["Is IL-2 effective in HIV?"], "is it safe?", "is IL-2 safe?"),
    (
        ["Which is better, IL-2 or IL-4, for T cells?"],
        "does it kill macrophages?",
        "does IL-2 kill macrophages?",
    ),
    # What was meant takes a word of what stands there with it, or is asked by itself.
    (
        ["Is type 2 diabetes cured?"],
        "no, I meant type 1",
        "Is type 1 diabetes cured?",
    ),
    (["Does TPMT matter in HIV?"], "no, I meant ITPA", "Does ITPA matter in HIV?"),
    (["Does IL-2 help in HIV?"], "and without HIV?", "Does IL-2 help without HIV?"),
    (["How many took part?"], "no, I meant macrophages", "macrophages"),
    (
        ["Does IL-2 help in HIV?"],
        "no, I meant do macrophages answer IL-4?",
        "do macrophages answer IL-4?",
    ),
    (["Does IL-2 help mice?"], "in children?", "Does IL-2 help mice in children?"),
    (
        ["Does IL-2 help in mice?"],
        "and in cotton-top tamarins?",
        "Does IL-2 help in cotton-top tamarins?",
    ),
    (
        ["Does histamine raise IL-6?"],
        "through which receptor?",
        "Through which receptor does histamine raise IL-6?",
    ),
    (["Does aspirin prevent cancer?"], "why?", "Why does aspirin prevent cancer?"),
    # The question words that matter stay or come.
    (["How many children had hiccups?"], "and adults?", "How many adults had hiccups?"),
    ([CELLS], "why?", "why + cells + produce + interleukin-2"),
    ([CELLS], "And how?", "how + cells + produce + interleukin-2"),
    # Pronouns mean what was named.
    ([CELLS], "Does it kill tumour cells?", "Does interleukin-2 kill tumour cells?"),
    ([CELLS], "Is it known to kill tumour cells?", "Is interleukin-2 known to kill tumour cells?"),
    ([CELLS], "What is its receptor?", "What is interleukin-2's receptor?"),
    ([CELLS], "Which cells answer this cytokine?", "Which cells answer interleukin-2 cytokine?"),
    ([CELLS, "and in HIV?"], "Does it help?", "Does interleukin-2 help?"),
    (["What is adoptive immunotherapy?"], "Does it work?", "Does adoptive immunotherapy work?"),
    (["Does aspirin prevent cancer?"], "Is it safe?", "Is aspirin safe?"),
    (["What is the role of IL-2 in cancer?"], "Is it safe?", "Is IL-2 safe?"),
    (["How common is asthma in Mexico?"], "Does it kill?", "Does asthma kill?"),
    (["How many children have asthma?"], "Does it kill?", "Does asthma kill?"),
    (["Do mast cells need IL-2?"], "Where do they live?", "Where do mast cells live?"),
    (["Do mast cells need IL-2?"], "Where is it made?", "Where is IL-2 made?"),
    (["Do bats carry HIV?"], "Can it be passed on to humans?", "Can HIV be passed on to humans?"),
    (["Do bats carry HIV?"], "how large is its genome?", "how large is HIV's genome?"),
    # Conditions in words.
    ([CELLS], "only since 1990", f"{CELLS} · year>=1990"),
    ([CELLS], "just reviews", f"{CELLS} · type:Review"),
    ([CELLS], "only in German", f"{CELLS} · language:ger"),
    ([CELLS], "from 1990 to 1995", f"{CELLS} · year>=1990 year<=1995"),
    ([CELLS, "only since 1990"], "and before 1995", f"{CELLS} · year>=1990 year<=1994"),
    ([CELLS, "only since 1990"], "why?", "why + cells + produce + interleukin-2 · year>=1990"),
    ([CELLS], "last 5 years", f"{CELLS} · year>=2020"),
    ([CELLS, "only since 1990"], "from 1980 to 1985", f"{CELLS} · year>=1980 year<=1985"),
    ([CELLS], "without reviews", f"{CELLS} · -type:Review"),
    ([CELLS], "not in mice", f"{CELLS} · -mesh:Mice"),
    ([CELLS], "only in humans", f"{CELLS} · mesh:Humans"),
    (["Does aspirin prevent cancer?"], "why not?", "Why does aspirin not prevent cancer?"),
    ([CELLS, "the second one"], "and the first one?", f"{CELLS} · pmid:103"),
    ([CELLS], "any RCTs?", f'{CELLS} · type:"Randomized Controlled Trial"'),
    ([CELLS], "only with abstracts", f"{CELLS} · has:abstract"),
    ([CELLS], "only papers by van der Berg", f'{CELLS} · author:"van der Berg"'),
    ([CELLS], "only from Imag Immunol please", f'{CELLS} · journal:"Imag Immunol"'),
    ([CELLS], "newer ones", "· year>="),
    # More of the same, and from one record.
    ([CELLS], "more", f"{CELLS} · from no. 4"),
    ([CELLS, "more"], "go on", f"{CELLS} · from no. 7"),
    ([CELLS], "give me more", f"{CELLS} · from no. 4"),
    (["Do macrophages answer IL-2?"], "more from that one", "Do macrophages answer IL-2? · "),
    ([CELLS], "the second one", f"{CELLS} · pmid:<2>"),
    ([CELLS], "the last one", f"{CELLS} · pmid:<3>"),
    ([CELLS], "What does the second one say of macrophages?", "· pmid:<2>"),
    # Questions about the record.
    ([CELLS, "the second one"], "who wrote it?", "who wrote it? · pmid:<1>"),
    ([CELLS, "the second one"], "when?", "when was it published · pmid:<1>"),
    ([CELLS, "the second one"], "Which journal?", "in which journal was it published · pmid:<1>"),
    ([CELLS], "who wrote the third one?", "who wrote it? · pmid:<3>"),
    (
        [HICCUPS, "the first one"],
        "What did the authors conclude?",
        "What did the authors conclude? · pmid:<1>",
    ),
    ([HICCUPS, "the first one"], "What did they conclude?", "What did they conclude? · pmid:<1>"),
    (
        [HICCUPS, "the first one"],
        "Is the article in English?",
        "Is the article in English? · pmid:<1>",
    ),
    ([HICCUPS, "the first one"], "And who wrote it?", "who wrote it? · pmid:<1>"),
]

COMPLETE = [
    "Which cells produce interleukin-2?",
    "Do macrophages answer IL-2?",
    "Is it known whether IL-2 activates macrophages?",
    "Does IL-2 lose its activity when it is heated?",
    "Is it possible to give IL-2 to children?",
    "Which cells make IL-2 and its receptor?",
    "Who is Jane Doe?",
    "What is the receptor of interleukin-2?",
    "How many children stopped hiccups after IL-4?",
    "interleukin-4 and hiccups",
    "macrophages",
    "Is the study on hiccups retracted?",
    "Is it hard to measure IL-2 in blood?",
    "Is it worth measuring IL-2 in blood?",
    "Macrophages: what activates them?",
    "What does IL-2 do for macrophages - does it activate them?",
    "How many children, most of them boys, had hiccups?",
    "How do children who need IL-4 differ from those who do not?",
    "Do children with hiccups see a doctor first?",
    "When was the paper about macrophages published?",
]


def asked(questions: Sequence[str], where: Where | None = None) -> Conversation:
    conversation = Conversation(CORPUS, this_year=2025)
    conversation.filter(where)
    for question in questions:
        conversation.ask(question)
    return conversation


def substance(answer: Answer | Choice) -> object:
    """All of an answer but how the question was put."""
    if isinstance(answer, Choice):
        return answer.records
    return answer.model_copy(update={"question": "", "interpreted_as": None})


@pytest.mark.parametrize(("before", "question", "reading"), FOLLOW_UPS)
def test_follow_up_is_read_as(before: list[str], question: str, reading: str) -> None:
    """The reading is shown whole; the answer is that of the reading asked afresh."""
    conversation = asked(before)
    for number, passage in enumerate(conversation.last.passages if conversation.last else (), 1):
        reading = reading.replace(f"<{number}>", passage.citation.id)
    answer = conversation.ask(question)
    assert isinstance(answer, Answer)
    shown = answer.interpreted_as or ""
    part = reading.startswith("·") or reading.endswith("· ")
    assert reading in shown if part else shown == reading
    assert substance(Conversation(CORPUS).ask(shown)) == substance(answer)


@pytest.mark.parametrize("question", COMPLETE)
@pytest.mark.parametrize(
    "before", [[CELLS], [CELLS, "what about macrophages?", "only since 1990"], [HICCUPS]]
)
def test_complete_question_inherits_nothing(before: list[str], question: str) -> None:
    """It is answered as if nothing had been said before, and nothing is said of a reading."""
    answer = asked(before).ask(question)
    assert isinstance(answer, Answer)
    assert answer.interpreted_as is None
    assert answer == CORPUS.ask(question)


POOL = [
    *COMPLETE,
    *(question for _, question, _ in FOLLOW_UPS),
    "2",
    "only since 1980",
    "the",
    "it",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POOL), min_size=1, max_size=6), st.booleans())
def test_any_answer_equals_that_of_its_reading_asked_afresh(talk: list[str], kept: bool) -> None:
    """Whatever was said before, with or without a filter that stays."""
    where = Where(since=1980) if kept else None
    conversation = asked([], where)
    for question in talk:
        try:
            answer = conversation.ask(question)
        except il2qa.QuestionError:
            continue
        if not isinstance(answer, Answer):
            continue
        if answer.interpreted_as is None:
            alone = CORPUS.ask(question, where=where).model_copy(update={"reason": answer.reason})
            assert substance(answer) == substance(alone)
        else:
            afresh = Conversation(CORPUS).ask(answer.interpreted_as)
            assert substance(afresh) == substance(answer)


@given(
    st.text(min_size=1).map(str.strip).filter(bool),
    st.integers(1900, 2100) | st.none(),
    st.lists(st.text(min_size=1), max_size=3),
    st.integers(0, 99),
)
def test_reading_is_read_back_as_shown(
    question: str, since: int | None, authors: list[str], skip: int
) -> None:
    """Whatever stands in it, as long as the question itself does not look like a condition."""
    where = Where(since=since, authors=tuple(authors)) if since or authors else None
    reading = Reading(question, where, skip)
    assert " · " in question or read_back(reading.shown) == reading


def test_joined_phrases_are_taken_as_they_stand() -> None:
    """A reading can be typed again, whatever words are in it."""
    answer = asked([CELLS]).ask("why + work + it")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as is None


def test_filter_that_stays_counts_for_follow_ups_and_is_shown() -> None:
    """A filter set after a question replaces the one under which it was asked."""
    conversation = asked([CELLS])
    conversation.filter(Where(since=1990))
    answer = conversation.ask("why?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == "why + cells + produce + interleukin-2 · year>=1990"
    conversation.filter(None)
    answer = conversation.ask("why?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == "why + cells + produce + interleukin-2"


def test_reviews_are_asked_for_on_the_last_question() -> None:
    """All reviews of the corpus were listed."""
    answer = asked([CELLS]).ask("are there reviews?")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == f"{CELLS} · type:Review"


def test_refusal_says_under_which_filter() -> None:
    """There may be evidence without it."""
    answer = asked([], Where(since=2099)).ask(CELLS)
    assert isinstance(answer, Answer)
    assert answer.reason is not None
    assert answer.reason.count("year>=2099") == 1


def test_more_ends_where_nothing_is_left() -> None:
    """It says so, and repeats nothing."""
    conversation = asked([CELLS])
    quoted = set()
    for _ in range(9):
        assert conversation.last is not None
        texts = {(found.citation.id, found.text) for found in conversation.last.passages}
        assert not texts & quoted
        quoted |= texts
        conversation.ask("more")
    assert conversation.last is not None
    assert conversation.last.reason == "nothing more to quote"


def test_without_filters_the_last_question_is_asked_of_all() -> None:
    """The words were put into it ("... without filters"); a filter that stays does."""
    conversation = asked([CELLS, "only reviews"])
    answer = conversation.ask("without filters")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == CELLS
    conversation.filter("year>=1980")
    conversation.ask("only reviews")
    answer = conversation.ask("no filter")
    assert isinstance(answer, Answer)
    assert answer.interpreted_as == f"{CELLS} · year>=1980"
