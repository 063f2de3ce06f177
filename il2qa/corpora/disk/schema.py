"""What tantivy keeps of a record and of the corpus, and how it is asked for.

A record's entry has the fields `id`, `terms` (with frequencies, without positions), `words` as they
are written, `filters`, `listed`, the stored `payload`, and columns: the numbers that it is sorted
and limited by, and what it weighs. The corpus's own notes (see `ledger`) are entries with `ledger`
and `payload` alone, so that they are committed together with the records they tell of.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from il2qa.corpora.codec.payload import EVERY, Entry, Header
from il2qa.corpora.disk.checksums import quickly_damaged
from il2qa.corpora.disk.folder import INDEX, Folder, engine, reporting
from il2qa.errors import CorpusError
from il2qa.fields import SORTED
from il2qa.text.queries import Query

WEIGHED = ("rank", "passages", "length")
"""Columns that every record has: what it replaces, and what it adds to the corpus's totals."""

_REFUSED = ("Permission denied", "(os error 13)", "(os error 5)")
_TRIES, _PAUSE = 50, 0.02  # a second in all: the writer makes its files readable within one pause

_LEAST, _MOST = -(1 << 62), 1 << 62


def open_snapshot(folder: Folder) -> tuple[tantivy.Schema, tantivy.Searcher]:
    """What was last committed, to read; raises CorpusError where it is missing or damaged."""
    with reporting(folder.path, "read"):
        if folder.is_unbuilt:
            raise CorpusError(
                f"{folder.path}: the corpus is empty: its first build was stopped before it wrote "
                "anything; run the same il2qa index again"
            )
        for _ in range(_TRIES):
            before = folder.state()
            try:
                return _snapshot(folder)
            except CorpusError as error:
                # While it is written, files change and are private for a moment.
                if not _is_refusal(error.__cause__) and folder.state() == before:
                    raise
                time.sleep(_PAUSE)
        return _snapshot(folder)


def _snapshot(folder: Folder) -> tuple[tantivy.Schema, tantivy.Searcher]:
    index = folder.path / INDEX
    with engine_errors(folder.path):
        opened = _opened(index)
        if opened[0] != _schema():
            raise ValueError("it has other fields than it should")
        for damaged in quickly_damaged(index):
            raise ValueError(f"{damaged.name}: its checksum is wrong")
    return opened


def _opened(index: Path) -> tuple[tantivy.Schema, tantivy.Searcher]:
    if os.access(index, os.W_OK):
        opened = tantivy.Index.open(_as_utf8(index))
        return opened.schema, opened.searcher()
    with TemporaryDirectory(prefix="il2qa-", ignore_cleanup_errors=True) as shown:
        # tantivy makes a lock file even to read. Where none can be made it is shown the files
        # elsewhere; once the searcher is there they are mapped, wherever they were seen.
        for path in index.iterdir():
            if not path.name.startswith("."):
                (Path(shown) / path.name).symlink_to(path.absolute())
        opened = tantivy.Index.open(shown)
        return opened.schema, opened.searcher()


def create_index(folder: Folder) -> tantivy.Index:
    """Open the index of a corpus to write, made where there is none; raises CorpusError."""
    index = _as_utf8(folder.path / INDEX)
    with reporting(folder.path, "write"), engine_errors(folder.path):
        if tantivy.Index.exists(index):
            return tantivy.Index.open(index)
        return tantivy.Index(_schema(), index)


def _as_utf8(path: Path) -> str:
    """A path as tantivy takes it, whatever the locale made of it; raises CorpusError."""
    try:
        return os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path}: an index needs a place whose name is UTF-8; rename it"
        ) from error


@contextmanager
def engine_errors(path: Path) -> Iterator[None]:
    """Turn what tantivy raises into CorpusError."""
    try:
        yield
    except BaseException as error:
        # Damage of some kinds is a panic, whose class pyo3 gives no name to import.
        if not isinstance(error, ValueError) and type(error).__name__ != "PanicException":
            raise
        if _is_refusal(error):
            raise CorpusError(
                f"{path}: the corpus may not be read ({error}); ask its owner for the right to "
                "read its folder and all files in it"
            ) from error
        reason = str(error).split("\n", 1)[0]
        raise CorpusError(
            f"{path}: the index is damaged{_other_engine(path)} ({reason}); il2qa check says "
            "where; build it again: il2qa index SOURCE... --corpus NEW_DIR"
        ) from error


def _is_refusal(error: BaseException | None) -> bool:
    """Whether the operating system refused to show a file: nothing is damaged then."""
    return any(sign in str(error) for sign in _REFUSED)


def _other_engine(path: Path) -> str:
    """Of an index that cannot be read, that another tantivy wrote it, if one did."""
    began, now = Folder(path).begun_by, engine()
    if began in (None, now):
        return ""
    return f", or of another form: it was begun by {began}, and this is {now}"


