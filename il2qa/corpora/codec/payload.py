"""A record as it is stored: a header, and packed its row, its rare terms, and itself as JSON.

The row of numbers (see `row`) stands first: of most candidates a question reads no more.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from il2qa.corpora.codec import numbers
from il2qa.corpora.codec.compression import SHIPPED, Compression, shipped
from il2qa.corpora.codec.row import Places, Row, read_row, row_of
from il2qa.corpora.listing import listed_terms
from il2qa.errors import CorpusError
from il2qa.fields import SORTED, VALUED, WORDED, values_of
from il2qa.models import Record
from il2qa.passages.analysis import AnalysedPassage, Analysis, TermIds, analyse_statements
from il2qa.passages.spans import Span, abstract_spans, quoted_texts
from il2qa.text.analyzer import Analyzer
from il2qa.text.vocabulary import Vocabulary
from il2qa.text.written import written_words

_HEADER = struct.Struct("<BBIIIIH")
_SIZE = struct.Struct("<I")
_ORDER_BITS = 32
_VERSIONS = 1 << 29
_KEYS = 1 << 62
_LONGEST_ID = 512  # bytes; no index takes them at any length


class Header(NamedTuple):
    """What is known of a stored record without unpacking it."""

    version: int
    has_abstract: bool
    order: int  # of the source that it came from
    length: int  # terms that it is found by, with repeats
    passages: int
    id: str

    @property
    def precedence(self) -> int:
        """Of several records of one identifier the one of the highest counts; it is below 2⁶³.

        By version, then one with an abstract before one without, then the later source: the rule
        of corpora in memory.
        """
        return self.version << _ORDER_BITS + 1 | self.has_abstract << _ORDER_BITS | self.order


def order_of(precedence: int) -> int:
    """The order of the source that a precedence has in it."""
    return precedence & (1 << _ORDER_BITS) - 1


class Entry(NamedTuple):
    """A record ready to be indexed; cheap to send from one process to another."""

    header: Header
    terms: str  # with repeats, separated by spaces
    filters: tuple[str, ...]
    words: str  # of each field as they are written, each once, separated by spaces
    listed: tuple[str, ...]
    keys: dict[str, int]  # the number of each sortable field that the record has
    payload: bytes


def unfit(record: Record) -> str | None:
    """Why a record cannot be stored, if it cannot: one such must not end a build."""
    if not 0 <= record.version < _VERSIONS:
        return "a version that cannot be"
    if len(record.id.encode("utf-8", "surrogatepass")) > _LONGEST_ID:
        return "an identifier that is too long"
    if any(abs(key) >= _KEYS for key in _keys(record).values()):
        return "a number that cannot be"
    return None


def entry(
    record: Record, analysis: Analysis, order: int, compression: Compression | None = None
) -> Entry:
    """Make a record's entry; without `compression` it is packed by what ships with il2qa."""
    found = analysis.terms
    header = Header(
        record.version, bool(record.abstract), order, len(found), analysis.passages, record.id
    )
    compression = compression or shipped()
    return Entry(
        header,
        " ".join(found),
        tuple(_filters(record)),
        " ".join(_words(record)),
        tuple(listed_terms(record)),
        _keys(record),
        _header(header, compression.number) + compression.pack(content(record, analysis)),
    )


def content(record: Record, analysis: Analysis) -> bytes:
    """What a payload holds, before it is packed."""
    row, others = row_of(record, analysis)
    about = numbers.encode(row)
    stored = record.model_dump_json(exclude_defaults=True)
    return _SIZE.pack(len(about)) + about + f"{' '.join(others)}\n{stored}".encode()


def filter_term(name: str, value: str) -> str:
    """The term by which a field's folded value is indexed."""
    return f"{name} {value}"


EVERY = filter_term("every", "record")
PARTS = 256


def part_term(number: int) -> str:
    """The term of one of PARTS parts of the corpus, so that all of it can be walked through."""
    return filter_term("part", f"{number:02x}")


class _Contents(NamedTuple):
    """What a payload holds: the row as bytes, the terms that the vocabulary lacks, the record."""

    about: bytes
    others: bytes
    record: bytes


