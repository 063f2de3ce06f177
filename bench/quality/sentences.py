"""Sentence boundaries on the GENIA treebank, beside other splitters.

    python -m bench sentences [--data DIR] [--errors]
    python -m bench sentences --openers > il2qa/text/data/sentence_openers.tsv

Data: genia_sentences.jsonl.gz (994 abstracts with gold spans); for Punkt's training and for
--openers also abstracts_pool.jsonl.gz. Titles are left out. A boundary is the start of a sentence
after the first of its abstract; F is the harmonic mean of precision and recall over all of them. An
abstract is without a fault if every start and end is right. Line breaks are given to all as
spaces; the last row is il2qa on the text as it stands. Tuned on the even abstracts; the odd ones
were looked at for the final figure only. Peers that are not installed are left out (pip install
pysbd syntok nltk blingfire).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.data import files
from il2qa.text.analyzer import default_analyzer

Span = tuple[int, int]
Splitter = Callable[[str], list[Span]]

OPENERS_HEADER = """\
# Capitalised words that open a sentence far more often than they stand inside one.
# Source: counted by python -m bench sentences --openers over 31,384 PubMed abstracts: seen at least
# 5 times after a sure stop, and inside a sentence at most 0.6 times as often. Words only, no text.
"""


class Abstract(NamedTuple):
    """An abstract's text and the gold spans of its sentences."""

    pmid: str
    text: str
    gold: list[Span]


class Score(NamedTuple):
    """Boundary precision, recall and F, and the share of abstracts without a fault."""

    precision: float
    recall: float
    f: float
    faultless: float


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def abstracts(data: Path) -> list[Abstract]:
    found = []
    for row in rows(data / "genia_sentences.jsonl.gz"):
        sentences = row["sentences"][row["n_title"] :]
        if sentences:
            base = sentences[0][0]
            gold = [(start - base, end - base) for start, end in sentences]
            found.append(Abstract(row["pmid"], row["text"][base:], gold))
    return found


def on_one_line(gold: list[Abstract]) -> list[Abstract]:
    return [item._replace(text=re.sub(r"\s", " ", item.text)) for item in gold]


def score(gold: list[Abstract], found: list[list[Span]]) -> Score:
    hits = guessed = wanted = faultless = 0
    for item, spans_ in zip(gold, found, strict=True):
        ours, theirs = {s for s, _ in spans_[1:]}, {s for s, _ in item.gold[1:]}
        hits += len(ours & theirs)
        guessed += len(ours)
        wanted += len(theirs)
        faultless += spans_ == item.gold
    precision, recall = hits / guessed, hits / wanted
    f = 2 * precision * recall / (precision + recall)
    return Score(precision, recall, f, faultless / len(gold))


def print_errors(gold: list[Abstract], split: Splitter) -> None:
    for item in gold:
        ours, theirs = ({s for s, _ in found[1:]} for found in (split(item.text), item.gold))
        for start in sorted(ours ^ theirs):
            kind = "extra" if start in ours else "missed"
            before, after = item.text[max(0, start - 60) : start], item.text[start : start + 40]
            print(f"{item.pmid} {kind}: {before!r} | {after!r}")


def trimmed(text: str, found: Iterator[Span]) -> list[Span]:
    spans_ = []
    for start, end in found:
        sentence = text[start:end]
        start += len(sentence) - len(sentence.lstrip())
        if sentence.strip():
            spans_.append((start, start + len(sentence.strip())))
    return spans_


def peers(data: Path) -> Iterator[tuple[str, Splitter]]:
    for name, make in (
        ("nltk Punkt, trained on PubMed", punkt),
        ("blingfire", blingfire),
        ("pysbd", pysbd),
        ("syntok", syntok),
    ):
        try:
            yield name, make(data)
        except ImportError:
            print(f"({name}: not installed)")


def punkt(data: Path) -> Splitter:
    from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer

    trainer = PunktTrainer()
    for number, row in enumerate(rows(data / "abstracts_pool.jsonl.gz")):
        if number % 8 == 0:
            trainer.train(row["abstract"], finalize=False)
    tokenizer = PunktSentenceTokenizer(trainer.get_params())
    return lambda text: list(tokenizer.span_tokenize(text))


def blingfire(data: Path) -> Splitter:
    from blingfire import text_to_sentences_and_offsets

    return lambda text: trimmed(text, text_to_sentences_and_offsets(text)[1])


def pysbd(data: Path) -> Splitter:
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False, char_span=True)
    return lambda text: trimmed(text, ((s.start, s.end) for s in segmenter.segment(text)))


def syntok(data: Path) -> Splitter:
    from syntok import segmenter

    def split(text: str) -> list[Span]:
        return [
            (sentence[0].offset, sentence[-1].offset + len(sentence[-1].value))
            for paragraph in segmenter.process(text)
            for sentence in paragraph
        ]

    return split


def timed(split: Splitter, gold: list[Abstract]) -> tuple[list[list[Span]], float]:
    """Return what `split` finds and its speed in megabytes a second of processor time."""
    split(gold[0].text)
    before = time.process_time()
    found = [split(item.text) for item in gold]
    seconds = time.process_time() - before
    return found, sum(len(item.text.encode()) for item in gold) / seconds / 1e6


def print_table(data: Path) -> None:
    raw = abstracts(data)
    gold = on_one_line(raw)
    found, speed = timed(default_analyzer().sentences, gold)
    print(f"{len(gold)} abstracts; il2qa {speed:.0f} MB/s on this machine\n")
    print(f"{'splitter':32s} {'P':>7s} {'R':>7s} {'F':>7s} {'faultless':>9s}  speed")
    line = "{:32s} {:7.4f} {:7.4f} {:7.4f} {:9.1%}  {}".format
    print(line("il2qa", *score(gold, found), "1"))
    print(line("  even half (tuned on)", *score(gold[::2], found[::2]), ""))
    print(line("  odd half", *score(gold[1::2], found[1::2]), ""))
    for name, split in peers(data):
        theirs, peer_speed = timed(split, gold)
        print(line(name, *score(gold, theirs), f"1/{speed / peer_speed:.1f}"))
    print(
        line(
            "il2qa, line breaks kept",
            *score(raw, [default_analyzer().sentences(item.text) for item in raw]),
            "",
        )
    )


def openers(data: Path) -> list[str]:
    """Return the words that open sentences by the counts that OPENERS_HEADER states."""
    opening = re.compile(r"(?<=[a-z]{5})\. ([A-Z][a-z]*)\b(?![.\w])")
    inside = re.compile(r"(?<=[a-z,]) ([A-Z][a-z]+|A|I)\b(?![.\w])")
    opened: Counter[str] = Counter()
    stood_inside: Counter[str] = Counter()
    for row in rows(data / "abstracts_pool.jsonl.gz"):
        opened.update(opening.findall(row["abstract"] or ""))
        stood_inside.update(inside.findall(row["abstract"] or ""))
    return sorted(
        word
        for word, count in opened.items()
        if count >= 5 and stood_inside[word] <= 0.6 * count and (len(word) > 1 or word in "AI")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = files.folder()
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--errors", action="store_true", help="print the errors of the even half")
    parser.add_argument("--openers", action="store_true", help="print the table of opening words")
    options = parser.parse_args()
    if options.openers:
        print(OPENERS_HEADER + "\n".join(openers(options.data)))
    elif options.errors:
        print_errors(abstracts(options.data)[::2], default_analyzer().sentences)
    else:
        print_table(options.data)