def _schema() -> tantivy.Schema:
    # Integers are signed: one in an unsigned field kills tantivy's writer, long after.
    builder = (
        tantivy.SchemaBuilder()
        .add_text_field("id", tokenizer_name="raw", index_option="basic")
        .add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        .add_text_field("filters", tokenizer_name="raw", index_option="basic")
        .add_text_field("words", tokenizer_name="whitespace", index_option="basic")
        .add_text_field("listed", tokenizer_name="raw", index_option="basic")
        .add_text_field("ledger", tokenizer_name="raw", index_option="basic")
        .add_bytes_field("payload", stored=True)
    )
    for field in SORTED:
        builder = builder.add_integer_field(column(field.name), indexed=True, fast=True)
    for name in WEIGHED:
        builder = builder.add_integer_field(name, fast=True)
    return builder.build()


def document(entry: Entry) -> tantivy.Document:
    """A record's entry as tantivy takes it."""
    made, header = tantivy.Document(), entry.header
    made.add_text("id", header.id)
    made.add_text("terms", entry.terms)
    for term in entry.filters:
        made.add_text("filters", term)
    made.add_text("words", entry.words)
    for term in entry.listed:
        made.add_text("listed", term)
    for name, key in entry.keys.items():
        made.add_integer(column(name), key)
    for name, number in zip(WEIGHED, weights(header), strict=True):
        made.add_integer(name, number)
    made.add_bytes("payload", entry.payload)
    return made


def weights(header: Header) -> tuple[int, int, int]:
    """What the columns WEIGHED hold of a record."""
    return header.precedence, header.passages, header.length


def held(searcher: tantivy.Searcher, schema: tantivy.Schema) -> dict[str, int]:
    """How many records, passages and terms an index holds, summed over its columns."""
    sums = {"passages": {"sum": {"field": "passages"}}, "terms": {"sum": {"field": "length"}}}
    counted = {"records": {"value_count": {"field": "length"}}}
    found = searcher.aggregate(having(schema, "filters", EVERY), counted | sums)
    return {name: int(number["value"]) for name, number in found.items()}


def note(names: tuple[str, ...], content: bytes) -> tantivy.Document:
    """A note of the corpus on itself, found by each of `names`."""
    made = tantivy.Document()
    for name in names:
        made.add_text("ledger", name)
    made.add_bytes("payload", content)
    return made


def having(schema: tantivy.Schema, field: str, term: str) -> tantivy.Query:
    """The entries that have a term in a field."""
    return tantivy.Query.term_query(schema, field, term, "basic")


def matching(schema: tantivy.Schema, query: Query, allowed: tantivy.Query | None) -> tantivy.Query:
    """The records that have a term of the query, of those that are allowed (None for all).

    The terms stand in one flat union: only so does tantivy skip what cannot be among the best.
    """
    should = [
        (tantivy.Occur.Should, _weighted(schema, term, weight))
        for term, weight in query.weights.items()
    ]
    union = tantivy.Query.boolean_query(should)
    if allowed is None:
        return union
    return every_of([union, tantivy.Query.const_score_query(allowed, 0.0)])


def _weighted(schema: tantivy.Schema, term: str, weight: float) -> tantivy.Query:
    """A term of the query by the share that it stands for."""
    found = tantivy.Query.term_query(schema, "terms", term, "freq")
    return found if weight == 1 else tantivy.Query.boost_query(found, weight)


def within(
    schema: tantivy.Schema, query: tantivy.Query, field: str, first: int | None, last: int | None
) -> tantivy.Query:
    """Those of some entries whose number in a sortable field lies between two, both inclusive."""
    return every_of([query, between(schema, field, first, last)])


def lacking(schema: tantivy.Schema, query: tantivy.Query, field: str) -> tantivy.Query:
    """Those of some entries that have no number in a sortable field."""
    return tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Must, query),
            (tantivy.Occur.MustNot, between(schema, field, None, None)),
        ]
    )


def every_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    """What all of some queries find."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def some_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    """What any of some queries finds."""
    if not parts:
        return tantivy.Query.empty_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])


def between(
    schema: tantivy.Schema, field: str, first: int | None, last: int | None
) -> tantivy.Query:
    """The records whose number in a sortable field lies between two, both inclusive."""
    low = _LEAST if first is None else max(first, _LEAST)
    high = _MOST if last is None else min(last, _MOST)
    if low > high:
        return tantivy.Query.empty_query()
    kind = tantivy.FieldType.Integer
    return tantivy.Query.range_query(schema, column(field), kind, low, high)


def column(field: str) -> str:
    """The column of a sortable field's numbers."""
    return f"{field}_number"
