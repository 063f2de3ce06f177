"""Builds, updates and checks a corpus on disk or on a cluster, for programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from il2qa.corpora.opening import Place, open_writer, writable_place

if TYPE_CHECKING:
    from il2qa.corpora.cluster.address import Address
    from il2qa.indexing.build import Progress


def index(
    sources: Place | Sequence[Place],
    corpus: Place | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    workers: int | None = None,
) -> Progress:
    """Build or update a corpus from PubMed files, folders or patterns; what was done.

    `corpus` is its folder or its address on a cluster, made where it is new; without one it is the
    one that IL2QA_CORPUS names, else the user's own. Sources that have not changed are skipped.
    `progress` is told how far it is after every batch. `workers` are the processes that read: by
    default one a core, none for little (a script that indexes much needs
    `if __name__ == "__main__":`). Raises ReadError or CorpusError; what was committed before stays.
    """
    from il2qa.indexing.build import build, default_workers
    from il2qa.indexing.plan import plan

    named = [sources] if isinstance(sources, str | os.PathLike) else [*sources]
    with open_writer(_place(corpus)) as writer:
        planned = plan(named, writer.sources, writer.totals.order)
        todo = [source for source in planned if source.state != "unchanged"]
        return build(writer, todo, default_workers(todo) if workers is None else workers, progress)


def check(corpus: Place | None = None) -> list[str]:
    """What is wrong with an indexed corpus, each fault with its place; [] where it is whole.

    Raises CorpusError where there is none that this il2qa reads.
    """
    from il2qa.corpora.checking import Checked
    from il2qa.corpora.opening import faults

    return list(faults(_place(corpus), Checked()))


def _place(corpus: Place | None) -> Path | Address:
    return writable_place(None if corpus is None else (corpus,))
