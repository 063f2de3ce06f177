"""Measures queries and counts over a corpus on disk: time to select, to count, to list.

    python -m bench speed-queries [--size 300000] [--queries 200] [--scratch DIR]

The records are made of the pool's sentences, with years, authors, journals and types made up. Peers
in the same run: a scan of every record as EDirect's filters do on a local archive, and tantivy's
own query language on the same terms.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.data import files
from bench.data.made_pubmed import Assembly, pool
from bench.data.queries import Made, looked, queries
from bench.speed.corpora import Times, fill, say, timed
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.filters.tree import All, Condition, Says
from il2qa.models import Author, Journal, PublicationDate, Record
from il2qa.passages.analysis import Analysis
from il2qa.queries.grammar import parse
from il2qa.selecting import COUNTED, Selection

_SAMPLE = 300  # records that queries are made from
_SCANNED = 2_000  # records of a scan; its time is told for all


def main() -> None:
    """Build, ask, print a line for each figure."""
    options = _options()
    assembly = Assembly(pool(files.folder()))
    sample = [looked(record) for record, _ in described(assembly, _SAMPLE)]
    made = queries(sample, options.queries)
    with tempfile.TemporaryDirectory(dir=options.scratch, prefix="queries-") as scratch:
        place = Path(scratch) / "corpus"
        fill(place, described(assembly, options.size))
        corpus = DiskCorpus(place)
        print(f"{options.size:,} records", flush=True)
        measure_queries(corpus, made)
        measure_counts(corpus, made)
        measure_peers(corpus, made, options.size, assembly)


def measure_queries(corpus: DiskCorpus, made: list[Made]) -> None:
    """Numbers and first pages, of queries that read texts (phrases) and of those that need not."""
    trees = [parse(one.text).tree for one in made]
    quick = [tree for tree in trees if not _has_phrase(tree)]
    slow = [tree for tree in trees if _has_phrase(tree)]
    timed(corpus.count, quick[:20])
    say("count a query without phrases", timed(corpus.count, quick))
    say("count a query with phrases", timed(corpus.count, slow))
    say("list its 20 newest", timed(lambda tree: list(corpus.select(tree, "newest", 20)), quick))


def measure_counts(corpus: DiskCorpus, made: list[Made]) -> None:
    """Numbers by each field, of all records and of queries."""
    some = [parse(one.text).tree for one in made if not _has_phrase(parse(one.text).tree)][:50]
    for by in COUNTED:
        found = timed(lambda tree, by=by: Selection(corpus, tree).counts(by, 20), [All()] * 10)  # type: ignore[misc]
        say(f"all records by {by}", found, "aim for years: 50 ms" if by == "year" else "")
    found = timed(lambda tree: Selection(corpus, tree).counts("year"), some)
    say("a query's records by year", found)


def measure_peers(corpus: DiskCorpus, made: list[Made], size: int, assembly: Assembly) -> None:
    """A look at every record; tantivy's own query language on the words of queries."""
    scanned = [looked(record) for record, _ in described(assembly, _SCANNED)]
    found = timed(lambda one: sum(map(one.holds, scanned)), made[:50])
    whole = Times()
    whole.extend(time * size / _SCANNED for time in found)
    whole.busy = [time * size / _SCANNED for time in found.busy]
    say("peer: a look at each record", whole, "its texts in memory, folded before")
    words = [
        ["title:" + w for w in one.text.replace("[ti]", "").split() if w.isalpha()] for one in made
    ]
    asked = [" AND ".join(f'words:"{word}"' for word in some[:3]) for some in words if some]
    say("peer: tantivy's query language", timed(partial(_parsed, corpus), asked[:100]))


def _parsed(corpus: DiskCorpus, text: str) -> int:
    import tantivy

    index = tantivy.Index.open(str(corpus.path / "index"))
    found: int = index.searcher().search(index.parse_query(text, ["words"]), 1).count  # type: ignore[attr-defined]
    return found


def described(assembly: Assembly, size: int) -> Iterator[tuple[Record, Analysis]]:
    """The assembly's records with a year, authors, a journal and types, always the same."""
    for number, (record, analysis) in enumerate(assembly.records(0, size)):
        chance = random.Random(number)
        year = chance.randint(1975, 2025)
        told = {
            "date": PublicationDate(text=str(year), year=year),
            "authors": tuple(
                Author(last_name=f"Name{chance.randint(1, 20_000)}", initials="A") for _ in range(4)
            ),
            "journal": Journal(title=f"Journal {chance.randint(1, 5_000)}"),
            "publication_types": (chance.choice(["Review", "Journal Article", "Letter"]),),
        }
        yield record.model_copy(update=told), analysis


def _has_phrase(tree: Condition) -> bool:
    match tree:
        case Says(words=words):
            return len(words) > 1
    parts = getattr(tree, "parts", ()) or filter(None, [getattr(tree, "part", None)])
    return any(_has_phrase(part) for part in parts if not isinstance(part, str))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=300_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--scratch")
    return parser.parse_args()
