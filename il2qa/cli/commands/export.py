"""`il2qa export`: the records of a corpus, or those of a query or filter, in a form."""

from __future__ import annotations

from collections.abc import Iterator

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED, NO_EVIDENCE, tell
from il2qa.exchange import written
from il2qa.models import Record
from il2qa.selecting import none_selected, selected


def run(options: Options) -> int:
    """Write them one by one, by identifier; status 1 where there is none.

    A table without records is its heading. Raises CorpusError for what cannot be read.
    """
    reader = open_named(options).reader
    filter = selected(reader, options.query, options.where).filter
    limit = options.limit if options.has_limit else None
    has_any = False

    def each() -> Iterator[Record]:
        nonlocal has_any
        for record in reader.select(filter, limit=limit):
            has_any = True
            yield record

    for piece in written(each(), options.output.form):
        options.output.write_piece(piece)
    if not has_any:
        tell(none_selected(reader, filter) if filter else "the corpus is empty")
    return ANSWERED if has_any else NO_EVIDENCE
