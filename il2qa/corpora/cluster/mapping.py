"""What a cluster keeps of a record and of the corpus: the index, its documents, their names.

A record is one document: `terms` (split at spaces, with frequencies, without positions), `words` as
they are written, `filters`, `id`, a field for each list of names and each number that is sorted by,
what it weighs, and its stored `payload`; its `_version` is its precedence. There is no `_source`:
everything is in the payload. The corpus's notes on itself have `note` instead of the fields that
conditions look for.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from il2qa.bm25 import RECORD_B, RECORD_K1
from il2qa.corpora.cluster.access import Access
from il2qa.corpora.codec.payload import Entry
from il2qa.fields import LISTED, SORTED
from il2qa.text.terms import ANALYSIS_VERSION

FORMAT = 1
MARK = "il2qa corpus"

LONGEST_WORD = 255  # characters; the whitespace analyzer cuts longer ones in pieces
LONGEST_TERM = 2_000  # characters of a value: Lucene takes 32,766 bytes
LONGEST_KEY = 512  # bytes of a document's name
_DIGEST = 16  # bytes

LEAST, MOST = -(1 << 62), 1 << 62
"""Between them lies every number that is sorted by (see `codec.payload.unfit`)."""

Body = dict[str, Any]


def definition(name: str, access: Access) -> Body:
    """Settings and mapping of a new index, which the corpus's name means from the start."""
    copies = (
        {"auto_expand_replicas": "0-1"}
        if access.replicas is None
        else {"number_of_replicas": access.replicas}
    )
    settings = {
        "number_of_shards": access.shards,
        **copies,
        "refresh_interval": "-1",  # what is written is seen when it is committed, not before
        "similarity": {"default": {"type": "BM25", "k1": RECORD_K1, "b": RECORD_B}},
        "replication.type": "DOCUMENT",  # copies of segments count replaced records otherwise
        "gc_deletes": "0s",  # there is one writer: a removed record may come back at once
        "max_result_window": 10_000,
        "requests.cache.enable": False,
    }
    return {
        "settings": {"index": settings},
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "_meta": {MARK: FORMAT, "analysis": ANALYSIS_VERSION},
            "properties": _properties(),
        },
        "aliases": {name: {}},
    }


def _properties() -> Body:
    keyword = {"type": "keyword", "doc_values": False}
    weight = {"type": "integer", "index": False, "store": True}
    spaced = {"type": "text", "analyzer": "whitespace"}
    return {
        "id": {"type": "keyword"},
        "terms": spaced | {"index_options": "freqs"},
        "words": spaced | {"index_options": "docs", "norms": False},
        "filters": keyword,
        **{listed(field.name): {"type": "keyword", "index": False} for field in LISTED},
        **{column(field.name): {"type": "long"} for field in SORTED},
        "length": weight,
        "passages": weight,
        "payload": {"type": "binary", "store": True},
        "note": keyword,
    }


def column(field: str) -> str:
    """The field of a sortable field's numbers."""
    return f"{field}_number"


def listed(field: str) -> str:
    """The field of a listed field's values, each behind the form in which it is looked for."""
    return f"{field}_listed"


def within(text: str, longest: int) -> str:
    """A text as it is, or where it is longer than may be its beginning and a digest of all of it.

    What is written and what is asked for are cut alike, so that equal texts stay equal.
    """
    if len(text) <= longest:
        return text
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()
    return f"{beginning(text, longest)}\ufffd{digest}"


def beginning(text: str, longest: int) -> str:
    """What of the beginning of a text is kept where it is cut."""
    return text[: longest - 2 * _DIGEST - 1] if len(text) > longest else text


def key(identifier: str) -> str:
    """The name of a record's document, which no note has."""
    made = f"={identifier}"
    return made if len(made.encode()) <= LONGEST_KEY else within(made, LONGEST_KEY // 4)


def note_key(name: str) -> str:
    """The name of the document of one of the corpus's notes on itself."""
    return f"~{name}"


def split_words(spaced: str) -> str:
    """Terms separated by spaces, as the analyzer takes them."""
    if len(spaced) <= LONGEST_WORD:
        return spaced
    return " ".join([within(word, LONGEST_WORD) for word in spaced.split(" ")])


def document(entry: Entry) -> Body:
    """A record's entry as the cluster takes it."""
    header = entry.header
    made: Body = {
        "id": header.id,
        "terms": split_words(entry.terms),
        "words": split_words(entry.words),
        "filters": [within(term, LONGEST_TERM) for term in entry.filters],
        "length": header.length,
        "passages": header.passages,
        "payload": b64encode(entry.payload).decode(),
    }
    for term in entry.listed:
        field, _, value = term.partition(" ")
        made.setdefault(listed(field), []).append(value)
    return made | {column(name): number for name, number in entry.keys.items()}


def record_lines(entry: Entry, removed: int | None = None) -> bytes:
    """The lines of a bulk request that add a record, or replace one of no higher precedence.

    `removed` is the precedence of what stands there but was removed: it does not count.
    """
    version = max(entry.header.precedence, removed or 0)
    action = {"_id": key(entry.header.id), "version": version}
    return _lines({"index": action | {"version_type": "external_gte"}}, document(entry))


def removal_lines(identifier: str, version: int) -> bytes:
    """The line of a bulk request that removes a record of a version."""
    action = {"_id": key(identifier), "version": version, "version_type": "external_gte"}
    return _lines({"delete": action})


def note_lines(name: str, kind: str, content: bytes, routing: str | None = None) -> bytes:
    """The lines of a bulk request that write a note; with a routing, to the shard of that."""
    action = {"_id": note_key(name)} | ({"routing": routing} if routing is not None else {})
    content_fields = {"id": note_key(name), "note": kind, "payload": b64encode(content).decode()}
    return _lines({"index": action}, content_fields)


def note_removal(name: str) -> bytes:
    """The line of a bulk request that removes a note."""
    return _lines({"delete": {"_id": note_key(name)}})


def _lines(*objects: Body) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in objects)


def is_one_word(term: str) -> bool:
    """Whether a term can stand in `terms` at all."""
    return bool(term) and not any(char.isspace() for char in term)


def noted(kinds: Iterable[str]) -> Body:
    """The corpus's notes of some kinds."""
    return {"terms": {"note": [*kinds]}}
