"""`il2qa cite`: references to records, in a style."""

from __future__ import annotations

from il2qa.citing import bibliography
from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import named_records
from il2qa.cli.status import ANSWERED
from il2qa.render.style import clean


def run(options: Options) -> int:
    """Print the references of the records that are named. Raises RecordNotFound."""
    records = named_records(open_named(options), options.identifiers)
    text = clean(bibliography(records, options.citation_style))
    is_json = options.citation_style == "csl-json"
    (options.output.write_json if is_json else options.output.write)(text)
    return ANSWERED
