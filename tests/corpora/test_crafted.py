"""A corpus that someone made up, every checksum right: CorpusError, never a wrong quotation."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import ANALYZER, collection, write

import il2qa
from il2qa.corpora.codec import ledger, numbers
from il2qa.corpora.codec.compression import LEARNT, shipped
from il2qa.corpora.codec.payload import Entry, Stored, entry
from il2qa.corpora.codec.row import row_of
from il2qa.corpora.disk import schema
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.errors import CorpusError
from il2qa.passages.analysis import analyse
from il2qa.passages.spans import field_texts

RECORD = collection(4)[3]
ANALYSIS = analyse(RECORD, ANALYZER)
ENTRY = entry(RECORD, ANALYSIS, 1)
ROW, OTHERS = row_of(RECORD, ANALYSIS)
SENTENCES = sum(ROW[2 : 2 + ROW[1]])
STEP = 2 + ROW[1] + 1 + SENTENCES + 1  # where the first sentence begins
JSON = RECORD.model_dump_json(exclude_defaults=True)
QUESTIONS = ("Which trial had an antigen receptor?", "Who wrote it?", "dose AND trial", "PMID 4")
HUGE = 2**31 - 1


def packed(row: list[int], text: str, header: bytes = b"", dictionary: int = 0) -> Entry:
    """The record's entry with another row, another record as JSON, or another header."""
    about = numbers.encode(row)
    content = len(about).to_bytes(4, "little") + about + f"{' '.join(OTHERS)}\n{text}".encode()
    whole = header or ENTRY.payload[: ENTRY.payload.index(b"4", 20) + 1]
    return ENTRY._replace(payload=bytes([dictionary]) + whole[1:] + shipped().pack(content))


def with_row(place: int, number: int) -> Entry:
    return packed([*ROW[:place], number, *ROW[place:][1:]], JSON)


def with_record(**fields: Any) -> Entry:
    return packed(ROW, json.dumps({**json.loads(JSON), **fields}))


def asked(place: Path) -> None:
    """Ask a corpus in every way; what it quotes must stand in its records."""
    corpus = il2qa.open_corpus(place)
    for question in QUESTIONS:
        for passage in corpus.ask(question, 10).passages:
            record = corpus.record(passage.citation.id)
            assert record is not None
            where = passage.citation
            assert passage.text.strip()
            assert field_texts(record)[where.field][where.start : where.end] == passage.text
    assert list(corpus.records())
    assert list(corpus.reader.select(order="newest"))


@pytest.mark.parametrize(
    "crafted",
    [
        pytest.param(with_row(STEP, 100_000), id="a sentence that begins behind its text"),
        pytest.param(with_row(STEP + 1, 0), id="a sentence of no character"),
        pytest.param(with_row(STEP + 1, HUGE), id="a sentence longer than its text"),
        pytest.param(with_row(STEP + 2 * SENTENCES, HUGE), id="a term that no word has"),
        pytest.param(with_row(len(ROW) - 1, HUGE), id="a statement's term that no word has"),
        pytest.param(with_row(0, 0), id="a title that is none"),
        pytest.param(with_row(1, HUGE), id="sections without number"),
        pytest.param(with_record(pmid="77"), id="another record"),
        pytest.param(with_record(version=2), id="another version"),
        pytest.param(packed(ROW, "[" * 100_000), id="deep JSON"),
        pytest.param(packed(ROW, '{"pmid":"4","title":"\\ud800"}'), id="half a character"),
        pytest.param(packed(ROW, JSON, dictionary=LEARNT), id="a dictionary that is not there"),
        pytest.param(ENTRY._replace(payload=b""), id="nothing"),
    ],
)
def test_crafted_record_is_refused_and_named(tmp_path: Path, crafted: Entry) -> None:
    """Sentences that are not in the text were quoted empty; another record's gave a traceback."""
    write(tmp_path, collection(12))
    with DiskWriter(tmp_path) as writer:
        writer.add(crafted)
        writer.commit()
    with pytest.raises(CorpusError, match="damaged in the corpus"):
        asked(tmp_path)
    assert [fault for fault in il2qa.check(tmp_path) if "damaged in the corpus" in fault]


@given(data=st.data())
def test_any_content_is_refused_or_quoted_as_it_stands(data: st.DataObject) -> None:
    """Whatever numbers a row has: each passage is a piece of its field, or it is refused."""
    row = list(ROW)
    for place in data.draw(st.lists(st.integers(0, len(row) - 1), min_size=1, max_size=3)):
        row[place] = data.draw(st.integers(0, 60) | st.integers(0, HUGE))
    stored = Stored(packed(row, JSON).payload, ANALYZER)
    try:
        record, quoted, known = stored.record, stored.quoted, stored.term_ids
    except CorpusError:
        return
    texts = field_texts(record)
    for passage in quoted:
        span = passage.span
        assert 0 <= span.start < span.end <= len(texts[span.field])
        assert texts[span.field][span.start : span.end] == passage.text
    assert known.lengths.sum() == len(known.ids)
    assert all(number < len(ANALYZER.vocabulary) + len(known.others) for number in known.ids)


