"""JSON Lines: writing records and reading them back."""

from __future__ import annotations

import io
import json

from conftest import Reader
from test_medline import RECORD

from il2qa.readers import jsonl


def test_written_records_read_back_equal(take: Reader) -> None:
    """Every field survives."""
    (record,), _ = take(RECORD)
    stream = io.StringIO()
    assert jsonl.write([record, record], stream) == 2
    records, report = take(stream.getvalue())
    assert records == [record, record]
    assert not report.messages


def test_field_texts_are_passed_over(take: Reader) -> None:
    """What `show --json` adds for offsets is no part of a record."""
    (record,), _ = take(RECORD)
    shown = json.loads(jsonl.record_json(record)) | {"fields": {"title": "x"}}
    assert take(json.dumps(shown))[0] == [record]


def test_bad_lines_are_told_and_good_ones_kept(take: Reader) -> None:
    """Each message names the line and what is wrong there."""
    lines = [
        '{"pmid":"1","title":"Tea"}',
        '{"pmid":"2","title":',
        '{"pmid":"3","colour":"grey"}',
        '{"title":"Nobody\'s"}',
        "[]",
        "",
        '{"pmid":"4","title":"a\\u001b[31mb"}',
    ]
    records, report = take("\n".join(lines))
    assert [(record.pmid, record.title) for record in records] == [("1", "Tea"), ("4", "a[31mb")]
    assert report.skipped.total() == 4
    assert report.altered == {"control characters": 1}
    for message, place in zip(report.messages, ("2", "3", "4", "5", "7"), strict=True):
        assert f"line {place}" in message
    assert "colour" in report.messages[1]
