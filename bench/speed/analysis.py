"""How fast records are analysed, and what the analyzer keeps: python -m bench analysis

MB/s of processor time over the first records of the pool, the middle of three runs with an
analyzer of its own each, and the memory that it then holds (tracemalloc).
"""

from __future__ import annotations

import gc
import time
import tracemalloc

from bench.data import files
from bench.data.made_pubmed import pool_records
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import Analyzer

RECORDS = 4_000
RUNS = 3


def main() -> None:
    """Print speed and memory."""
    records = pool_records(files.folder())[:RECORDS]
    size = sum(len(f"{one.title}{one.abstract_text}".encode()) for one in records) / 1e6
    taken = []
    for _ in range(RUNS):
        analyzer = Analyzer()
        begun = time.process_time()
        for record in records:
            analyse(record, analyzer)
        taken.append(time.process_time() - begun)
    print(f"{len(records):,} records: {size / sorted(taken)[RUNS // 2]:.2f} MB/s")
    analyzer = Analyzer()
    tracemalloc.start()
    for record in records:
        analyse(record, analyzer)
    gc.collect()
    print(f"the analyzer then holds {tracemalloc.get_traced_memory()[0] / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
