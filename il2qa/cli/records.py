"""What the commands about records share: finding them, listing them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from il2qa import citing
from il2qa.api import Corpus
from il2qa.cli.options import Output
from il2qa.cli.status import ANSWERED, ERROR, tell
from il2qa.corpora.protocol import CorpusReader
from il2qa.corpora.union import corpus_of
from il2qa.errors import RecordNotFound
from il2qa.models import Record
from il2qa.render.listing import listed
from il2qa.text.safety import one_line


def named_record(corpus: Corpus, identifier: str) -> Record:
    """The record of a PMID or other identifier. Raises RecordNotFound."""
    record = corpus.record(identifier)
    if record is not None:
        return record
    message = f"no record {identifier} in {corpus.info.name} ({corpus.info.records:,} in all)"
    if any(char.isdigit() for char in identifier):
        raise RecordNotFound(f"{message}; name its file with --corpus")
    raise RecordNotFound(f'{message}; name a PMID; a question is quoted: il2qa "show me …"')


def named_records(corpus: Corpus, identifiers: Sequence[str]) -> tuple[list[Record], int]:
    """The records of those identifiers that have one, and the exit status.

    Each that has none is told; the others are not lost by it.
    """
    records, status = [], ANSWERED
    for identifier in identifiers:
        try:
            records.append(named_record(corpus, identifier))
        except RecordNotFound as error:
            tell(error)
            status = ERROR
    return records, status


def print_list(records: Iterable[Record], output: Output, reader: CorpusReader) -> None:
    """Print one reference a record, or one JSON object or identifier a line.

    Where several corpora are asked as one, that of each record is named.
    """
    for record in records:
        corpus = corpus_of(reader, record.id)
        if output.is_json:
            named = {"pmid": record.pmid, "id": record.id, "notices": list(record.notices)}
            content = {**named, "citation": citing.reference(record), "url": record.url}
            content |= {"corpus": corpus} if corpus else {}
            output.write_json(json.dumps(content, ensure_ascii=False))
        elif output.form == "pmid":
            output.write(one_line(record.id))
        else:
            output.write(listed(record, output.style.width, corpus))


def print_number(number: int, output: Output) -> None:
    """Print how many records there are."""
    if output.is_json:
        output.write_json(json.dumps({"records": number}))
    else:
        output.write(str(number))
