"""`il2qa export`: the records of a corpus, or those a filter lets through, in a form."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED, NO_EVIDENCE
from il2qa.exchange import written
from il2qa.models import Record


def run(options: Options) -> int:
    """Write them one by one, by identifier; status 1 where there is none.

    A table without records is its heading. Raises CorpusError for what cannot be read.
    """
    corpus = open_named(options)
    limit = options.limit if options.has_limit else None
    has_any = False

    def selected() -> Iterator[Record]:
        nonlocal has_any
        for record in corpus.reader.select(options.where, limit=limit):
            has_any = True
            yield record

    for piece in written(selected(), options.output.form):
        options.output.write_piece(piece)
    return ANSWERED if has_any else NO_EVIDENCE
