"""How follow-ups are read: what takes the place of what, and what is left out as it was said."""

from __future__ import annotations

import pytest
from read_as import read


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        (
            "Can amiodarone cause myxoedema coma?",
            "and hyperthyroidism?",
            "Can amiodarone cause hyperthyroidism?",
        ),
        (
            "Does exercise improve cognition in older adults?",
            "and walking speed?",
            "Does exercise improve walking speed in older adults?",
        ),
        (
            "Does acupuncture relieve neck pain?",
            "what about massage?",
            "Does massage relieve neck pain?",
        ),
        (
            "What is the prevalence of obesity in Brazil?",
            "and Chile?",
            "What is the prevalence of obesity in Chile?",
        ),
        (
            "Does smoking raise the risk of bladder cancer?",
            "and stroke?",
            "Does smoking raise the risk of stroke?",
        ),
        (
            "Is there a questionnaire to measure walking ability in multiple sclerosis?",
            "what about fatigue?",
            "Is there a questionnaire to measure fatigue in multiple sclerosis?",
        ),
        (
            "Does metformin lower the risk of dementia in people with diabetes?",
            "and mortality?",
            "Does metformin lower the risk of mortality in people with diabetes?",
        ),
        ("Do bees avoid neonicotinoids?", "what about fungicides?", "Do bees avoid fungicides?"),
    ],
)
def test_a_thing_takes_the_place_of_one_of_its_kind(last: str, line: str, meant: str) -> None:
    """A condition took the place of the drug that brings it about, an outcome of the treatment."""
    assert read(last, line) == meant


def test_an_age_is_no_thing_to_replace() -> None:
    """It was asked of "women over adenocarcinoma"."""
    lines = ("Do smears miss cervical cancer in young women?", "and in women over 30?")
    told = read(*lines, "what about adenocarcinoma?")
    assert told == "Do smears miss adenocarcinoma in women over 30?"


def test_things_side_by_side_give_way_together() -> None:
    """The other one of two was left: "CRP and anxiety"."""
    last = "Does training reduce depression and anxiety in students?"
    assert read(last, "and CRP?") == "Does training reduce CRP in students?"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (
            ["Do statins reduce mortality in sepsis?", "sorry, I meant steroids in septic shock"],
            "Do steroids reduce mortality in septic shock?",
        ),
        (
            [
                "Do people with liver cirrhosis need a lower dose of rabeprazole?",
                "and pantoprazole?",
                "no, I meant rabeprazole in severe liver disease",
            ],
            "Do people with severe liver disease need a lower dose of rabeprazole?",
        ),
        (
            [
                "What is the effect of enalapril on cough?",
                "and on blood pressure?",
                "no, I meant fosinopril",
            ],
            "What is the effect of fosinopril on blood pressure?",
        ),
    ],
)
def test_a_correction_puts_right_each_part_by_its_kind(lines: list[str], meant: str) -> None:
    """All of it took the place of one thing, or of what was put in last, whatever that was."""
    assert read(*lines) == meant


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        (
            "Can stem cells from fat help skin flaps survive?",
            "how do they do it?",
            "How can stem cells from fat help skin flaps survive?",
        ),
        (
            "Does BRCA1 loss sensitize cells to cisplatin?",
            "how does it do that?",
            "How does BRCA1 loss sensitize cells to cisplatin?",
        ),
        (
            "Is a high dose of lisinopril safer than a low dose?",
            "how likely is it?",
            "How likely: is a high dose of lisinopril safer than a low dose?",
        ),
        (
            "Does smoking raise the risk of bladder cancer?",
            "by how much?",
            "By how much does smoking raise the risk of bladder cancer?",
        ),
        (
            "Do parents notice when their child is overweight?",
            "and when the child is obese?",
            "Do parents notice when the child is obese?",
        ),
    ],
)
def test_what_means_all_that_was_asked_is_asked_with_it(last: str, line: str, meant: str) -> None:
    """Its pronoun became a thing that was named: "how do stem cells do fat?"."""
    assert read(last, line) == meant


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        (
            "Can three siRNAs stop feline coronavirus?",
            "are Dicer-substrate ones more potent?",
            "are Dicer-substrate siRNAs more potent?",
        ),
        (
            "Which genes control flowering time in rice?",
            "which ones respond to cold?",
            "which genes respond to cold?",
        ),
        (
            "Which antibiotics work against skin infections?",
            "which one is cheapest?",
            "which antibiotic is cheapest?",
        ),
        (
            "How many hospital patients qualify for clozapine?",
            "and how many stay on it?",
            "how many hospital patients stay on clozapine?",
        ),
    ],
)
def test_a_noun_that_is_left_out_is_that_of_the_last_question(
    last: str, line: str, meant: str
) -> None:
    """The corpus was searched for "ones"."""
    assert read(last, line) == meant


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        (
            "Can a diltiazem drip damage the kidneys?",
            "and raise mortality?",
            "Can a diltiazem drip raise mortality?",
        ),
        ("Is ketamine effective for pain?", "and safe?", "Is ketamine safe for pain?"),
    ],
)
def test_what_is_done_or_said_takes_the_place_of_that(last: str, line: str, meant: str) -> None:
    """A verb was put in as a thing: "damage the raise mortality"."""
    assert read(last, line) == meant


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (
            ["Are biologics better than methotrexate for arthritis?", "and are they safer?"],
            "are biologics safer than methotrexate for arthritis?",
        ),
        (
            ["Are biologics better than methotrexate for arthritis?", "which is cheaper?"],
            "Are biologics cheaper than methotrexate for arthritis?",
        ),
        (
            ["What is Crohn's disease?", "and ulcerative colitis?", "how do they differ?"],
            "how do Crohn's disease and ulcerative colitis differ?",
        ),
    ],
)
def test_a_comparison_keeps_what_is_compared(lines: list[str], meant: str) -> None:
    """It was asked of one thing alone."""
    assert read(*lines) == meant


