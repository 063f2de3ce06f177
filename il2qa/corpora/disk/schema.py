"""What tantivy keeps of a record and of the corpus, and how it is asked for.

A record's entry has the fields `id`, `terms` (with frequencies, without positions), `filters`,
`year` and the stored `payload`. The corpus's own notes (see `ledger`) are entries with `ledger` and
`payload` alone, so that they are committed together with the records they tell of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tantivy

from il2qa.corpora.codec.payload import EVERY, WITH_ABSTRACT, Entry, filter_term
from il2qa.corpora.disk.folder import INDEX, Folder, reporting
from il2qa.errors import CorpusError
from il2qa.text.queries import Query
from il2qa.where import Where, fold_value

_VALUED = ("authors", "journals", "publication_types", "languages", "mesh", "pmids", "cites")


def open_snapshot(folder: Folder) -> tuple[tantivy.Schema, tantivy.Searcher]:
    """What was last committed, to read; raises CorpusError where it is missing or damaged."""
    index = folder.path / INDEX
    if not (index / "meta.json").exists():
        raise CorpusError(
            f"{folder.path}: the corpus is empty: its first build was stopped before it wrote "
            "anything; run the same il2qa index again"
        )
    with reporting(folder.path, "read"), asking(folder.path):
        if os.access(index, os.W_OK):
            opened = tantivy.Index.open(os.fspath(index))
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
    index = os.fspath(folder.path / INDEX)
    with reporting(folder.path, "write"), asking(folder.path):
        if tantivy.Index.exists(index):
            return tantivy.Index.open(index)
        return tantivy.Index(_schema(), index)


@contextmanager
def asking(path: Path) -> Iterator[None]:
    """Turn what tantivy raises into CorpusError."""
    try:
        yield
    except BaseException as error:
        # Damage of some kinds is a panic, whose class pyo3 gives no name to import.
        if not isinstance(error, ValueError) and type(error).__name__ != "PanicException":
            raise
        raise CorpusError(
            f"{path}: the index is damaged ({error}); il2qa check says where; "
            "build it again: il2qa index SOURCE... --corpus NEW_DIR"
        ) from error


def _schema() -> tantivy.Schema:
    # Integers are signed: one in an unsigned field kills tantivy's writer, long after.
    return (
        tantivy.SchemaBuilder()
        .add_text_field("id", tokenizer_name="raw", index_option="basic")
        .add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        .add_text_field("filters", tokenizer_name="raw", index_option="basic")
        .add_integer_field("year", indexed=True, fast=True)
        .add_text_field("ledger", tokenizer_name="raw", index_option="basic")
        .add_bytes_field("payload", stored=True)
        .build()
    )


def document(entry: Entry) -> tantivy.Document:
    """A record's entry as tantivy takes it."""
    made = tantivy.Document()
    made.add_text("id", entry.header.id)
    made.add_text("terms", entry.terms)
    for term in entry.filters:
        made.add_text("filters", term)
    if entry.year is not None:
        made.add_integer("year", entry.year)
    made.add_bytes("payload", entry.payload)
    return made


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


def matching(schema: tantivy.Schema, query: Query, where: Where | None) -> tantivy.Query:
    """The records that have a term of the query, of those that the filter lets through.

    The terms stand in one flat union: only so does tantivy skip what cannot be among the best.
    """
    should = [
        (tantivy.Occur.Should, _weighted(schema, term, weight))
        for term, weight in query.weights.items()
    ]
    union = tantivy.Query.boolean_query(should)
    filters = _conditions(schema, where) if where else []
    if not filters:
        return union
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, union), *filters])


def _weighted(schema: tantivy.Schema, term: str, weight: float) -> tantivy.Query:
    """A term of the query by the share that it stands for."""
    found = tantivy.Query.term_query(schema, "terms", term, "freq")
    return found if weight == 1 else tantivy.Query.boost_query(found, weight)


def admitted(schema: tantivy.Schema, where: Where | None) -> tantivy.Query:
    """The records that the filter lets through, none before another."""
    filters = _conditions(schema, where) if where else []
    every = having(schema, "filters", EVERY)
    return tantivy.Query.const_score_query(
        tantivy.Query.boolean_query([(tantivy.Occur.Must, every), *filters]), 1.0
    )


def _conditions(schema: tantivy.Schema, where: Where) -> list[tuple[Any, tantivy.Query]]:
    """The conditions of a filter, which must hold and do not score."""
    found = [_any_value(schema, name, getattr(where, name)) for name in _VALUED]
    if where.has_abstract:
        found.append(having(schema, "filters", WITH_ABSTRACT))
    if where.since is not None or where.until is not None:
        found.append(
            tantivy.Query.range_query(
                schema, "year", tantivy.FieldType.Integer, where.since, where.until
            )
        )
    return [
        (tantivy.Occur.Must, tantivy.Query.const_score_query(condition, 0.0))
        for condition in found
        if condition is not None
    ]


def _any_value(schema: tantivy.Schema, name: str, values: tuple[str, ...]) -> tantivy.Query | None:
    if not values:
        return None
    terms = [having(schema, "filters", filter_term(name, fold_value(name, v))) for v in values]
    if name == "pmids":
        terms += [having(schema, "id", form) for v in values for form in {v, fold_value(name, v)}]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
