"""`il2qa similar`: the records of a corpus that are most like one."""

from __future__ import annotations

import argparse

from il2qa.commands import ANSWERED, NO_EVIDENCE
from il2qa.commands.opening import open_named
from il2qa.commands.records import named_records, print_list
from il2qa.similar import similar


def run(options: argparse.Namespace) -> int:
    """Print them, best first; status 1 where there is none. Raises RecordNotFound."""
    corpus = open_named(options)
    (record,) = named_records(corpus, [options.identifier])
    found = similar(corpus, record.id, options.limit)
    print_list([other.record for other in found], options)
    return ANSWERED if found else NO_EVIDENCE
