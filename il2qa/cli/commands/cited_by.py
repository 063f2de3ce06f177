"""`il2qa cited-by`: the records of a corpus whose reference lists name one."""

from __future__ import annotations

from itertools import chain, islice

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import named_record, print_list
from il2qa.cli.status import ANSWERED, NO_EVIDENCE, tell
from il2qa.similar import cited_by


def run(options: Options) -> int:
    """Print them, newest first; status 1 where there is none. Raises RecordNotFound."""
    corpus = open_named(options)
    record = named_record(corpus, options.identifiers[0])
    found = islice(cited_by(corpus, record.id), options.limit if options.has_limit else None)
    first = list(islice(found, 1))
    every = chain(first, found)  # hundreds of thousands may cite it
    print_list(every, options.output, corpus.reader)
    if not first:
        tell(f"no record of {corpus.info.name} cites {record.id}")
    return ANSWERED if first else NO_EVIDENCE
