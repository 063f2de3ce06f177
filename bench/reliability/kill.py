"""Kills a build at random moments (kill -9), and looks each time whether anything was lost.

    python -m bench kill [KILLS]

After each kill: the corpus has at least what the last commit had, `il2qa check` finds no fault, a
question is answered, and the same command goes on. A corpus that is finished is begun anew.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.data import files
from bench.data.made_pubmed import pool, write_files
from il2qa.answering import answer
from il2qa.corpora.checking import Checked
from il2qa.corpora.disk.checking import check
from il2qa.corpora.disk.reader import DiskCorpus

RECORDS = 6000
BUILD = """
import sys
from il2qa.cli.main import main
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.indexing import build as building

building.COMMIT_EVERY = 250
commit = DiskWriter.commit

def told(writer, notes=()):
    commit(writer, notes)
    print(writer.totals.records, flush=True)

DiskWriter.commit = told
sys.exit(main(["index", "--workers", "2", "--corpus", *sys.argv[1:]]))
"""


def main() -> int:
    """Kill, look, go on; the exit status is 1 where something was wrong."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    chance = random.Random()
    wrong: list[str] = []
    moments: list[float] = []
    finished = 0
    with tempfile.TemporaryDirectory(prefix="kill-") as scratch:
        folder = Path(scratch)
        sources = write_files(pool(files.folder()), RECORDS, 2, folder / "xml")
        place, committed, longest = folder / "corpus", 0, 12.0
        while len(moments) < kills:
            moment = chance.uniform(0.2, longest)
            killed, told = build(place, sources, moment)
            committed = max([committed, *told])
            if killed:
                moments.append(moment)
                wrong += look(place, committed)
            elif committed != RECORDS:
                wrong.append(f"a build ended with {committed} of {RECORDS} records")
            if committed == RECORDS:
                wrong += look(place, committed)
                finished, committed = finished + 1, 0
                shutil.rmtree(place)
    print(f"{len(moments)} kills, {finished} corpora finished through them, {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


def build(place: Path, files: list[Path], moment: float) -> tuple[bool, list[int]]:
    """Build for so many seconds; whether it was killed, and what each commit said."""
    command = [sys.executable, "-c", BUILD, str(place), *map(str, files)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            process.wait(moment)
            killed = False
        except subprocess.TimeoutExpired:
            process.kill()
            killed = True
        output, errors = process.communicate()
    if not killed and process.returncode:
        raise RuntimeError(errors)
    return killed, [int(line) for line in output.split("\n")[:-1] if line.isdigit()]


def look(place: Path, committed: int) -> list[str]:
    """What is wrong with a corpus after a kill."""
    if not (place / "corpus.json").exists() or not (place / "index" / "meta.json").exists():
        return [f"{committed} records were committed, and there is no corpus"] if committed else []
    corpus = DiskCorpus(place)
    found = list(check(place, Checked()))
    if corpus.info.records < committed:
        found.append(f"{corpus.info.records} records, and {committed} were committed")
    if corpus.info.records and not answer(corpus, "Which cells produce cytokines?").passages:
        found.append("no answer")
    return found
