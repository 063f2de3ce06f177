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


class Contents(NamedTuple):
    """What a payload holds: the row as bytes, the terms that the vocabulary lacks, the record."""

    row: bytes
    others: bytes  # separated by spaces
    record: bytes

    @property
    def number_of_others(self) -> int:
        """How many terms the vocabulary lacks."""
        return self.others.count(b" ") + bool(self.others)


def contents_of(unpacked: bytes) -> Contents:
    """What an unpacked payload holds; raises one of DAMAGES where it is damaged."""
    end = _SIZE.size + _SIZE.unpack_from(unpacked)[0]
    others, _, record = unpacked[end:].partition(b"\n")
    return Contents(unpacked[_SIZE.size : end], others, record)


def header_of(payload: bytes) -> Header:
    """The header of a payload; raises CorpusError where it is damaged."""
    return _read_header(payload)[0]


def _read_header(payload: bytes) -> tuple[Header, int, int]:
    """The header, the number of the dictionary that the rest is packed by, and where it begins."""
    with _Decoding("a record"):
        found = _HEADER.unpack_from(payload)
        dictionary, has_abstract, version, order, length, passages, id_size = found
        start = _HEADER.size + id_size
        name = payload[_HEADER.size : start].decode()
        header = Header(version, bool(has_abstract), order, length, passages, name)
        return header, dictionary, start


class Stored:
    """A payload, decoded as far as it is used.

    `analyzer` is the corpus's; `packed` what stands behind the header, and `compression` what it is
    packed with, None where the corpus has lost it. Raises CorpusError, naming the record, where it
    turns out to be damaged.
    """

    def __init__(
        self, payload: bytes, analyzer: Analyzer, learnt: Compression | None = None
    ) -> None:
        self.analyzer = analyzer
        self.header, dictionary, start = _read_header(payload)
        self.packed = payload[start:]
        self.compression = shipped() if dictionary == SHIPPED else learnt

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
            return read_row(self.numbers, self.header.length)

    @cached_property
    def numbers(self) -> np.ndarray:
        """The row, not yet taken apart; its terms are known ones."""
        with _Decoding(self.header.id):
            found = numbers.decode([self.contents.row])
            terms_of([self], found)
            return found[0]

    @cached_property
    def contents(self) -> Contents:
        """What the payload holds, unpacked."""
        with _Decoding(self.header.id):
            if self.compression is None:
                raise ValueError("its dictionary is missing")
            return contents_of(self.compression.unpack(self.packed))

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


def terms_of(several: Sequence[Stored], rows: Sequence[np.ndarray]) -> np.ndarray:
    """The ids of all terms of some records, from their rows, one record's after another's.

    Raises ValueError where a record has not as many as it says, or one that cannot be.
    """
    lengths = [stored.header.length for stored in several]
    own = [row[len(row) - length :] for length, row in zip(lengths, rows, strict=True)]
    found = np.concatenate(own)
    if len(found) != sum(lengths):  # one longer than its row is cut short
        raise ValueError("its counts do not agree")
    known = len(several[0].analyzer.vocabulary)
    most = np.array([known + stored.contents.number_of_others for stored in several], np.int32)
    if (found >= np.repeat(most, lengths)).any():
        raise ValueError("a term that cannot be")
    return found


DAMAGES = (ValueError, LookupError, TypeError, struct.error)
"""What decoding raises where a payload is damaged."""


class _Decoding:
    """Says of which record a payload is damaged; raises CorpusError in a `with` statement."""

    __slots__ = ("_id",)

    def __init__(self, identifier: str) -> None:
        self._id = identifier

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DAMAGES):
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