@pytest.mark.parametrize(
    "totals",
    [
        {"records": 0, "passages": 0, "terms": 0},
        {"records": -5, "passages": 9, "terms": 9},
        {"records": 10**30, "passages": 10**30, "terms": 10**30},
        {"records": 10**9, "passages": 10**9, "terms": 10**9},
        {"records": 12, "passages": 12, "terms": 0},
        {"records": 12, "passages": 12, "terms": 99, "order": 2**40},
        {"records": "many"},
    ],
)
def test_crafted_totals_are_refused(tmp_path: Path, totals: dict[str, object]) -> None:
    """A number of records that cannot be ended in arithmetic's own errors."""
    write(tmp_path, collection(12))
    _noted(tmp_path, (ledger.TOTALS,), json.dumps(totals).encode())
    with pytest.raises(CorpusError, match="the index is damaged") as told:
        asked(tmp_path)
    assert "\n" not in str(told.value)
    assert il2qa.check(tmp_path)


def test_crafted_dictionary_is_refused(tmp_path: Path) -> None:
    """It packs nothing that can be read."""
    write(tmp_path, collection(12)[:3])
    _noted(tmp_path, (ledger.DICTIONARY,), b"\x37\xa4\x30\xec" + bytes(50))
    with DiskWriter(tmp_path) as writer:
        writer.add(packed(ROW, JSON, dictionary=LEARNT))
        writer.commit()
    with pytest.raises(CorpusError, match="4: damaged in the corpus"):
        asked(tmp_path)


def _noted(place: Path, names: tuple[str, ...], content: bytes) -> None:
    """Put a note of one's own in the place of the corpus's."""
    with DiskWriter(place) as writer:
        writer._writer.delete_documents_by_term("ledger", names[0])
        writer._writer.add_document(schema.note(names, content))
        writer._writer.commit()


def without_field(meta: dict[str, Any]) -> None:
    meta["schema"] = [field for field in meta["schema"] if field["name"] != "terms"]


def other_tokenizer(meta: dict[str, Any]) -> None:
    meta["schema"][1]["options"]["indexing"]["tokenizer"] = "none"


def path_as_segment(meta: dict[str, Any]) -> None:
    meta["segments"][0]["segment_id"] = "../../../etc/passwd"


def pattern_as_segment(meta: dict[str, Any]) -> None:
    meta["segments"][0]["segment_id"] = "/*"


def fewer_entries(meta: dict[str, Any]) -> None:
    meta["segments"][0]["max_doc"] = 3


@pytest.mark.parametrize(
    "change",
    [without_field, other_tokenizer, path_as_segment, pattern_as_segment, fewer_entries],
)
def test_crafted_description_of_the_index_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    """Fields that were not there ended in tantivy's own errors."""
    write(tmp_path, collection(12))
    path = tmp_path / "index" / "meta.json"
    meta = json.loads(path.read_text())
    change(meta)
    path.write_text(json.dumps(meta))
    with pytest.raises(CorpusError, match="the index is damaged"):
        asked(tmp_path)
    assert il2qa.check(tmp_path)


@pytest.mark.parametrize(
    "mark", [b"\xff", b"[" * 100_000, b"[]", b'{"il2qa corpus": ' + b"9" * 5000 + b"}"]
)
def test_crafted_mark_is_refused(tmp_path: Path, mark: bytes) -> None:
    """Bytes that are not UTF-8, and deep JSON, ended in a traceback."""
    write(tmp_path, collection(3))
    (tmp_path / "corpus.json").write_bytes(mark)
    for act in (il2qa.open_corpus, il2qa.check, DiskWriter):
        with pytest.raises(CorpusError, match=r"corpus\.json: damaged"):
            act(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders on Windows")
@pytest.mark.parametrize("name", ["meta.json", ".managed.json", "0.store"])
def test_pipe_in_an_index_keeps_nobody_waiting(tmp_path: Path, name: str) -> None:
    """To open a pipe waits for who writes to it: for ever."""
    write(tmp_path, collection(3))
    path = tmp_path / "index" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for act in (il2qa.open_corpus, il2qa.check, DiskWriter):
        with pytest.raises(CorpusError, match="a pipe or device"):
            act(tmp_path)
