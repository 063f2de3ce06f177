"""Reads the development data: the pool of abstracts and the question sets, as our own values.

The data are not part of the project (they are NLM's and their publishers'); the environment
variable IL2QA_DATA names their folder, else it is `../shared/data` beside the checkout.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from il2qa.models import Record, Section

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""
SETS = ROOT / "bench" / "data" / "sets"
"""The questions that were written for this project."""


def folder() -> Path:
    given = os.environ.get("IL2QA_DATA")
    return Path(given) if given else ROOT.parent / "shared" / "data"


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file of the folder, plain or compressed."""
    return read(folder() / name)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file, plain or compressed."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            yield json.loads(line)


@cache
def pool() -> dict[str, Record]:
    """The abstracts of the pool, by PMID."""
    found = rows("abstracts_pool.jsonl.gz")
    return {row["pmid"]: record(row["pmid"], row["title"], row["abstract"]) for row in found}


def record(pmid: str, title: str, abstract: str | None) -> Record:
    sections = (Section(text=abstract),) if abstract else ()
    return Record(pmid=pmid, title=title or "", abstract=sections)
