"""Short and odd follow-ups: what has no verb, no noun or no thing of its own, as it is read."""

from __future__ import annotations

import pytest
from read_as import read


def read_on(*lines: str) -> str:
    """How the last of some lines is read where one record is under discussion."""
    return read(*lines, meant="1", on_record=True)


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        (
            "Does ketamine relieve neuropathic pain?",
            "does lidocaine?",
            "Does lidocaine relieve neuropathic pain?",
        ),
        (
            "Are smokers at higher risk of hip fracture?",
            "are former smokers?",
            "Are former smokers at higher risk of hip fracture?",
        ),
        (
            "Can dogs smell lung cancer?",
            "and can rats?",
            "Can rats smell lung cancer?",
        ),
        (
            "Does vaccination prevent shingles in older women?",
            "do men?",
            "Does vaccination prevent shingles in men?",
        ),
        (
            "Which drugs lower uric acid?",
            "how does losartan do it?",
            "How does losartan lower uric acid?",
        ),
        (
            "Does metformin slow ageing?",
            "how does rapamycin do it?",
            "How does rapamycin slow ageing?",
        ),
        (
            "Which genes are linked to early menopause?",
            "why BRCA1?",
            "Why is BRCA1 linked to early menopause?",
        ),
        (
            "Does zinc shorten colds in children?",
            "why zinc?",
            "Why does zinc shorten colds in children?",
        ),
    ],
)
def test_what_has_no_verb_takes_that_of_the_last_question(last: str, line: str, meant: str) -> None:
    """The line "does surgery?" was searched for; "how does Q67H do it?" became "do HIV"."""
    assert read_on(last, line) == meant


@pytest.mark.parametrize(
    "line",
    [
        "is autism genetic?",
        "do cats purr?",
        "does garlic repel mosquitoes?",
        "can bats echolocate?",
        "are viruses alive?",
        "why do cats purr?",
        "how does aspirin work?",
    ],
)
def test_what_has_a_verb_of_its_own_takes_none(line: str) -> None:
    """A short question is complete where something is said in it."""
    assert read("Does ketamine relieve neuropathic pain?", line) == line


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (
            ("Is ketamine safer than propofol for children?", "which of the two costs less?"),
            "which of ketamine and propofol costs less?",
        ),
        (
            ("Is surgery better than physiotherapy?", "is one cheaper than the other?"),
            "is surgery cheaper than physiotherapy?",
        ),
        (
            ("Does zinc shorten colds?", "and vitamin C?", "what if I take both?"),
            "what if I take zinc and vitamin C?",
        ),
    ],
)
def test_both_are_what_was_compared_or_exchanged(lines: tuple[str, ...], meant: str) -> None:
    """They were searched for as "both" and "the two"."""
    assert read_on(*lines) == meant


def test_both_of_nothing_are_left_as_they_are() -> None:
    """One thing was named."""
    assert read_on("Does zinc shorten colds?", "what if I take both?") == "what if I take both?"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (
            ("Does screening save lives in smokers?", "what about the ones who quit?"),
            "Does screening save lives in smokers who quit?",
        ),
        (
            ("Do women with breast cancer sleep badly?", "and those on tamoxifen?"),
            "Do women on tamoxifen sleep badly?",
        ),
        (
            ("Do patients taking warfarin bleed more often?", "the ones on aspirin?"),
            "Do patients on aspirin bleed more often?",
        ),
        (
            ("Do statins prevent stroke in women with diabetes?", "and the ones without?"),
            "Do statins prevent stroke in women without diabetes?",
        ),
        (
            ("How far were the joints straightened?", "and the ones who refused the operation?"),
            "the ones who refused the operation?",
        ),
    ],
)
def test_the_ones_are_people_of_the_last_question(lines: tuple[str, ...], meant: str) -> None:
    """Of "who said no to the operation" the last words were put in; of none they stay."""
    assert read_on(*lines) == meant


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (
            ("Does yoga help people with asthma?", "and for COPD?"),
            "Does yoga help people with COPD?",
        ),
        (
            (
                "Does clozapine help people who hear voices?",
                "how many people took part?",
                "and for depression that does not respond to drugs?",
            ),
            "Does clozapine help people with depression that does not respond to drugs?",
        ),
        (
            (
                "Do editors find made-up references?",
                "how many were put in?",
                "what about the editors who were warned of it?",
            ),
            "Do the editors who were warned of it find made-up references?",
        ),
        (
            ("Does vitamin D prevent falls in people with osteoporosis?", "and without it?"),
            "Does vitamin D prevent falls in people without osteoporosis?",
        ),
    ],
)
def test_others_are_asked_of_in_the_question_that_names_people(
    lines: tuple[str, ...], meant: str
) -> None:
    """They were put into "how many took part?", or behind those of another disease."""
    assert read_on(*lines) == meant


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        ("Does naltrexone reduce drinking?", "heavier too?", "heavier too?"),
        ("Does naltrexone reduce drinking?", "fewer relapses?", "fewer relapses?"),
        (
            "Does naltrexone reduce drinking?",
            "what about a quarter of the dose?",
            "a quarter of the dose + naltrexone + drinking",
        ),
        (
            "Does exercise improve memory in old age?",
            "working memory too?",
            "Does exercise improve working memory in old age?",
        ),
    ],
)
def test_what_is_more_or_less_is_put_in_nowhere(last: str, line: str, meant: str) -> None:
    """It took the place of a drug, "adding sleepier", or of a disease, "prevent half the dose"."""
    assert read_on(last, line) == meant


