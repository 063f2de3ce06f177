"""`il2qa show`: a record, to read or as JSON."""

from __future__ import annotations

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import named_records
from il2qa.cli.status import ANSWERED
from il2qa.render.record import record_json, record_text


def run(options: Options) -> int:
    """Print each record that is named. Raises RecordNotFound for the first that is not there."""
    output = options.output
    for number, record in enumerate(named_records(open_named(options), options.identifiers)):
        if output.is_json:
            output.write_json(record_json(record))
        else:
            output.write(("\n" if number else "") + record_text(record, output.style))
    return ANSWERED
