"""Makes il2qa/text/data/synonyms.tsv: other names of genes, diseases and cells that abstracts use.

    python -m bench learn-synonyms [--wordnet FOLDER]

A name is kept where at least three abstracts of the pool use it, where it names one thing only,
where it is no word of English by the way it is spelt there, and, if it is a short form, where the
definitions that abstracts give of it agree with the thing's other names. Short forms that abstracts
agree on are names too ("HIV", bench/data/defined.py). Names only, no text.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.data import files
from bench.data.defined import all_things
from bench.data.names import WORDNET, Phrase, Thing, by_first, phrase, phrases_in
from il2qa.text.analyzer import default_analyzer

FILE = files.ROOT / "il2qa" / "text" / "data" / "synonyms.tsv"
LEAST = 3  # abstracts that use a name
MOST_WORDS, MOST_NAMES = 5, 4
_LETTERS = 2  # a single word has more
_NAME_LIKE = 0.8  # least share of a name's uses that are spelt as names are
_SPELT_SO = 0.4  # the same of a word that is spelt as any other
_AGREE = 0.6  # least share of a short form's definitions that agree
_CLEARLY = 3  # times as many records as for the next thing of that name
_CLASSES = {"lymphokine", "cytokine", "oncogene", "interferon", "antigen", "chemokine"}
_COURSES = {"acut", "chronic"}
_SHORT = 5  # letters of what may be a short form of several things
_SYMBOL = 4  # letters of a gene's symbol that may stand for it without a definition
HEAD = """\
# Other names of a thing: the terms of a name, and names of the same thing that abstracts use.
# Source: made by bench/learn/synonyms.py from NCBI gene_info (public domain), FamPlex (CC0), the
# Disease Ontology (CC BY 3.0, disease-ontology.org) and the Cell Ontology (CC BY 4.0,
# obofoundry.org/ontology/cl) and WordNet 3.0 (Princeton University; see NOTICE), from the
# abbreviations that PubMed's abstracts define, and from our own list of substances; a selection.
"""


@dataclass
class Uses:
    """How the abstracts of the pool use names."""

    records: dict[Phrase, set[str]] = field(default_factory=lambda: defaultdict(set))
    spellings: dict[Phrase, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    long_forms: dict[Phrase, Counter[Phrase]] = field(default_factory=lambda: defaultdict(Counter))

    def of(self, kept: Callable[[str], bool]) -> Uses:
        """The same as some records alone use them."""
        found = defaultdict(
            set, {one: set(filter(kept, all_)) for one, all_ in self.records.items()}
        )
        return Uses(found, self.spellings, self.long_forms)


def uses(wanted: Iterable[Phrase]) -> Uses:
    """In which of the pool's records some phrases stand, how they are spelt, how defined."""
    firsts, found = by_first(wanted), Uses()
    for record in files.pool().values():
        text = f"{record.title}\n{record.abstract_text}"
        for one, spelling in phrases_in(text, firsts):
            found.records[one].add(record.id)
            found.spellings[one][spelling] += 1
        for pair in default_analyzer().abbreviations.pairs(text):
            found.long_forms[phrase(pair.short)][phrase(pair.long)] += 1
    return found


def named(kept: Iterable[Thing]) -> list[tuple[Thing, dict[Phrase, str]]]:
    """Each thing with its names by their phrases, without those that are too long or no names."""
    found = []
    for thing in kept:
        names: dict[Phrase, str] = {}
        for name in (*thing.names, *thing.loose):
            one = phrase(name)
            sound = one and (len(one) > 1 or (len(one[0]) > _LETTERS and one[0][0].isalpha()))
            if sound and len(one) <= MOST_WORDS:
                names.setdefault(one, name)
        if len(names) > 1:
            found.append((thing, names))
    return found


def table(found: list[tuple[Thing, dict[Phrase, str]]], used: Uses) -> dict[Phrase, list[str]]:
    """The other names of each name that is kept, those that most abstracts use first."""
    owner = owners(found, used)
    rows: dict[Phrase, list[str]] = {}
    for number, (thing, names) in enumerate(found):
        own = [
            one for one in names if owner.get(one) == number and is_good(thing, one, names, used)
        ]
        written = [one for one in own if len(used.records[one]) >= LEAST]
        written.sort(key=lambda one: (-len(used.records[one]), one))
        for one in own if written else ():
            others = [other for other in written if tells_more(one, other)][:MOST_NAMES]
            if others:
                rows[one] = [names[other] for other in others]
    return rows


