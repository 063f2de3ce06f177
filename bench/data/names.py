"""Names of one thing: genes, gene families, diseases, cells, English words, substances.

Genes: NCBI gene_info (public domain). Families: FamPlex (CC0). Diseases: Disease Ontology (CC BY
3.0). Cells: Cell Ontology, slim of blood and immune cells (CC BY 4.0). English: WordNet 3.0
(Princeton's licence, free with notice). Substances: a list of our own (`sets/substances.tsv`).
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.data import files
from il2qa.text.analyzer import default_analyzer

_ANALYZER = default_analyzer()

_SYNONYM = re.compile(r'^synonym: "(.+?)\s*" (EXACT|RELATED OMO:0003000) ')
_STOP = re.compile(r"[.,;:()]\s|\n")
_AILMENTS = ({"ill health"}, {"pathological state"}, {"symptom"}, {"disorder", "upset"})
_EMPTY = frozenset({"-", ""})
Phrase = tuple[str, ...]
WORDNET = Path("/usr/share/wordnet")  # where Debian's package wordnet-base puts it


@dataclass(frozen=True)
class Thing:
    """A thing and its names, the chief one first.

    `loose` are names that a source calls other designations: of its class, its parts, its like.
    """

    kind: str
    names: tuple[str, ...]
    loose: tuple[str, ...] = ()


def phrase(name: str) -> Phrase:
    """The terms by which a name stands in a text: of each token the chief one."""
    return tuple(token.terms[0] for token in _ANALYZER.tokens(name))


def things(wordnet: Path) -> Iterator[Thing]:
    """Every thing of every source; of WordNet the names of what ails people."""
    yield from genes()
    yield from families()
    folder = files.folder() / "synonyms"
    diseases = _ontology("disease", folder / "HumanDO.obo.gz")
    yield from _merged(list(diseases), ailments(wordnet))
    yield from _ontology("cell", folder / "blood_and_immune_upper_slim.obo.gz")
    yield from substances()


def _merged(diseases: list[Thing], others: Iterable[Thing]) -> Iterator[Thing]:
    """Diseases with the names of others that share one; those that share names of several, out."""
    having: dict[str, set[int]] = defaultdict(set)
    for number, thing in enumerate(diseases):
        for name in thing.names:
            having[name.lower()].add(number)
    found = dict(enumerate(diseases))
    for thing in others:
        same = set().union(*(having[name.lower()] for name in thing.names))
        if len(same) == 1:
            (number,) = same
            found[number] = replace(found[number], names=_kept(found[number].names + thing.names))
        elif not same:
            found[len(found)] = thing
    yield from found.values()


def genes() -> Iterator[Thing]:
    """Human genes that code for a protein: symbol, synonyms, full name; other designations."""
    path = files.folder() / "synonyms" / "Homo_sapiens.gene_info.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) > 13 and row[9] == "protein-coding":
                names = (row[2], *row[4].split("|"), row[8], row[11])
                yield Thing("gene", _kept(names), _kept(row[13].split("|")))


def substances() -> Iterator[Thing]:
    """Medicines, vitamins, chemicals: international and American names, trade names, formulas."""
    for line in (files.SETS / "substances.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield Thing("substance", _kept(line.split("|")))


def _kept(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name not in _EMPTY))


def families() -> Iterator[Thing]:
    """Families and complexes of proteins: the strings that texts name them by."""
    found: dict[str, list[str]] = defaultdict(list)
    path = files.folder() / "synonyms" / "famplex_grounding_map.csv"
    with path.open(encoding="utf-8") as lines:
        for row in csv.reader(lines):
            if row[1] == "FPLX":
                found[row[2]].append(row[0])
    for names in found.values():
        yield Thing("family", tuple(names))


def _ontology(kind: str, path: Path) -> Iterator[Thing]:
    """The names and exact synonyms of an ontology in OBO's form."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        entries = lines.read().partition("\n[Typedef]")[0].split("\n[Term]\n")
        for entry in entries[1:]:
            rows = entry.splitlines()
            if any(row == "is_obsolete: true" for row in rows):
                continue
            name = [row[6:].strip() for row in rows if row.startswith("name: ")]
            others = [match[1] for row in rows if (match := _SYNONYM.match(row))]
            wanted = kind != "cell" or any(row.startswith("id: CL:") for row in rows)
            if name and others and wanted:
                yield Thing(kind, tuple(dict.fromkeys([*name, *others])))


def _synsets(folder: Path, part: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """The synsets of a part of speech: number, words, numbers of those that they are kinds of."""
    for line in (folder / f"data.{part}").read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):
            fields = line.split()
            last = 4 + 2 * int(fields[3], 16)
            pointers = fields[last + 1 : last + 1 + 4 * int(fields[last])]
            above = [pointers[i + 1] for i in range(0, len(pointers), 4) if pointers[i] == "@"]
            yield fields[0], [word.replace("_", " ") for word in fields[4:last:2]], above


def wordnet(folder: Path) -> dict[str, set[str]]:
    """The synset mates of each single lower-case word, of WordNet's dict/ folder."""
    mates: dict[str, set[str]] = defaultdict(set)
    for part in ("noun", "verb", "adj", "adv"):
        for _, words, _ in _synsets(folder, part):
            single = {word for word in words if word.isalpha() and word.islower()}
            for word in single:
                mates[word] |= single - {word}
    return mates


def ailments(folder: Path) -> Iterator[Thing]:
    """WordNet's synsets of diseases, injuries and symptoms, without words of several meanings."""
    found = {number: (words, above) for number, words, above in _synsets(folder, "noun")}
    parts = ("noun", "verb", "adj", "adv")
    meanings = Counter(
        word.lower() for part in parts for _, words, _ in _synsets(folder, part) for word in words
    )

    def ails(number: str) -> bool:
        words, above = found[number]
        return any(one <= set(words) for one in _AILMENTS) or any(map(ails, above))

    for number, (words, _) in found.items():
        sure = tuple(word for word in words if meanings[word.lower()] == 1)
        if len(sure) > 1 and ails(number):
            yield Thing("ailment", sure)


def phrases_in(text: str, wanted: dict[str, set[Phrase]]) -> Iterator[tuple[Phrase, str]]:
    """The wanted phrases that stand in a text, and how they are spelt there.

    `wanted` are phrases by their first term.
    """
    found = _ANALYZER.tokens(text)
    chief = [token.terms[0] for token in found]
    for i, term in enumerate(chief):
        for one in wanted.get(term, ()):
            if tuple(chief[i : i + len(one)]) == one:
                spelling = text[found[i].start : found[i + len(one) - 1].end]
                if not _STOP.search(spelling):
                    yield one, spelling


def by_first(found: Iterable[Phrase]) -> dict[str, set[Phrase]]:
    """Phrases by their first term."""
    firsts: dict[str, set[Phrase]] = defaultdict(set)
    for one in found:
        if one:
            firsts[one[0]].add(one)
    return firsts
