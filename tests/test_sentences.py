"""Sentence spans: exact offsets on any text, and the hard boundaries of biomedical abstracts."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2qa.text.analyzer import Analyzer

spans = Analyzer().sentences

PIECES = st.one_of(
    st.sampled_from(
        ["The", "cells", "et al", "i.v", "24 h", "J", "p53", "Fig", "CD25", "RESULTS:"]
    ),
    st.sampled_from(["0", "05", "(1)", "2", "[12]", "(", ")", ";", "β", "µ", "תאים", "🧬", "\x00"]),
    st.sampled_from(
        [".", ". ", "!", "? ", '."', ".) ", "...", " ", "\n", "\r\n", "\u2028", "\u00a0"]
    ),
)
TEXTS = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=())),
    st.lists(PIECES, max_size=40).map("".join),
)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@given(TEXTS)
def test_spans_ascend_and_leave_only_white_space_outside(text: str) -> None:
    """Spans are trimmed, in order and disjoint, and nothing but white space lies outside them."""
    edges = [0, *itertools.chain.from_iterable(spans(text)), len(text)]

    assert edges == sorted(edges)
    for start, end in itertools.pairwise(edges):
        piece = text[start:end]
        inside = (start, end) in spans(text)
        assert piece == piece.strip() != "" if inside else not piece.strip()


@given(TEXTS)
def test_splitting_is_repeatable(text: str) -> None:
    assert spans(text) == spans(text)


@given(TEXTS, TEXTS)
def test_a_blank_line_separates(above: str, below: str) -> None:
    """What stands below a blank line has no influence on what stands above it, and the reverse."""
    assert split(f"{above}\n\n{below}") == split(above) + split(below)


@pytest.mark.parametrize(
    "unit",
    ["x", ".", ". ", " ", "A.", ".)", '."', "i.v.", ",1", "a.\n", " C", "(", ". (((", "0. 0"],
)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("x. [1", ":\nX"), ("RESULTS", " \ud800.")]
)
def test_hostile_texts_end_in_time(unit: str, before: str, after: str) -> None:
    """Megabytes of one pattern are no worse than prose; a quadratic rule would never return."""
    text = before + unit * 300_000 + after

    assert sum(end - start for start, end in spans(text)) <= len(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\u2028\t"])
def test_blank_text_has_no_sentence(text: str) -> None:
    assert spans(text) == []


ONE_SENTENCE = """\
The rise was -0. 86 and +/-1. 3 in 95% CI [-17. 4% to -8. 3%] on day 6: -0. 55 vs 1.
Its share is at or below. 515 for all models, less than. 05, or from. 12 to. 35.
The doses (12.2/7. 1 mm Hg, kappa. 85) were K =. 89 at support interval. 01-. 12 in all.
It ran from Jan. 1, 1996, to Aug. 31, 1998, and until Dec. 30 of 2009.
It appeared in Redox Signal. 27, 913-930.
Growth of E. coli and S. aureus stopped, as M. Jansen et al. (1999) had shown.
The strain came from J. B. Keller and Dr. A. Novak via Prof. Lind.
Doses (approx. 5 mg, cf. Table 2) are given in Fig. 2 and Figs. 3A-C.
Survival was better vs. controls (0.5 vs. 0.7; P < 0.05).
Two hormones, e.g. cortisol and i.e. Cortef, were given by Lindner Inc. in 1990.
The mean was 5.2 +/- 1.1 (S.D.) in the U.S. and 4.8 in the U.K. between 1990 and 1995.
A fall was seen (P = 0. 05) at band Xp11. 4 of the chromosome.
Tubes in rack No. 5 and strain no. 12345 were kept.
A new species of Candida (C. nivalis sp. nov.) is described.
The flow was 5 microg. kg-1. min-1 in all dogs.
It appeared in J. Clin. Invest. 1990 and J. Biol. Chem. 276:2339.
It appeared in Proc. Natl. Acad. Sci. USA 90:7298.
2. In the second year none relapsed.
The rates were 10. 5 and 3 per cent.
The enzyme (E.C. 3.4.21.5) has a mol. wt. of 50,000.
Was the drop (from 1 to 0.5?) real.
Helicobacter spp. and Shigella spp. grew."""


@pytest.mark.parametrize("text", ONE_SENTENCE.splitlines())
def test_a_stop_inside_a_sentence(text: str) -> None:
    assert split(text) == [text]


SEVERAL_SENTENCES = """\
All data are given below.|515 men were seen.|It was as said above.|20 men died.
The rise was 1.5+/-0.3.|25 patients fell ill.|It acts on IL-2.|35 cells died.
Fractions rose from 20/76 to 20/64.|35% of eyes improved.|It acts on Fos and Jun.|Blots followed.
Tumours were removed.|mRNA was extracted.|p53 was absent.|c-Myc rose.|β-catenin did not.
Clones were lost.|ngal was silent.|alpha-Tubulin stayed.|iNOS rose.|miR-21 fell.|siRNA worked.
Incubation lasted 24 h.|Cells were washed for 5 min.|Blots followed.|It took 3 h.|20 failed.
Rats received 5 mg/kg i.p.|Control rats did not.|Mice got 2 mg (i.v.).|They lived.
Some received it i.v.|The others drank it.
Diets lacked vitamin C.|Scurvy followed.|Patients had hepatitis B.|Most recovered.
Signals act through NF-kappa B.|Integration needs NF-kappa B.|NF-kappa B binds DNA.
This agrees with Kovacs et al.|The cause is unknown.
Cells secreted IL-2.|IL-4 was absent.|5-HT fell.|125I-labelled IgG bound.
BACKGROUND: Little is known.|METHODS: We saw 20 patients.|CONCLUSION(S): None died.
(1) Rats were fed.|(2) Mice were not.|(a) Both grew.
1. Rats were fed.|2. Mice were not.|3. Both grew.
The aims were: 1. To count.|2. To weigh.
He called it "safe."|We do not.|(It was not.)|[It never was.]|"So it ended."
Of 100 patients, 10 died.[12]|The rest lived [13].|All were men.
Is it safe?|We doubt it!|Is it?|p53 is.
T cells express CD25.|The function is unknown.
Growth stopped ...|The rest died.
Their growth was slow.|(ABSTRACT TRUNCATED AT 250 WORDS)
The result was NO.|Later it was MS.|Then ALS.
It was given twice, etc.|Side effects were rare.
The trial was done in the U.S.|We enrolled 200.
The rise was 0.05.|20 patients fell ill in 1987.|93 did not."""


@pytest.mark.parametrize("line", SEVERAL_SENTENCES.splitlines())
def test_a_stop_between_sentences(line: str) -> None:
    assert split(line.replace("|", " ")) == line.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CD25.The rest died.", ["CD25.", "The rest died."]),
        ("It was lost.A loss.", ["It was lost.", "A loss."]),
        ("It was lost.(ABSTRACT TRUNCATED)", ["It was lost.", "(ABSTRACT TRUNCATED)"]),
        ("See www.trials.Gov for more.", ["See www.trials.Gov for more."]),
        ("In the U.S.The law.", ["In the U.S.The law."]),
    ],
)
def test_glued_sentences(text: str, expected: list[str]) -> None:
    """A stop without a space ends a sentence where both its neighbours say so."""
    assert split(text) == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_a_line_end_ends_a_sentence(line_end: str) -> None:
    assert split(f"A title without stop{line_end}An abstract. It ends") == [
        "A title without stop",
        "An abstract.",
        "It ends",
    ]


def test_a_label_on_its_own_line_belongs_to_the_sentence_below() -> None:
    text = "They ran.\nMATERIALS AND METHODS:\nTen rats ran. All won."

    assert split(text) == ["They ran.", "MATERIALS AND METHODS:\nTen rats ran.", "All won."]


def test_offsets_count_characters_not_bytes() -> None:
    text = "🧬 β-actin fell. \U0001d6fc rose."

    assert spans(text) == [(0, 15), (16, 23)]


def test_a_non_breaking_space_separates_sentences() -> None:
    assert split("It ended.\u00a0The rest.") == ["It ended.", "The rest."]


def quotable(text: str) -> list[str]:
    return [text[start:end] for start, end in Analyzer().quotable(text)]


ASIDES = """\
Conclusions.
RESULTS.
5. CONCLUSIONS.
Materials and methods:
(ABSTRACT TRUNCATED AT 250 WORDS)
(ABSTRACT TRUNCATED)
Copyright 2000 Academic Press.
Copyright © 2003 Wiley-Liss, Inc.
(c) 2004 Elsevier B.V.
©2017 AACR.
All rights reserved.
This article is protected by copyright.
Copyright 1999 by The American Society of Hematology."""


@pytest.mark.parametrize("aside", ASIDES.splitlines())
def test_what_answers_nothing_is_not_quotable(aside: str) -> None:
    """Headings, copyright lines and notes of a cut abstract are sentences, but answer nothing."""
    text = f"Ten rats ran. {aside}\nAll won."

    assert "".join("".join(split(text)).split()) == "".join(text.split())
    assert quotable(text) == ["Ten rats ran.", "All won."]


@pytest.mark.parametrize(
    "text",
    [
        "Case report.",
        "Copyright was asked for.",
        "Conclusions are few.",
        "(C) Rats were fed.",
        "The results were published by Elsevier.",
        "A truncated form was found.",
        "Results: none died.",
    ],
)
def test_what_only_looks_like_an_aside_is_quotable(text: str) -> None:
    assert quotable(text) == [text]
    assert text in quotable(f"Ten rats ran. {text}") or text == "Case report."


@given(TEXTS)
def test_quotable_sentences_are_sentences(text: str) -> None:
    assert set(Analyzer().quotable(text)) <= set(spans(text))
