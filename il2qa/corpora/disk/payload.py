"""A record as it is stored: its terms first, then its passages, then the record itself.

A payload is a small header and one zlib stream, whose preset dictionary holds words that are
common in abstracts (one eighth less than without). The terms stand first in the stream, so that
scoring a record inflates no more than them.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from il2qa.corpora.protocol import QUOTED_FIELDS, AnalysedPassage, Candidate, sentence_counts
from il2qa.errors import CorpusError
from il2qa.models import Record
from il2qa.passages import Span, field_texts
from il2qa.where import filter_values, fold_value

_HEADER = struct.Struct("<I?IIIQH")
_LEVEL = 6  # level 1 is 15 % larger and saves some 5 % of a record's time
MAX_LEVEL = 8  # sentences of one record that sentence frequencies count a term in


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a stored record without inflating it."""

    version: int
    has_abstract: bool
    order: int  # of the source that it came from
    length: int  # terms with repeats
    passages: int
    size: int  # bytes of the terms, inflated
    id: str

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Of several records of one identifier the one of the highest rank counts.

        By version, then one with an abstract before one without, then the later source: the rule
        of corpora in memory.
        """
        return self.version, self.has_abstract, self.order


@dataclass(frozen=True, slots=True)
class Entry:
    """A record ready to be indexed; cheap to send from one process to another."""

    header: Header
    terms: str  # with repeats, separated by spaces
    repeats: str  # see `repeat_term`
    filters: tuple[str, ...]
    year: int | None
    payload: bytes


def entry(record: Record, passages: tuple[AnalysedPassage, ...], order: int) -> Entry:
    """Make a record's entry of its passages, as `analyse` gives them."""
    lines = [" ".join(passage.terms) for passage in passages]
    head = "\n".join(lines).encode()
    length = sum(len(passage.terms) for passage in passages)
    header = Header(
        record.version, bool(record.abstract), order, length, len(passages), len(head), record.id
    )
    body = b"\n".join((head, _shown(record, passages), _stored(record)))
    return Entry(
        header,
        " ".join(lines),
        " ".join(_repeats(passages)),
        tuple(_filters(record)),
        record.date.year if record.date else None,
        _packed(header) + _deflated(body),
    )


def repeat_term(term: str, level: int) -> str:
    """The term that stands for a term in at least `level` sentences of one record.

    So the number of sentences of a corpus that have a term is the sum of the document frequencies
    of the term and of its repeats at level 2, 3, …
    """
    return f"{level}:{term}"


def filter_term(name: str, value: str) -> str:
    """The term by which a filter's value is indexed."""
    return f"{name} {value}"


EVERY, WITH_ABSTRACT = filter_term("every", "record"), filter_term("has", "abstract")
PARTS = 256


def part_term(number: int) -> str:
    """The term of one of PARTS parts of the corpus, so that all of it can be walked through."""
    return filter_term("part", f"{number:02x}")


class Stored:
    """A payload, decoded as far as it is used.

    Raises CorpusError, naming the record, where it turns out to be damaged.
    """

    def __init__(self, payload: bytes) -> None:
        with _decoding("a record"):
            *numbers, id_size = _HEADER.unpack_from(payload)
            start = _HEADER.size + id_size
            identifier = payload[_HEADER.size : start].decode()
        version, has_abstract, length, passages, size, order = numbers
        self.header = Header(version, has_abstract, order, length, passages, size, identifier)
        self._stream = payload[start:]
        self._inflating = zlib.decompressobj(zdict=_common())

    def counts(self, terms: Iterable[str]) -> dict[str, int]:
        """How often those of some terms that are in the record stand there."""
        words = self._head.split()
        wanted = {term.encode(): term for term in terms}
        return {wanted[word]: words.count(word) for word in wanted.keys() & words}

    @property
    def passages(self) -> tuple[AnalysedPassage, ...]:
        """All passages, in order."""
        return self.quoted + self.statements

    @cached_property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract."""
        with _decoding(self.header.id):
            texts, spans = self._shown["texts"], self._shown["quoted"]
            return tuple(
                AnalysedPassage(Span(field, start, end, *rest), texts[field][start:end], found)
                for (field, start, end, *rest), found in zip(spans, self._terms, strict=False)
            )

    @cached_property
    def statements(self) -> tuple[AnalysedPassage, ...]:
        """The passages of the record's metadata."""
        texts, terms = field_texts(self.record), self._terms[len(self.quoted) :]
        with _decoding(self.header.id):
            return tuple(
                AnalysedPassage(Span(field, 0, len(texts[field])), texts[field], found)
                for field, found in zip(self._shown["statements"], terms, strict=True)
            )

    @cached_property
    def record(self) -> Record:
        """The record."""
        with _decoding(self.header.id):
            return Record.model_validate_json(self._rest[1])

    @cached_property
    def _head(self) -> bytes:
        """The terms: a line a passage."""
        size = self.header.size
        with _decoding(self.header.id):
            return self._inflating.decompress(self._stream, size) if size else b""

    @cached_property
    def _rest(self) -> tuple[bytes, bytes]:
        """What follows the terms: the shown part and the record, both JSON."""
        head = self._head
        rest = self._inflating.decompress(self._inflating.unconsumed_tail if head else self._stream)
        if not self._inflating.eof:
            raise ValueError("cut short")
        _, shown, record = rest.split(b"\n", 2)
        return shown, record

    @cached_property
    def _terms(self) -> list[tuple[str, ...]]:
        lines = self._head.decode().split("\n") if self.header.passages else []
        if len(lines) != self.header.passages:
            raise ValueError(f"terms of {len(lines)} passages, not {self.header.passages}")
        return [tuple(line.split()) for line in lines]

    @cached_property
    def _shown(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._rest[0])
        return found