def owners(kept: Sequence[tuple[Thing, dict[Phrase, str]]], used: Uses) -> dict[Phrase, int]:
    """The thing that each name belongs to: of several, the one whose other names stand beside it.

    A disease goes before a gene. A name of several things that abstracts do not tell apart
    belongs to none.
    """
    having: dict[Phrase, list[int]] = defaultdict(list)
    for number, (_, own) in enumerate(kept):
        for one in own:
            having[one].append(number)
    found = {}
    for one, numbers in having.items():
        others = [i for i in numbers if kept[i][0].kind not in ("gene", "family")]
        beside = sorted((_beside(one, kept[i][1], used), i) for i in others or numbers)
        most, number = beside[-1]
        if len(beside) == 1 or (most >= LEAST and most >= _CLEARLY * beside[-2][0]):
            found[one] = number
    return found


def _beside(one: Phrase, names: Iterable[Phrase], used: Uses) -> int:
    """How many records that use a name use another one of the same thing."""
    others = set().union(*(used.records[other] for other in names if tells_more(one, other)))
    return len(used.records[one] & others)


def is_good(thing: Thing, one: Phrase, names: Mapping[Phrase, str], used: Uses) -> bool:
    """Whether a name may be asked by: it is no common word, and means this thing."""
    if names[one].lower() in _CLASSES:
        return False
    if names[one] in thing.loose and not _is_defined(one, names, used.long_forms):
        return False
    if not is_name(names[one], used.spellings[one]):
        return False
    return agrees(one, names, used.long_forms) or _is_symbol(thing, one, names, used)


def _is_symbol(thing: Thing, one: Phrase, names: Iterable[Phrase], used: Uses) -> bool:
    """Whether it is a gene's own symbol that abstracts use beside its name, and for no other."""
    symbol = thing.names[0]
    if thing.kind != "gene" or phrase(symbol) != one or len(symbol) < _SYMBOL:
        return False
    defined = used.long_forms.get(one)
    agreed = not defined or _share_of_own(defined, names) == 1
    return agreed and _beside(one, names, used) > 0


def _is_defined(
    one: Phrase, names: Iterable[Phrase], long_forms: Mapping[Phrase, Counter[Phrase]]
) -> bool:
    """Whether abstracts define a name, or another name of the thing by it."""
    return one in long_forms or any(one in long_forms.get(short, ()) for short in names)


def is_name(name: str, spellings: Counter[str]) -> bool:
    """Whether a name is mostly spelt so, and not as another word of the same term.

    "AIDS" is, "MAX" is not, nor is "gameness", of which "games" has the term too.
    """
    if not spellings or len(name.split()) > 1:
        return True
    if any(_marks(char) for char in name[1:]):
        right = sum(n for word, n in spellings.items() if any(map(_marks, word[1:])))
        return right >= _NAME_LIKE * spellings.total()
    right = sum(n for word, n in spellings.items() if word.lower() in (name.lower(), f"{name}s"))
    return right >= _SPELT_SO * spellings.total()


def _marks(char: str) -> bool:
    return char.isupper() or char.isdigit()


def agrees(
    one: Phrase, names: Mapping[Phrase, str], long_forms: Mapping[Phrase, Counter[Phrase]]
) -> bool:
    """Whether the definitions that abstracts give of a short form are of this thing."""
    defined = long_forms.get(one, Counter())
    short = len(one) == 1 and names[one].isalpha() and len(names[one]) <= _SHORT
    if defined.total() < 2:
        return not short or names[one].islower()
    return _share_of_own(defined, names) >= _AGREE


def _share_of_own(defined: Counter[Phrase], names: Iterable[Phrase]) -> float:
    """The share of a short form's definitions that are of one of a thing's names."""
    own = {frozenset(name) for name in names}
    right = sum(n for long, n in defined.items() if _is_one_of(frozenset(long), own))
    return right / defined.total()


def _is_one_of(long: frozenset[str], own: set[frozenset[str]]) -> bool:
    """Whether a long form is one of a thing's names, one word more or less."""
    return any(len(long ^ name) <= 1 and long & name for name in own)


def tells_more(one: Phrase, other: Phrase) -> bool:
    """Whether another name finds what this one does not, and is not of another course of it."""
    apart = set(one) ^ set(other)
    return not (set(one) <= set(other) or set(other) <= set(one) or apart == _COURSES)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    options.add_argument("--wordnet", type=Path, default=WORDNET)
    given = options.parse_args()
    path = given.to
    found = named(all_things(given.wordnet))
    rows = table(found, uses(one for _, names in found for one in names))
    lines = (f"{' '.join(one)}\t{'|'.join(others)}\n" for one, others in sorted(rows.items()))
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(rows):,} names, {path.stat().st_size:,} bytes")
