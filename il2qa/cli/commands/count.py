"""`il2qa count`: how many records a query means, in all or by year, journal, author …"""

from __future__ import annotations

import json

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import print_number
from il2qa.cli.status import ANSWERED, NO_EVIDENCE, tell
from il2qa.render.counting import counted_text
from il2qa.selecting import Selection, selected
from il2qa.text.safety import one_line

_ROWS = 20  # of what has many values; years are all shown


def run(options: Options) -> int:
    """Print the number, or a table of numbers; status 1 where there is no record."""
    found = selected(open_named(options).reader, options.query, options.where)
    for message in found.unknown():
        tell(message)
    _print(found, options)
    return ANSWERED if found.number else NO_EVIDENCE


def _print(selection: Selection, options: Options) -> None:
    output, by = options.output, options.by or selection.by
    if by is None:
        print_number(selection.number, output)
        return
    is_whole = by == "year" or output.form != "text"
    limit = options.limit if options.has_limit else (None if is_whole else _ROWS)
    counts = selection.counts(by, limit)
    if output.is_json:
        content = {"records": selection.number, "by": by, "counts": counts}
        output.write_json(json.dumps(content, ensure_ascii=False))
    elif output.form == "tsv":
        rows = [f"{one_line(name)}\t{number}" for name, number in counts.items()]
        output.write("\n".join([f"{by}\trecords", *rows]))
    elif counts:
        output.write(counted_text(counts, output.style))
    elif selection.number:
        tell(f"no record of {selection.number:,} has a {by}")
