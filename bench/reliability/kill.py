"""Kills builds, updates, removals and rebuilds (kill -9): whether anything is lost or comes back.

    python -m bench kill [KILLS] [--records 120] [--seed 1]

A corpus has a life of four acts, each done by a process that is killed, again until it ends:
build it of two files; update it by a third, which replaces records and withdraws others; remove
some; index all again. Half of the kills come at a random moment, half at one within a commit. After
each: `il2qa check` finds no fault, nothing that was committed is missing, and a question is
answered. At the end of each act the corpus is compared with one that was built without a kill: the
same identifiers, totals and answers, and none that was withdrawn.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import il2qa
from bench.data import files
from bench.data.made_pubmed import FIRST_PMID, pool, write_files
from bench.reliability.outcomes import outcome
from il2qa.corpora.checking import Checked
from il2qa.corpora.codec.ledger import SourceNote
from il2qa.corpora.disk.checking import check
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.errors import CorpusError
from il2qa.indexing import build as building
from il2qa.indexing import prepare as preparing
from il2qa.indexing.plan import plan

QUESTIONS = (
    "Which cells produce cytokines?",
    "What is the treatment of asthma?",
    "cancer AND cell",
)
EVERY = 15  # records in a batch, and in a commit
WITH_WORKERS = 20  # every so many lives a process of its own reads
SPARED = 0.15  # of all acts: on a busy machine none might ever end
WITHIN_COMMIT = 0.06  # seconds; one takes about as long


@dataclass
class Act:
    """Something done to a corpus, and what it must have come to."""

    name: str
    do: Callable[[Path, int], None]  # on a corpus, by so many worker processes
    expected: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    seconds: float = 0.0  # that it takes unharmed
    commits: int = 0


class ActError(Exception):
    """An act ended in an error; the message says in which."""


@dataclass
class Tally:
    """What was done, and what was wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """How many kills and faults there are."""
        kills = ", ".join(f"{name} {number}" for name, number in self.kills.items())
        return f"{self.kills.total():,} kills ({kills}), {len(self.wrong)} faults"


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


def acts(folder: Path, records: int) -> list[Act]:
    """The life of a corpus, each act with what a corpus that nobody killed came to."""
    built, update, withdrawn = sources(folder / "sources", records)
    removed = [str(FIRST_PMID + place) for place in range(4, records // 2, 11)]

    def build(place: Path, workers: int) -> None:
        il2qa.index(built, place, workers=workers)

    def renew(place: Path, workers: int) -> None:
        il2qa.index(update, place, workers=workers)

    def remove(place: Path, _: int) -> None:
        with DiskWriter(place) as writer:
            for pmid in removed:
                writer.remove(pmid)
            writer.commit()

    def again(place: Path, workers: int) -> None:
        with DiskWriter(place) as writer:
            found = plan([*built, update], writer.sources, writer.totals.order)
            anew = [replace(source, state="changed", taken=0) for source in found]
            building.build(writer, anew, workers)

    gone = frozenset(withdrawn), frozenset(removed)
    found = [
        Act("build", build),
        Act("update", renew, gone=gone[0]),
        Act("remove", remove, gone=gone[0] | gone[1]),
        Act("again", again, gone=gone[0]),
    ]
    place = folder / "clean"
    for act in found:
        begun = time.monotonic()
        _, told = carried_out(act, place)
        act.seconds, act.commits = time.monotonic() - begun, len(told)
        act.expected = outcome(place, QUESTIONS)
        if act.gone & {*act.expected["list"].split()}:
            raise RuntimeError(f"{act.name}: records that should be gone are there, without a kill")
    return found


def carried_out(
    act: Act, place: Path, fatal: int = 0, moment: float = 0.0, workers: int = 0
) -> tuple[bool, list[int]]:
    """Do an act in a process of its own; whether it was killed, and the records at each commit.

    It is killed so many seconds after its start, or after its commit number `fatal` began; without
    either it is not.
    """
    log = place.with_name("commits")
    log.unlink(missing_ok=True)
    process = multiprocessing.get_context("fork").Process(
        target=_act, args=(act, place, fatal, moment, workers, log)
    )
    process.start()
    process.join()
    lines = log.read_text().split("\n")[:-1] if log.exists() else []
    if process.exitcode not in (0, -signal.SIGKILL):
        raise ActError(f"{act.name} could not be done after a kill: {lines[-1:]}")
    return process.exitcode != 0, [int(line) for line in lines]


def _act(act: Act, place: Path, fatal: int, moment: float, workers: int, log: Path) -> None:
    """Do an act, with a commit for every few records, and a clock that ends the process."""
    building.COMMIT_EVERY, preparing.BATCH = EVERY, EVERY
    commit, number = DiskWriter.commit, 0

    def told(writer: DiskWriter, notes: Iterable[SourceNote] = ()) -> None:
        nonlocal number
        number += 1
        if number == fatal:
            _end_in(moment)
        commit(writer, notes)
        with log.open("a") as file:
            file.write(f"{writer.totals.records}\n")

    if moment and not fatal:
        _end_in(moment)
    setattr(DiskWriter, "commit", told)  # noqa: B010 - a method cannot be assigned otherwise
    try:
        act.do(place, workers)
    except Exception as error:
        with log.open("a") as file:
            file.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


def _end_in(seconds: float) -> None:
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
    timer.daemon = True
    timer.start()


def live(
    life: list[Act], place: Path, kills: int, workers: int, tally: Tally, chance: random.Random
) -> None:
    """One life of a corpus, its acts killed again and again until they end."""
    least = 0
    for act in life:
        killed = True
        while killed:
            fatal, moment = 0, 0.0
            if tally.kills.total() < kills and chance.random() > SPARED:
                within = chance.random() < 0.5
                fatal = chance.randint(1, max(act.commits, 1)) if within else 0
                moment = chance.uniform(0, WITHIN_COMMIT if within else act.seconds)
            killed, told = carried_out(act, place, fatal, moment, workers)
            if act.name == "build":
                least = max([least, *told])
            tally.kills[act.name] += killed
            tally.wrong += [f"{act.name}: {fault}" for fault in look(place, least)]
            if killed and not tally.kills.total() % 50:
                print(tally.told, flush=True)
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
    parser.add_argument("--records", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, tally, lives = random.Random(options.seed), Tally(), 0
    with tempfile.TemporaryDirectory(prefix="kill-") as scratch:
        folder = Path(scratch)
        life = acts(folder, options.records)
        while tally.kills.total() < options.kills:
            workers = int(lives % WITH_WORKERS == WITH_WORKERS - 1)
            try:
                live(life, folder / "corpus", options.kills, workers, tally, chance)
            except ActError as error:
                tally.wrong.append(str(error))
                print(error, flush=True)
            shutil.rmtree(folder / "corpus")
            lives += 1
    print(f"{lives} corpora lived through {tally.told}")
    print("\n".join(tally.wrong[:50]))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
