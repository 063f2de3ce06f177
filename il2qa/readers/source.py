"""One file as text: gunzipped, decoded, without control characters, in chunks or lines."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Protocol, cast

from il2qa.patterns import lazy_pattern
from il2qa.readers.event import Problem

BLOCK = 1 << 18  # bytes read at once
HEAD = 1 << 16  # characters that the choice of a form looks at
MAX_LINE = 1 << 24  # characters; the longest real lines have a hundredth of it
MAX_RECORD = 1 << 25  # characters; the longest real records (thousands of authors) have a tenth

_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r"))
_DECLARED = lazy_pattern(rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w-]{3,20})["']""")
_SINGLE_BYTE = lazy_pattern(r"(iso-?8859-\d+|latin-?1|windows-125\d|cp125\d)", re.IGNORECASE)
_BREAKS = "\f\v"  # between pages and lines, as printers take them
_LENIENT = "il2qa.windows1252"


class Bytes(Protocol):
    """A buffered stream of bytes."""

    def read1(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""


class Source:
    """A file's text, read once and in order; `problems` gathers what was wrong with its bytes."""

    def __init__(self, name: str, stream: Bytes) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.is_binary = False
        self._line = 1
        self._texts = self._decoded(self._blocks(stream))
        self._pending = ""
        while len(self._pending) < HEAD and (text := next(self._texts, None)) is not None:
            self._pending += text
        self._pending = self._pending.removeprefix("\ufeff")
        self.head = self._pending[:HEAD]

    def chunks(self) -> Iterator[str]:
        """Yield the text in pieces of bounded size; every line ends with LF."""
        pending, self._pending = self._pending, ""
        yield pending
        del pending
        yield from self._texts

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (number from 1, line); a line longer than MAX_LINE is a problem and left out."""
        number, rest, too_long = 1, "", False
        for chunk in self.chunks():
            first, *others = (rest + chunk).split("\n")
            rest = others.pop() if others else first
            for line in (first, *others) if others or rest is not first else ():
                if not too_long:
                    yield number, line.removeprefix("\ufeff").strip(_BREAKS)
                number, too_long = number + 1, False
            if len(rest) > MAX_LINE:
                self._left_out(number, too_long)
                rest, too_long = "", True
        if rest and not too_long:
            yield number, rest.removeprefix("\ufeff").strip(_BREAKS)

    def _left_out(self, number: int, known: bool) -> None:
        if not known:
            reason = f"line longer than {MAX_LINE:,} characters"
            kept = "left out; the lines around it are kept"
            self.problems.append(Problem("skipped", reason, f"line {number}", kept))

    def _blocks(self, stream: Bytes) -> Iterator[bytes]:
        try:
            while block := stream.read1(BLOCK):  # as `read` would lose what comes before damage
                yield block
        except EOFError:
            self._cut("gzip data end early")
        except (gzip.BadGzipFile, zlib.error):
            self._cut("gzip data are damaged")

    def _cut(self, reason: str) -> None:
        kept = "what stands before is kept; fetch the file again for the rest"
        self.problems.append(Problem("cut", reason, f"near line {self._line}", kept))

    def _decoded(self, blocks: Iterator[bytes]) -> Iterator[str]:
        first = next(blocks, b"")
        encoding = _encoding(first)
        if encoding == "utf-16":
            transcoder = codecs.getincrementaldecoder("utf-16")("replace")
            first = transcoder.decode(first).encode("utf-8", "replace")
            blocks = (transcoder.decode(block).encode("utf-8", "replace") for block in blocks)
            encoding = "utf-8"
        sample = first[:4096]
        self.is_binary = 20 * len(sample.translate(None, _CONTROLS)) < 19 * len(sample)
        decoder = codecs.getincrementaldecoder(encoding)(
            "strict" if encoding == "utf-8" else "replace"
        )
        newlines = io.IncrementalNewlineDecoder(None, translate=True)
        yield self._text(decoder, newlines, first)
        for block in blocks:
            yield self._text(decoder, newlines, block)
        yield self._text(decoder, newlines, b"", final=True)

    def _text(
        self,
        decoder: codecs.IncrementalDecoder,
        newlines: io.IncrementalNewlineDecoder,
        block: bytes,
        final: bool = False,
    ) -> str:
        plain = block.translate(None, _CONTROLS)
        if len(plain) != len(block):
            self._altered("control characters", "left out, the text around them is kept")
        try:
            text = decoder.decode(plain, final)
        except UnicodeDecodeError:
            codecs.register_error(_LENIENT, _as_windows_1252)
            decoder.errors = _LENIENT
            self._altered("bytes that are not UTF-8", "read as Windows-1252")
            text = decoder.decode(plain, final)
        # translate=True and no decoder: str in, str out (typeshed says bytes)
        text = newlines.decode(cast("bytes", text), final)
        self._line += text.count("\n")
        return text

    def _altered(self, reason: str, kept: str) -> None:
        if not any(problem.reason == reason for problem in self.problems):
            place = f"line {self._line} or soon after"
            self.problems.append(Problem("altered", reason, place, kept))


def _encoding(first: bytes) -> str:
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.search(first[:200])
    name = declared[1].decode("ascii") if declared else ""
    return name if _SINGLE_BYTE.fullmatch(name) else "utf-8"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes at fault as Windows-1252 (Latin-1 where that has no character)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    fault = error.object[error.start : error.end]
    try:
        return fault.decode("windows-1252"), error.end
    except UnicodeDecodeError:
        return fault.decode("latin-1"), error.end
