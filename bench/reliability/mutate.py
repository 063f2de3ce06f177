"""Damages one record among others of every real file: what does reading lose without a word?

    python -m bench mutate [--data DIR] [--inputs 100000] [--seed 1] [--seconds 3000] [--show N]

An input is three records that stand side by side in a real file; the middle one is damaged: bytes
flipped, a span cut, the end cut off, lines shuffled, a line doubled, a quotation mark put in. An
exception other than il2qa's own, an input that takes longer than a second, and a neighbour that is
missing or changed though nothing was told are faults; the same seed gives the same inputs.
Forms that no file at hand has are written from records of those that are.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.data import files
from il2qa.errors import Il2qaError
from il2qa.models import Record
from il2qa.readers import ReadReport, read
from il2qa.readers.jsonl import record_json

SLOW = 1.0  # seconds of the processor
LETTERS = "\x00\n\"',;:.-<>&(2²\u0660é\x0b \t"  # what bytes are flipped to
SEPARATORS = {
    "medline": re.compile(r"\n\s*\n(?=PMID-)"),
    "abstract text": re.compile(r"\n\n\n(?=\d+\. )"),
    "summary text": re.compile(r"\n\n(?=\d+: )"),
    "ris": re.compile(r"(?<=ER  - \n)"),
    "csv": re.compile(r"\n(?=(?:[^\n]*,){6})"),
    "jsonl": re.compile(r"\n"),
}
COLUMNS = "PMID,Title,Authors,Citation,DOI\n"
ARTICLE = re.compile(r"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
OPENING, CLOSING = '<?xml version="1.0"?>\n<PubmedArticleSet>\n', "\n</PubmedArticleSet>\n"


@dataclass
class Sample:
    """Records of one file, as they stand in it, with what stands before and behind them."""

    form: str
    pieces: list[str]
    before: str = ""
    between: str = "\n\n"
    behind: str = "\n"

    def text(self, first: int, damaged: str | None = None) -> str:
        """Three records, the middle one perhaps damaged."""
        chosen = self.pieces[first : first + 3]
        if damaged is not None:
            chosen[1] = damaged
        return self.before + self.between.join(chosen) + self.behind


@dataclass
class Tally:
    """What came of the inputs of one form."""

    inputs: int = 0
    whole: int = 0  # both neighbours as they were
    told: int = 0  # a neighbour lost or changed, and something was told
    silent: int = 0
    slowest: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)


def samples(data: Path) -> Iterator[Sample]:
    """Yield the real files of every form, cut into records."""
    for file in sorted(path for path in data.rglob("*") if path.is_file()):
        text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        sample = _sample(text)
        if sample and len(sample.pieces) > 2:
            yield sample
            if sample.form == "medline":
                yield from _written(file)


def _sample(text: str) -> Sample | None:
    if "<PubmedArticle>" in text:
        return Sample("xml", ARTICLE.findall(text), OPENING, "\n", CLOSING)
    if re.search(r"^PMID- \d", text, re.MULTILINE):
        return Sample("medline", SEPARATORS["medline"].split(text.strip()))
    if re.match(r"\s*1\. .*?\n\n.*?PMID: \d", text, re.DOTALL):
        pieces = SEPARATORS["abstract text"].split(text.strip())
        return Sample("abstract text", pieces, "", "\n\n\n")
    if re.match(r"\W*(PMID|Title),", text):
        header, *rows = SEPARATORS["csv"].split(text.strip())
        return Sample("csv", rows, header + "\n", "\n")
    if text.lstrip().startswith("TY  - "):
        return Sample("ris", SEPARATORS["ris"].split(text.strip()), "", "\n")
    return None


def _written(file: Path) -> Iterator[Sample]:
    """Yield the forms that few files have, written from the records of a file."""
    from il2qa.citing import cite

    records = list(read([file]))[:200]
    yield Sample("jsonl", [record_json(record) for record in records], "", "\n")
    yield Sample("ris", [cite(record, "ris") for record in records], "", "\n\n")
    summaries = [
        textwrap.fill(f"{number}: {cite(record, 'nlm')}", 80, break_on_hyphens=False)
        for number, record in enumerate(records, 1)
    ]
    yield Sample("summary text", summaries)
    yield Sample("csv", [_row(record) for record in records], COLUMNS, "\n")


def _row(record: Record) -> str:
    """A record as PubMed's CSV has it."""
    authors = ", ".join(author.index_name for author in record.authors) + "."
    date = record.date.text if record.date else ""
    citation = f"{record.journal.abbreviation}. {date};{record.volume}:{record.pages}."
    cells = (record.pmid, record.title, authors, citation, record.doi)
    return ",".join('"' + str(cell or "").replace('"', '""') + '"' for cell in cells)


