"""How a record is stored: numbers as bytes, its row, packed with the corpus's own dictionary."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from made_records import collection

from il2qa.corpora.checking import Checked
from il2qa.corpora.codec import numbers
from il2qa.corpora.codec.compression import LEAST_LEARNT_FROM, learnt, shipped
from il2qa.corpora.codec.counting import postings_among
from il2qa.corpora.codec.payload import Stored, content, entry
from il2qa.corpora.disk.checking import check
from il2qa.corpora.disk.folder import FORMAT
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.errors import CorpusError
from il2qa.models import Record, Section
from il2qa.passages.analysis import analyse
from il2qa.text.analyzer import default_analyzer
from il2qa.text.terms import ANALYSIS_VERSION

ANALYZER = default_analyzer()

RECORDS = collection(LEAST_LEARNT_FROM)

TEXT = st.text(max_size=60)
SECTION = st.builds(Section, text=TEXT, label=st.none() | TEXT)
RECORD = st.builds(
    Record, pmid=st.just("1"), title=TEXT, abstract=st.lists(SECTION, max_size=3).map(tuple)
)


@given(st.lists(st.lists(st.integers(0, 2**31 - 1))))
def test_numbers_come_back_from_bytes(rows: list[list[int]]) -> None:
    """Rows of any numbers, read all at once."""
    found = numbers.decode([numbers.encode(row) for row in rows])
    assert [row.tolist() for row in found] == rows


@given(st.binary(max_size=40))
def test_any_bytes_are_numbers_or_refused(data: bytes) -> None:
    """Damaged bytes raise ValueError, nothing else; what is read can be written."""
    try:
        (found,) = numbers.decode([data])
    except ValueError:
        return
    assert all(number >= 0 for number in found.tolist())


@given(RECORD)
def test_passages_of_any_record_come_back(record: Record) -> None:
    """Text, place, label, number and terms, as they were analysed."""
    analysis = analyse(record, ANALYZER)
    stored = Stored(entry(record, analysis, 1).payload, ANALYZER)
    assert stored.quoted == analysis.quoted
    assert stored.record == record
    asked = sorted({*analysis.terms, "nowhere", "the"})
    found = postings_among([stored, stored], asked, ANALYZER.vocabulary)
    counts = {term: [analysis.terms.count(term)] * 2 for term in analysis.terms}
    assert {term: own.counts.tolist() for term, own in found.items()} == counts


def test_learnt_dictionary_packs_better_and_is_kept(tmp_path: Path) -> None:
    """Payloads of both dictionaries stand in one corpus; the learnt one is found again."""
    compression = learnt([content(record, analyse(record, ANALYZER)) for record in RECORDS])
    first, *others = RECORDS
    with DiskWriter(tmp_path) as writer:
        writer.add(entry(first, analyse(first, ANALYZER), 1, writer.compression))
        writer.learn(compression)
        for record in others:
            writer.add(entry(record, analyse(record, ANALYZER), 1, writer.compression))
        writer.commit()
    corpus = DiskCorpus(tmp_path)
    assert all(corpus.record(record.id) == record for record in RECORDS)
    assert list(check(tmp_path, Checked())) == []
    with DiskWriter(tmp_path) as writer:
        assert writer.compression is not None
        assert writer.compression.dictionary == compression.dictionary
    plain, packed = (
        sum(len(entry(record, analyse(record, ANALYZER), 1, by).payload) for record in RECORDS)
        for by in (None, compression)
    )
    assert packed < 0.8 * plain


def test_records_of_both_dictionaries_are_counted_together() -> None:
    """A damaged one among them is named."""
    analysed = [(record, analyse(record, ANALYZER)) for record in RECORDS]
    compression = learnt([content(*pair) for pair in analysed])
    payloads = [
        entry(*pair, 1, by).payload
        for pair, by in zip(analysed, [None, compression] * len(RECORDS), strict=False)
    ]
    several = [Stored(payload, ANALYZER, compression) for payload in payloads]
    (term, *_) = analysed[1][1].terms
    found = postings_among(several, [term], ANALYZER.vocabulary)[term]
    counts = [analysis.terms.count(term) for _, analysis in analysed]
    assert dict(zip(found.texts.tolist(), found.counts.tolist(), strict=True)) == {
        place: count for place, count in enumerate(counts) if count
    }
    several = [Stored(payload, ANALYZER, compression) for payload in payloads]
    several[2] = Stored(payloads[2][:-1] + bytes([payloads[2][-1] ^ 1]), ANALYZER, compression)
    with pytest.raises(CorpusError, match=f"^{RECORDS[2].id}: damaged"):
        postings_among(several, [term], ANALYZER.vocabulary)


def test_corpus_learns_once(tmp_path: Path) -> None:
    """A second dictionary would leave what the first one packed unreadable."""
    compression = learnt([content(record, analyse(record, ANALYZER)) for record in RECORDS])
    with DiskWriter(tmp_path) as writer:
        writer.learn(compression)
        with pytest.raises(ValueError, match="learns once"):
            writer.learn(compression)


def test_threads_share_a_corpus(tmp_path: Path) -> None:
    """Several threads read one opened corpus at once (zstandard's own objects cannot be shared)."""
    with DiskWriter(tmp_path) as writer:
        for record in RECORDS:
            writer.add(entry(record, analyse(record, ANALYZER), 1))
        writer.commit()
    corpus = DiskCorpus(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(corpus.record, [record.id for record in RECORDS * 5]))
    assert found == RECORDS * 5


def test_lost_dictionary_is_a_clear_error() -> None:
    """A payload whose dictionary is not there names its record."""
    compression = learnt([content(record, analyse(record, ANALYZER)) for record in RECORDS])
    payload = entry(RECORDS[0], analyse(RECORDS[0], ANALYZER), 1, compression).payload
    with pytest.raises(CorpusError, match=r"^1: damaged .*its dictionary is missing"):
        _ = Stored(payload, ANALYZER).record


def test_a_payload_that_would_fill_memory_is_refused() -> None:
    """98 kB may claim to be gigabytes: its own word for its size is not believed."""
    record = RECORDS[0]
    whole = entry(record, analyse(record, ANALYZER), 1).payload
    bomb = zstandard.ZstdCompressor().compress(bytes(300 << 20))
    header = whole[: whole.index(b"\x28\xb5\x2f\xfd")]  # where the packed part begins
    with pytest.raises(CorpusError, match=r"^1: damaged .*too long"):
        _ = Stored(header + bomb, ANALYZER).record


def test_change_of_the_shipped_dictionary_raises_the_format() -> None:
    """What was packed by it can only be read by it."""
    assert (FORMAT, hashlib.blake2b(shipped().dictionary, digest_size=8).hexdigest()) == (
        3,
        "6fdaf754cb959383",
    )


def test_change_of_the_vocabulary_raises_the_analysis_version() -> None:
    """Payloads name terms by their numbers in it: a corpus must not be read by another one."""
    words = "\n".join(ANALYZER.vocabulary.terms).encode()
    digest = hashlib.blake2b(words, digest_size=8).hexdigest()
    assert (ANALYSIS_VERSION, digest) == ("8", "f111835c830b3182")
