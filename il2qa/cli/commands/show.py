"""`il2qa show`: a record, to read or as JSON."""

from __future__ import annotations

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import named_records
from il2qa.render.record import record_json, record_text


def run(options: Options) -> int:
    """Print each record that is named; status 2 where one is not there, which is told."""
    output = options.output
    records, status = named_records(open_named(options), options.identifiers)
    for number, record in enumerate(records):
        if output.is_json:
            output.write_json(record_json(record))
        else:
            output.write(("\n" if number else "") + record_text(record, output.style))
    return status
