"""`il2qa similar`: the records of a corpus that are most like one."""

from __future__ import annotations

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import named_record, print_list
from il2qa.cli.status import ANSWERED, NO_EVIDENCE, tell
from il2qa.similar import similar


def run(options: Options) -> int:
    """Print them, best first; status 1 where there is none. Raises RecordNotFound."""
    corpus = open_named(options)
    record = named_record(corpus, options.identifiers[0])
    found = similar(corpus, record.id, options.limit)
    print_list([other.record for other in found], options.output, corpus.reader)
    if not found:
        tell(f"no record of {corpus.info.name} is like {record.id}")
    return ANSWERED if found else NO_EVIDENCE
