"""`il2qa info`: which corpus answers, and what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options, Output
from il2qa.cli.status import ANSWERED
from il2qa.corpora.codec.ledger import SourceNote
from il2qa.corpora.protocol import CorpusReader
from il2qa.corpora.union import UnionCorpus
from il2qa.models import CorpusInfo
from il2qa.text.safety import shown_name

_SOURCES_SHOWN = 5


def run(options: Options) -> int:
    """Print what the corpus is; the exit status is 0."""
    reader = open_named(options).reader
    if options.lists_sources:
        _print_sources(reader, options.output)
        return ANSWERED
    if options.output.is_json:
        options.output.write_json(_as_json(reader))
    else:
        options.output.write(_as_text(reader))
    return ANSWERED


def _print_sources(reader: CorpusReader, output: Output) -> None:
    """Print what the corpus was made of, in the order in which it counts: a line a source."""
    parts = reader.parts if isinstance(reader, UnionCorpus) else {None: reader}
    for corpus, part in parts.items():
        for note in part.sources():
            if output.is_json:
                own = {"corpus": corpus} if corpus else {}
                fields = note.model_dump(mode="json", include={"name", "records", "complete"})
                content = {**fields, "deleted": len(note.deleted), **own}
                output.write_json(json.dumps(content, ensure_ascii=False))
            else:
                output.write(shown_name(_source_line(note, corpus)))


def _source_line(note: SourceNote, corpus: str | None) -> str:
    records = f"{note.records:>9,}" if note.digest else " " * 9  # what is in memory is not counted
    remarks = [] if note.complete else ["unfinished"]
    remarks += [f"withdraws {len(note.deleted):,}"] if note.deleted else []
    remarks += [f"in {corpus}"] if corpus else []
    return f"{records}  {note.name}" + (f"  ({', '.join(remarks)})" if remarks else "")


def _as_json(reader: CorpusReader) -> str:
    content = {**reader.info.model_dump(mode="json"), "sources": _names(reader)}
    kept = {"place": getattr(reader, "place", None), "bytes": _size(reader)}
    return json.dumps({**content, **kept}, ensure_ascii=False)


def _as_text(reader: CorpusReader) -> str:
    info, size = reader.info, _size(reader)
    lines = {
        "corpus": _named(info, getattr(reader, "place", info.name)),
        "records": f"{info.records:,}",
        "passages": f"{info.passages:,}",
        "sources": _sources(_names(reader)),
        "size": "" if size is None else f"{size / 1e6:,.1f} MB",
        "updated": info.updated or "",
        "analysis": f"version {info.analysis_version}",
    }
    return "\n".join(f"{name:<9} {shown_name(text)}" for name, text in lines.items() if text)


def _named(info: CorpusInfo, place: str) -> str:
    kept = {"memory": " (in memory)", "disk": " (on disk)", "cluster": " (on a cluster)"}
    return f"{place}{kept.get(info.kind, '')}"


def _names(reader: CorpusReader) -> list[str]:
    return [note.name for note in reader.sources()]


def _sources(names: Sequence[str]) -> str:
    more = len(names) - _SOURCES_SHOWN
    shown = [*names[:_SOURCES_SHOWN], *([f"and {more:,} more (--sources)"] if more > 0 else [])]
    return ("\n" + " " * 10).join(shown)


def _size(reader: CorpusReader) -> int | None:
    """What an indexed corpus takes where it is kept, in bytes."""
    size: Callable[[], int] | None = getattr(reader, "size", None)
    return size() if size else None
