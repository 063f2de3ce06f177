"""`il2qa list`: the records that a query means, a reference each."""

from __future__ import annotations

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import print_list, print_number
from il2qa.cli.status import ANSWERED, NO_EVIDENCE, tell
from il2qa.render.counting import counted
from il2qa.selecting import Selection, selected


def run(options: Options) -> int:
    """Print a page of them, and on standard error how many there are; status 1 for an empty one."""
    reader = open_named(options).reader
    found = selected(reader, options.query, options.where)
    for message in found.unknown():
        tell(message)
    if options.counts_only:
        print_number(found.number, options.output)
        return ANSWERED if found.number else NO_EVIDENCE
    skip = (options.page - 1) * options.limit
    records = found.records(options.sort, options.limit, skip)
    print_list(records, options.output, reader)
    tell(_summary(found, len(records), skip, options))
    return ANSWERED if records else NO_EVIDENCE


def _summary(selection: Selection, shown: int, skip: int, options: Options) -> str:
    """How many there are, which are shown, in which order, and how to see more."""
    records = counted(selection.number, "record")
    if not shown:
        return f"{records}; none on page {options.page}" if selection.number else "no record"
    if shown == selection.number:
        return records
    more = f"; --page {options.page + 1} shows more" if skip + shown < selection.number else ""
    sort = options.sort if options.sort != "relevance" or selection.words else "newest"
    order = "by relevance" if sort == "relevance" else f"{sort} first"
    span = f"{skip + 1:,} to {skip + shown:,}" if shown > 1 else f"number {skip + 1:,}"
    return f"{records}; {span} {order}{more}"