@contextmanager
def _decoding(identifier: str) -> Iterator[None]:
    """Say of which record a payload is damaged."""
    try:
        yield
    except (ValueError, LookupError, TypeError, struct.error, zlib.error) as error:
        reason = str(error).split("\n", 1)[0]
        raise CorpusError(
            f"{identifier}: damaged in the corpus ({reason}); il2qa check names all that are, "
            "il2qa index --again SOURCE... mends them"
        ) from error


class StoredCandidate(Candidate):
    """A candidate that decodes its record and its metadata when they are first used."""

    def __init__(self, stored: Stored, score: float = 0.0) -> None:
        object.__setattr__(self, "stored", stored)
        object.__setattr__(self, "score", score)

    stored: Stored

    @property
    def id(self) -> str:
        """The record's identifier."""
        return self.stored.header.id

    @property
    def record(self) -> Record:
        """The record."""
        return self.stored.record

    @property
    def quoted(self) -> tuple[AnalysedPassage, ...]:
        """The passages of title and abstract, in order."""
        return self.stored.quoted

    @property
    def passages(self) -> tuple[AnalysedPassage, ...]:
        """All passages, in order."""
        return self.stored.passages


def _packed(header: Header) -> bytes:
    identifier = header.id.encode()
    about = (header.version, header.has_abstract, header.length, header.passages, header.size)
    return _HEADER.pack(*about, header.order, len(identifier)) + identifier


def _shown(record: Record, passages: tuple[AnalysedPassage, ...]) -> bytes:
    spans = [passage.span for passage in passages]
    content = {
        "texts": {"title": record.title, "abstract": record.abstract_text},
        "quoted": [_columns(span) for span in spans if span.field in QUOTED_FIELDS],
        "statements": [span.field for span in spans if span.field not in QUOTED_FIELDS],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _columns(span: Span) -> list[Any]:
    columns = [span.field, span.start, span.end, span.label, span.sentence]
    return columns if span.sentence is not None else columns[:3]


def _stored(record: Record) -> bytes:
    return record.model_dump_json(exclude_defaults=True).encode()


def _repeats(passages: tuple[AnalysedPassage, ...]) -> list[str]:
    return [
        repeat_term(term, level)
        for term, count in sentence_counts(passages).items()
        if count > 1
        for level in range(2, min(count, MAX_LEVEL) + 1)
    ]


def _filters(record: Record) -> Iterable[str]:
    yield EVERY
    yield part_term(zlib.crc32(record.id.encode()) % PARTS)
    if record.abstract:
        yield WITH_ABSTRACT
    for name, values in filter_values(record).items():
        if name != "pmids":  # identifiers are a field of their own
            yield from sorted(filter_term(name, value) for value in values)
    folded = fold_value("pmids", record.id)
    if folded != record.id:
        yield filter_term("pmids", folded)


def _deflated(body: bytes) -> bytes:
    deflating = _primed().copy()
    return deflating.compress(body) + deflating.flush()


@cache
def _primed() -> zlib._Compress:
    """A compressor that has taken in the dictionary: to copy it is a sixth faster than anew."""
    return zlib.compressobj(_LEVEL, zdict=_common())


@cache
def _common() -> bytes:
    """The preset dictionary: the words last in it are found at the least cost."""
    return resources.files("il2qa.corpora.disk").joinpath("common.txt").read_bytes()
