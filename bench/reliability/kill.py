"""Kills builds, updates, removals and rebuilds (kill -9): whether anything is lost or comes back.

    python -m bench kill [KILLS] [--records 1500] [--seed 1]

A corpus has a life of four acts, each a command that is killed, and given again until it ends:
build it of two files; update it by a third, which replaces records and withdraws others; remove
some; index all again. Half of the kills come at a random moment, half at one within a commit. After
each: `il2qa check` finds no fault, nothing that was committed is missing, and a question is
answered. At the end of each act the corpus is compared with one that was built without a kill: the
same identifiers, totals and answers, and none that was withdrawn.
"""

from __future__ import annotations

import argparse
import gzip
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.data import files
from bench.data.made_pubmed import FIRST_PMID, pool, write_files
from bench.reliability.outcomes import outcome
from il2qa.corpora.checking import Checked
from il2qa.corpora.disk.checking import check
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.errors import CorpusError

BUILD = """
import os, signal, sys, threading
from il2qa.cli.main import main
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.indexing import build as building

building.COMMIT_EVERY = 250
fatal, moment = int(sys.argv[1]), float(sys.argv[2])
commit, number = DiskWriter.commit, 0

def end_in(seconds):
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
    timer.daemon = True
    timer.start()

def told(writer, notes=()):
    global number
    number += 1
    if number == fatal:
        end_in(moment)
    commit(writer, notes)
    print(writer.totals.records, flush=True)

if not fatal:
    end_in(moment)
DiskWriter.commit = told
sys.exit(main(["index", *sys.argv[3:]]))
"""
QUESTIONS = (
    "Which cells produce cytokines?",
    "What is the treatment of asthma?",
    "cancer AND cell",
)
WITHIN_COMMIT = 0.06  # seconds; one takes about as long


@dataclass
class Act:
    """A command on a corpus, and what it must have come to."""

    name: str
    arguments: list[str]
    expected: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    seconds: float = 0.0  # that it takes unharmed
    commits: int = 0


@dataclass
class Tally:
    """What was done, and what was wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def sources(folder: Path, records: int) -> tuple[list[Path], Path, list[str]]:
    """Two files to build of, an update file, and what it withdraws."""
    made = write_files(pool(files.folder()), records, 3, folder)
    update, withdrawn = made.pop(), [str(FIRST_PMID + place) for place in range(3, records // 2, 9)]
    with gzip.open(update, "rt", encoding="utf-8") as stream:
        text = stream.read()
    replaced = "".join(_articles(made[0])[5:200:7])
    gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in withdrawn)
    cut = text.index("</PubmedArticleSet>")
    head = text.index("<PubmedArticle>")
    deletion = f"<DeleteCitation>{gone}</DeleteCitation>"
    with gzip.open(update, "wt", encoding="utf-8") as stream:
        stream.write(text[:head] + deletion + text[head:cut] + replaced + text[cut:])
    return made, update, [pmid for pmid in withdrawn if f">{pmid}</PMID><Date" not in replaced]


def _articles(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line for line in lines if line.startswith("<PubmedArticle>")]


def acts(folder: Path, records: int, workers: int) -> list[Act]:
    """The life of a corpus, each act with what a corpus that nobody killed came to."""
    built, update, withdrawn = sources(folder / "sources", records)
    removed = [str(FIRST_PMID + place) for place in range(4, records // 2, 11)]
    indexing = ["--workers", str(workers), *map(str, built)]
    found = [
        Act("build", indexing),
        Act("update", ["--workers", str(workers), str(update)]),
        Act("remove", ["--remove", *removed]),
        Act("again", ["--again", *indexing, str(update)]),
    ]
    gone = (frozenset[str](), frozenset(withdrawn), frozenset([*withdrawn, *removed]))
    place = folder / "clean"
    for act, absent in zip(found, [*gone, frozenset(withdrawn)], strict=True):
        _, told, act.seconds = carried_out(act, place, 0, 600)
        act.commits, act.gone = len(told), absent
        act.expected = outcome(place, QUESTIONS)
        if absent & {*act.expected["list"].split()}:
            raise RuntimeError(f"{act.name}: records that should be gone are there, without a kill")
    return found


def carried_out(act: Act, place: Path, fatal: int, moment: float) -> tuple[bool, list[int], float]:
    """Do an act, killed so many seconds after its start, or after its commit number `fatal` began.

    Whether it was killed, the records after each commit, and the seconds that it took.
    """
    begun = time.monotonic()
    command = [sys.executable, "-c", BUILD, str(fatal), str(moment), "--corpus", str(place)]
    done = subprocess.run([*command, *act.arguments], capture_output=True, text=True, check=False)
    told = [int(line) for line in done.stdout.split("\n") if line.isdigit()]
    if done.returncode not in (0, 1, -9):
        raise RuntimeError(f"{act.name}: {done.returncode}: {done.stderr}")
    return done.returncode == -9, told, time.monotonic() - begun


def live(life: list[Act], place: Path, kills: int, tally: Tally, chance: random.Random) -> None:
    """One life of a corpus, its acts killed again and again until they end."""
    least = 0
    for act in life:
        killed = True
        while killed:
            fatal, moment = 0, 600.0
            if tally.kills.total() < kills:
                within = chance.random() < 0.5
                fatal = chance.randint(1, max(act.commits, 1)) if within else 0
                moment = chance.uniform(0, WITHIN_COMMIT if within else act.seconds)
            killed, told, _ = carried_out(act, place, fatal, moment)
            if act.name == "build":
                least = max([least, *told])
            tally.kills[act.name] += killed
            tally.wrong += [f"{act.name}: {fault}" for fault in look(place, least)]
        tally.ended[act.name] += 1
        if outcome(place, QUESTIONS) != act.expected:
            tally.wrong.append(
                f"{act.name}: ended other than without a kill: {differing(place, act)}"
            )
        least = 0


def look(place: Path, committed: int) -> list[str]:
    """What is wrong with a corpus after a kill."""
    if not (place / "corpus.json").exists() or not (place / "index" / "meta.json").exists():
        return [f"{committed} records were committed, and there is no corpus"] if committed else []
    try:
        found = list(check(place, Checked()))
        records = DiskCorpus(place).info.records
        if records < committed:
            found.append(f"{records} records, and {committed} were committed")
        outcome(place, QUESTIONS[:1])
    except CorpusError as error:
        found = [str(error)]
    return found


def differing(place: Path, act: Act) -> str:
    """What a corpus says otherwise than it should."""
    found = outcome(place, QUESTIONS)
    back = act.gone & {*found["list"].split()}
    names = [name for name in act.expected if found.get(name) != act.expected[name]]
    return f"{', '.join(names)}" + (f"; came back: {sorted(back)[:5]}" if back else "")


def main() -> int:
    """Kill, look, go on; the exit status is 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("--records", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, tally, lives = random.Random(options.seed), Tally(), 0
    with tempfile.TemporaryDirectory(prefix="kill-") as scratch:
        folder = Path(scratch)
        life = {
            workers: acts(folder / str(workers), options.records, workers) for workers in (1, 2)
        }
        while tally.kills.total() < options.kills:
            live(life[1 + lives % 2], folder / "corpus", options.kills, tally, chance)
            shutil.rmtree(folder / "corpus")
            lives += 1
            told = ", ".join(f"{name} {number}" for name, number in tally.kills.items())
            print(f"{tally.kills.total():,} kills ({told}), {len(tally.wrong)} faults", flush=True)
    print(f"{lives} corpora lived through {tally.kills.total():,} kills; faults:", len(tally.wrong))
    print("\n".join(tally.wrong[:50]))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
