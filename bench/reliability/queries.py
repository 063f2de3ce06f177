"""Asks each kind of corpus made-up queries: the records must be those of a naive look at each.

    python -m bench queries [--queries 1000] [--records 3000]

Also of two corpora at once that share half of their records, each of which counts once. The
records are NLM's own (`pubmed_native`) with authors, types and headings, and the pool's.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

from bench.data import files
from bench.data.queries import ANALYZER, looked, queries
from bench.speed.corpora import fill
from il2qa import readers
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.memory import MemoryCorpus, merged
from il2qa.corpora.protocol import CorpusReader
from il2qa.corpora.union import UnionCorpus
from il2qa.passages.analysis import analyse
from il2qa.queries.grammar import parse


def main() -> int:
    """Ask and compare; the exit status is 1 where a set of records differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--queries", type=int, default=1000)
    options.add_argument("--records", type=int, default=3000)
    given = options.parse_args()
    native = merged(readers.events([str(files.folder() / "pubmed_native")]))
    every = merged([*native, *files.pool().values()])
    chosen = random.Random(2).sample(every, min(given.records, len(every)))
    records = [looked(record) for record in chosen]
    with tempfile.TemporaryDirectory(prefix="queries-") as scratch:
        place = Path(scratch) / "corpus"
        fill(place, ((one.record, analyse(one.record, ANALYZER)) for one in records))
        kinds: dict[str, CorpusReader] = {
            "memory": MemoryCorpus(chosen, "sample"),
            "disk": DiskCorpus(place),
            "both": UnionCorpus([MemoryCorpus(chosen[::2], "half"), DiskCorpus(place)]),
        }
        differing = dict.fromkeys(kinds, 0)
        found = 0
        for made in queries(records, given.queries):
            expected = {one.record.id for one in records if made.holds(one)}
            found += bool(expected)
            for name, corpus in kinds.items():
                if selected(corpus, made.text) != expected:
                    differing[name] += 1
                    print(f"differs in {name}: {made.text}")
    print(f"{given.queries:,} queries over {len(records):,} records, {found:,} find some")
    for name, number in differing.items():
        print(f"  {name}: {given.queries - number:,} equal a look at each record")
    return 1 if any(differing.values()) else 0


def selected(corpus: CorpusReader, query: str) -> set[str]:
    """The identifiers of the records that a query selects."""
    return {record.id for record in corpus.select(parse(query).tree)}