def test_a_comparison_of_another_thing_is_asked_with_what_was_compared() -> None:
    """The question "is adherence better?" was asked of all records as it stood."""
    last = "Are newer drugs cheaper than older ones for old people?"
    told = read(last, "and is adherence better?")
    assert told.startswith("is adherence better + ")
    assert told.endswith("older ones + old people")


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        (
            "How many patients with schizophrenia qualify for clozapine?",
            "is it safe?",
            "is clozapine safe?",
        ),
        (
            "Does felodipine added to enalapril help people with heart failure?",
            "does it lower mortality?",
            "does felodipine added to enalapril lower mortality?",
        ),
        (
            "Does adding zinc to the diet help children?",
            "is it dangerous?",
            "is adding zinc to the diet dangerous?",
        ),
        (
            "Which drugs help restless legs?",
            "do they have side effects?",
            "do drugs that help restless legs have side effects?",
        ),
        (
            "Does training reduce CRP in students?",
            "by how much did it drop?",
            "by how much did CRP drop?",
        ),
        (
            "What is the best treatment for migraine?",
            "does it need rest?",
            "does migraine need rest?",
        ),
        (
            "Does removing wisdom teeth cause nerve damage?",
            "how common is it?",
            "how common is nerve damage?",
        ),
        (
            "Does screening for aneurysm save lives?",
            "is it cheap?",
            "is screening for aneurysm cheap?",
        ),
        ("What is migraine?", "and its causes?", "causes of migraine?"),
        (
            "How common is goitre in workers who make rubber?",
            "what about their zinc levels?",
            "zinc levels of workers who make rubber?",
        ),
    ],
)
def test_a_pronoun_means_what_was_talked_of(last: str, line: str, meant: str) -> None:
    """It meant the first word that agreed, and lost what belongs to that."""
    assert read(last, line) == meant


def test_they_are_nothing_where_nothing_of_several_was_named() -> None:
    """The question became "do aspirin live longer?"."""
    assert read("Should old age mean aspirin?", "do they live longer?") == "do they live longer?"


def test_what_has_no_place_is_asked_beside_the_rest() -> None:
    """It was put in the place of whatever stood first."""
    assert read("Is clozapine toxic?", "what about readmission?") == "readmission + clozapine"


@pytest.mark.parametrize(
    ("last", "line", "meant"),
    [
        (
            "Does playing games harm children's sleep?",
            "and their grades?",
            "Does playing games harm children's grades?",
        ),
        (
            "Does smoking harm the child's lungs?",
            "and brain?",
            "Does smoking harm the child's brain?",
        ),
        (
            "Does stress harm their memory?",
            "and their mood?",
            "Does stress harm their mood?",
        ),
        (
            "Does shift work affect fertility in nurses?",
            "what about noise?",
            "Does noise affect fertility in nurses?",
        ),
        ("Can dogs smell cancer?", "and diabetes?", "Can dogs smell diabetes?"),
    ],
)
def test_the_sentence_stays_whole(last: str, line: str, meant: str) -> None:
    """Owners, verbs and what belongs to a name were torn."""
    assert read(last, line) == meant


def test_why_behind_what_any_paper_is_asked_asks_what_explains_it() -> None:
    """The reading was "why + took part"."""
    assert read("who took part?", "why?", meant="1") == "what explains it?"


def test_the_conclusion_is_a_record_s_whichever_is_meant() -> None:
    """With several records quoted it was put into the question: "is the conclusion better …"."""
    assert read("Is aspirin better than clopidogrel?", "and the conclusion?") == "the conclusion?"


def test_a_measure_of_something_is_asked_by_itself() -> None:
    """It was put in: "does testosterone dose make rats more aggressive?"."""
    last = "Do anabolic steroids make young rats more aggressive?"
    assert read(last, "testosterone dose?") == "testosterone dose?"


@pytest.mark.parametrize(
    "line",
    [
        "Which one makes allergy patients sleepier, cetirizine or loratadine?",
        "Are gabapentin doses above 1800 mg a day harder to bear than lower ones?",
    ],
)
def test_ones_of_what_a_question_names_itself_are_not_the_last_one_s(line: str) -> None:
    """They were "cells": "which cell makes allergy patients sleepier …"."""
    assert read("Which cells produce interleukin-2?", line) == line
