"""`il2qa cite`: references to records, in a style."""

from __future__ import annotations

import json

from il2qa.citing import bibliography, cite
from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.records import named_records
from il2qa.render.style import clean
from il2qa.render.wrapping import wrapped

_EXCHANGED = ("bibtex", "ris", "nbib")  # their lines are part of the form


def run(options: Options) -> int:
    """Print the references of the records that are named; status 2 where one is not there."""
    records, status = named_records(open_named(options), options.identifiers)
    style, output = options.citation_style, options.output
    if output.is_json:
        for record in records:
            named = {"pmid": record.pmid, "id": record.id, "style": style}
            content = {**named, "citation": cite(record, style), "url": record.url}
            output.write_json(json.dumps(content, ensure_ascii=False))
        return status
    if not records:
        return status
    text = clean(bibliography(records, style))
    if style == "csl-json":
        output.write_json(text)
    else:
        output.write(text if style in _EXCHANGED else _wrapped(text, output.style.width))
    return status


def _wrapped(text: str, width: int | None) -> str:
    """References in lines of a terminal's width."""
    return "\n".join(wrapped(line, width, "  ") for line in text.split("\n"))