def header_of(payload: bytes) -> Header:
    """The header of a payload; raises CorpusError where it is damaged."""
    return _read_header(payload)[0]


def _read_header(payload: bytes) -> tuple[Header, int, int]:
    """The header, the number of the dictionary that the rest is packed by, and where it begins."""
    with _Decoding("a record"):
        dictionary, has_abstract, *counts, id_size = _HEADER.unpack_from(payload)
        version, order, length, passages = counts
        start = _HEADER.size + id_size
        identifier = payload[_HEADER.size : start].decode()
    return (
        Header(version, bool(has_abstract), order, length, passages, identifier),
        dictionary,
        start,
    )


class Stored:
    """A payload, decoded as far as it is used.

    `analyzer` is the corpus's. Raises CorpusError, naming the record, where it turns out to be
    damaged.
    """

    def __init__(
        self, payload: bytes, analyzer: Analyzer, learnt: Compression | None = None
    ) -> None:
        self.analyzer = analyzer
        self.header, dictionary, start = _read_header(payload)
        self._packed = payload[start:]
        self._compression = shipped() if dictionary == SHIPPED else learnt

    @cached_property
    def record(self) -> Record:
        """The record."""
        with _Decoding(self.header.id):
            record = Record.model_validate_json(self.contents.record)
            if (record.id, record.version) != (self.header.id, self.header.version):
                raise ValueError(f"it holds {record.id} version {record.version}")
            return record

    @cached_property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract."""
        with _Decoding(self.header.id):
            record = self.record
            texts = quoted_texts(record)
            spans = [Span("title", 0, len(record.title))] if self.row.has_title else []
            spans += abstract_spans(record, _inside(record, self.row.places))
            terms = self._named(self.row.quoted)
            ends = np.cumsum(self.row.lengths).tolist()
            return tuple(
                AnalysedPassage(span, texts[span.field][span.start : span.end], terms[start:end])
                for span, (start, end) in zip(spans, pairwise([0, *ends]), strict=True)
            )

    @property
    def term_ids(self) -> TermIds:
        """The ids of the quoted passages' terms."""
        return TermIds(self.row.quoted, self.row.lengths, self.others)

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The terms that the vocabulary lacks."""
        with _Decoding(self.header.id):
            return tuple(self.contents.others.decode().split())

    @cached_property
    def row(self) -> Row:
        """What the record is found and quoted by."""
        with _Decoding(self.header.id):
            row = read_row(*numbers.decode([self.contents.about]))
            if row.terms.max(initial=0) >= self.known:
                raise ValueError("a term that cannot be")
            return row

    @property
    def known(self) -> int:
        """How many terms its ids can stand for."""
        return len(self.analyzer.vocabulary) + len(self.contents.others.split())

    @cached_property
    def contents(self) -> _Contents:
        """What the payload holds, unpacked."""
        with _Decoding(self.header.id):
            if self._compression is None:
                raise ValueError("its dictionary is missing")
            content = self._compression.unpack(self._packed)
            end = _SIZE.size + _SIZE.unpack_from(content)[0]
            rare, _, stored = content[end:].partition(b"\n")
            return _Contents(content[_SIZE.size : end], rare, stored)

    def _named(self, terms: np.ndarray) -> tuple[str, ...]:
        """Terms by their ids."""
        known, others = self.analyzer.vocabulary.terms, self.others
        first = len(known)
        return tuple([known[n] if n < first else others[n - first] for n in terms.tolist()])


def _inside(record: Record, places: Places) -> Places:
    """The places of the sentences in each section; ValueError where one is not inside of it."""
    for section, inside in zip(record.abstract, places, strict=True):
        if any(not start < end <= len(section.text) for start, end in inside):
            raise ValueError("a sentence that is not in its text")
    return places


def counts_of(
    several: Sequence[Stored], terms: Sequence[str], vocabulary: Vocabulary
) -> list[dict[str, int]]:
    """How often those of some terms that are in each record stand there."""
    if not several:
        return []
    read_rows(several)
    found: list[dict[str, int]] = [{} for _ in several]
    together = np.concatenate([stored.row.terms for stored in several])
    owner = np.repeat(np.arange(len(several)), [len(stored.row.terms) for stored in several])
    for term, number in zip(terms, vocabulary.ids(terms), strict=True):
        if number >= 0:
            counts = np.bincount(owner[together == number], minlength=len(several))
            for place in np.flatnonzero(counts).tolist():
                found[place][term] = int(counts[place])
            continue
        for stored, counted in zip(several, found, strict=True):
            if term in stored.others:
                number = len(vocabulary) + stored.others.index(term)
                counted[term] = int(np.count_nonzero(stored.row.terms == number))
    return found


def read_rows(several: Sequence[Stored]) -> None:
    """Read the rows of many payloads at once: it takes a fifth of the time."""
    try:
        rows = numbers.decode([stored.contents.about for stored in several])
        read = [read_row(row) for row in rows]
        _check_terms(several, read)
        for stored, row in zip(several, read, strict=True):
            stored.row = row
    except ValueError:
        for stored in several:
            _ = stored.row  # the damaged one is named
        raise


def _check_terms(several: Sequence[Stored], rows: Sequence[Row]) -> None:
    """Raise ValueError where a row has the id of a term that cannot be."""
    most = np.array([stored.known for stored in several])
    terms = np.concatenate([row.terms for row in rows])
    if (terms >= np.repeat(most, [len(row.terms) for row in rows])).any():
        raise ValueError("a term that cannot be")


class _Decoding:
    """Says of which record a payload is damaged; raises CorpusError in a `with` statement."""

    __slots__ = ("_id",)

    def __init__(self, identifier: str) -> None:
        self._id = identifier

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError | LookupError | TypeError | struct.error):
            reason = str(error).split("\n", 1)[0]
            raise CorpusError(
                f"{self._id}: damaged in the corpus ({reason}); il2qa check names all that are, "
                "il2qa index --again SOURCE... mends them"
            ) from error


@dataclass(frozen=True, eq=False)
class StoredCandidate:
    """A candidate that decodes its record and its passages when they are first used."""

    stored: Stored
    score: float

    @property
    def id(self) -> str:
        """The record's identifier."""
        return self.stored.header.id

    @property
    def record(self) -> Record:
        """The record."""
        return self.stored.record

    @property
    def term_ids(self) -> TermIds:
        """The ids of the quoted passages' terms."""
        return self.stored.term_ids

    @property
    def has_title(self) -> bool:
        """Whether the first quoted passage is a title."""
        return self.stored.row.has_title

    @property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract, in order."""
        return self.stored.quoted

    @cached_property
    def statements(self) -> tuple[AnalysedPassage, ...]:
        """The passages of the record's metadata, analysed when they are first used."""
        return analyse_statements(self.record, self.stored.analyzer)


def _header(header: Header, dictionary: int) -> bytes:
    identifier = header.id.encode()
    about = (header.version, header.order, header.length, header.passages, len(identifier))
    return _HEADER.pack(dictionary, header.has_abstract, *about) + identifier


def _filters(record: Record) -> Iterable[str]:
    yield EVERY
    yield part_term(zlib.crc32(record.id.encode()) % PARTS)
    for field in VALUED:
        for value in sorted(values_of(field, record)):
            if value != record.id or field.name != "pmid":  # identifiers are found by themselves
                yield filter_term(field.name, value)


def word_term(field: str, word: str) -> str:
    """The term by which a written word of a field's text is indexed."""
    return f"{field}:{word}"


def _words(record: Record) -> Iterable[str]:
    """The terms of each field's written words, separated by spaces."""
    for field in WORDED:
        text = field.text(record) if field.text else None
        if text and (words := dict.fromkeys(written_words(text))):
            before = word_term(field.name, "")
            yield before + f" {before}".join(words)


def _keys(record: Record) -> dict[str, int]:
    found = {field.name: field.key(record) for field in SORTED if field.key}
    return {name: key for name, key in found.items() if key is not None}