def flip(text: str, chance: random.Random) -> str:
    """Change some characters."""
    letters = list(text)
    for _ in range(chance.randint(1, 5)):
        letters[chance.randrange(len(letters))] = chance.choice(LETTERS)
    return "".join(letters)


def cut(text: str, chance: random.Random) -> str:
    """Leave out a span."""
    start = chance.randrange(len(text))
    return text[:start] + text[start + chance.randint(1, max(2, len(text) // 2)) :]


def cut_end(text: str, chance: random.Random) -> str:
    """Leave out the end."""
    return text[: chance.randrange(len(text))]


def shuffle(text: str, chance: random.Random) -> str:
    """Put the lines into another order."""
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def double(text: str, chance: random.Random) -> str:
    """Write a line, or a tag, twice."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def drop(text: str, chance: random.Random) -> str:
    """Leave out a line."""
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def quote(text: str, chance: random.Random) -> str:
    """Put in a quotation mark or the end of a line."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(['"', "\n", "\n\n", '"\n']) + text[at:]


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    *(flip, cut, cut_end, shuffle, double, drop, quote),
)


def tried(file: Path, text: str) -> tuple[dict[str, Record], bool, float, str]:
    """Read a text; return its records, whether anything was told, the seconds, and a fault."""
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    report, found, fault = ReadReport(), dict[str, Record](), ""
    start = time.process_time()
    try:
        found = {record.id: record for record in read([file], report=report)}
    except Il2qaError:
        return {}, True, time.process_time() - start, ""
    except Exception as error:  # what this is looking for
        fault = f"{type(error).__name__}: {error}"[:80]
    return found, bool(report.faults or report.messages), time.process_time() - start, fault


def run(
    chosen: list[Sample], inputs: int, seed: int, seconds: float, show: int
) -> dict[str, Tally]:
    """Damage records of all forms in turn until there were so many inputs, or time is up."""
    chance, tallies = random.Random(seed), dict[str, Tally]()
    by_form: dict[str, list[Sample]] = {}
    for sample in chosen:
        by_form.setdefault(sample.form, []).append(sample)
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        file = Path(folder) / "input"
        for number in range(inputs):
            if time.monotonic() > end:
                break
            form = [*by_form][number % len(by_form)]
            sample = chance.choice(by_form[form])
            first = chance.randrange(len(sample.pieces) - 2)
            mutation = chance.choice(MUTATIONS)
            tally = tallies.setdefault(form, Tally())
            text = sample.text(first, mutation(sample.pieces[first + 1], chance))
            if (lost := _judge(tally, file, sample.text(first), text)) and show:
                show -= 1
                print(f"--- {form} {mutation.__name__}, lost {lost}\n{text}\n")
    return tallies


def _judge(tally: Tally, file: Path, clean: str, damaged: str) -> list[str]:
    """Compare the neighbours read beside a damaged record with those read beside the whole one."""
    before, _, _, _ = tried(file, clean)
    identifiers = [*before]
    found, told, seconds, fault = tried(file, damaged)
    tally.inputs += 1
    tally.slowest = max(tally.slowest, seconds)
    if fault or seconds > SLOW:
        tally.faults[fault or "slow"] += 1
    neighbours = [identifiers[0], identifiers[-1]] if len(identifiers) > 2 else []
    lost = [each for each in neighbours if found.get(each) != before[each]]
    tally.whole += not lost
    tally.told += bool(lost) and told
    tally.silent += bool(lost) and not told
    return lost if not told else [fault] if fault else []


def main() -> int:
    """Print the table; the exit status is 1 where an exception or a slow input was met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=files.folder())
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3000)
    parser.add_argument("--show", type=int, default=0, help="print so many silent losses")
    options = parser.parse_args()
    chosen = list(samples(options.data / "pubmed_native"))
    tallies = run(chosen, options.inputs, options.seed, options.seconds, options.show)
    print(f"seed {options.seed}, {sum(tally.inputs for tally in tallies.values()):,} inputs")
    print(f"{'form':15}{'inputs':>8}{'whole':>8}{'told':>7}{'silent':>8}{'slowest':>9}  faults")
    for form, tally in tallies.items():
        print(
            f"{form:15}{tally.inputs:8,}{tally.whole:8,}{tally.told:7,}{tally.silent:8,}"
            f"{tally.slowest:8.2f}s  {dict(tally.faults) or 'none'}"
        )
    return int(any(tally.faults for tally in tallies.values()))
