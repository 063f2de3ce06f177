"""`il2qa info`: which corpus answers, and what it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED
from il2qa.corpora.protocol import CorpusReader
from il2qa.models import CorpusInfo
from il2qa.text.safety import shown_name

_SOURCES_SHOWN = 5


def run(options: Options) -> int:
    """Print what the corpus is; the exit status is 0."""
    reader = open_named(options).reader
    place = getattr(reader, "path", None)
    if options.output.is_json:
        options.output.write_json(_as_json(reader, place))
    else:
        options.output.write(_as_text(reader, place))
    return ANSWERED


def _as_json(reader: CorpusReader, place: Path | None) -> str:
    content = {**reader.info.model_dump(mode="json"), "sources": _names(reader)}
    content_here = {**content, "place": str(place) if place else None, "bytes": _size(place)}
    return json.dumps(content_here, ensure_ascii=False)


def _as_text(reader: CorpusReader, place: Path | None) -> str:
    info = reader.info
    lines = {
        "corpus": _named(info, place),
        "records": f"{info.records:,}",
        "passages": f"{info.passages:,}",
        "sources": _sources(_names(reader)),
        "size": f"{(_size(place) or 0) / 1e6:,.1f} MB" if place else "",
        "updated": info.updated or "",
        "analysis": f"version {info.analysis_version}",
    }
    return "\n".join(f"{name:<9} {shown_name(text)}" for name, text in lines.items() if text)


def _named(info: CorpusInfo, place: Path | None) -> str:
    if place:
        return f"{place} (on disk)"
    return info.name if info.kind == "several" else f"{info.name} (in memory)"


def _names(reader: CorpusReader) -> list[str]:
    return [note.name for note in reader.sources()]


def _sources(names: Sequence[str]) -> str:
    more = len(names) - _SOURCES_SHOWN
    shown = [*names[:_SOURCES_SHOWN], *([f"and {more:,} more (--json)"] if more > 0 else [])]
    return ("\n" + " " * 10).join(shown)


def _size(place: Path | None) -> int | None:
    """What a corpus takes on disk, in bytes."""
    if place is None:
        return None
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