def test_nothing_is_put_into_what_is_no_sentence() -> None:
    """The line "the leg?" became the last question: "the warfarin?"."""
    lines = ("Does aspirin prevent stroke?", "the leg?", "and warfarin?")
    assert read_on(*lines) == "Does warfarin prevent stroke?"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("and acamprosate, is that safer?", "is acamprosate safer?"),
        ("and gambling, how common is that?", "how common is gambling?"),
        ("and acamprosate, nothing?", "Does acamprosate reduce drinking?"),
        ("acamprosate, same thing?", "Does acamprosate reduce drinking?"),
    ],
)
def test_a_thing_named_first_is_what_is_asked_of(line: str, meant: str) -> None:
    """All of it was put in: "does estrogen, is that better prevent …"."""
    assert read_on("Does naltrexone reduce drinking?", line) == meant


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        ("Does CPAP lower blood pressure?", "dizzy from it?", "dizzy from CPAP?"),
        ("Does TENS relieve pain?", "sick from it?", "sick from TENS?"),
        ("Does TENS relieve pain?", "less with more of it?", "less with more of TENS?"),
        (
            "How should gout be treated in people on allopurinol?",
            "when do they stop taking it?",
            "when do people stop taking allopurinol?",
        ),
        (
            "Which virus was found in a boy and his mother with encephalitis?",
            "how does it spread?",
            "how does encephalitis spread?",
        ),
        (
            "Does fluoride protect the teeth of blind children?",
            "does a varnish help them?",
            "does a varnish help blind children?",
        ),
        (
            "Does massage help preterm infants gain weight?",
            "were those real infants?",
            "were those real infants?",
        ),
    ],
)
def test_a_pronoun_means_what_can_be_meant(last: str, line: str, meant: str) -> None:
    """A girl was "it", what was given was a disease, and midwives were midwives."""
    assert read_on(last, line) == meant


@pytest.mark.parametrize(
    "line",
    [
        "was it one hospital only?",
        "how could they tell?",
        "and if she has to ask for one?",
        "just like coffee?",
    ],
)
def test_what_has_no_reading_is_asked_of_the_record_as_it_stands(line: str) -> None:
    """The line "just like cisplatin?" was refused as no condition; "it" was a drug."""
    meant = line.removeprefix("and ")
    assert read_on("Does tea lower blood pressure?", "how many took part?", line) == meant


def test_only_what_the_record_tells_of_is_put_in() -> None:
    """It was refused as a condition that is not understood."""
    read_as = read_on("Does tea lower blood pressure?", "just green tea?")
    assert read_as == "Does green tea lower blood pressure?"


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (("Does gluten harm mice?", "how many mice were there?"), "all males?"),
        (("Does gluten harm mice?", "how long did it take?"), "females more than males?"),
        (("Does gluten harm mice?", "how many mice were there?"), "so what should bakers do?"),
    ],
)
def test_what_counts_or_compares_takes_no_one_s_place(lines: tuple[str, ...], line: str) -> None:
    """It was put into the question before: "in Guatemalans more than Mexicans"."""
    assert read_on(*lines, line) == line


def test_why_that_one_leaves_the_last_question_what_it_was() -> None:
    """What is asked next goes on with the question before it."""
    asked = "Which dose of ketamine is best for depression?"
    assert read_on(asked, "why that one?").startswith("why + dose")
    assert (
        read_on(asked, "why that one?", "and for pain?")
        == "Which dose of ketamine is best for pain?"
    )


@pytest.mark.parametrize(
    "line", ["Is gout becoming more common?", "Are asthma attacks getting worse?"]
)
def test_what_is_compared_with_before_is_complete(line: str) -> None:
    """It was asked beside the things that the last question compared."""
    assert read("Which drugs are better than aspirin?", line) == line


@pytest.mark.parametrize("line", ["and in rats, does it help?", "and when pregnant, is it safe?"])
def test_a_circumstance_named_first_is_not_what_is_asked_of(line: str) -> None:
    """Only a thing can stand for "it"."""
    read_as = read_on("Does naltrexone reduce drinking?", line)
    assert "does in rats" not in read_as
    assert "is when" not in read_as


@pytest.mark.parametrize("line", ["what about?", "and, ?", "the ones?", "why the?", "both?"])
def test_what_names_nothing_is_read_without_failing(line: str) -> None:
    """Whatever was asked before."""
    for before in ("Does tea help?", "how many took part?", "tea", "+", "Which teas help?"):
        assert isinstance(read_on(before, line), str)
