"""`il2qa verify`: whether every quotation of a file stands in its record."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options, Output
from il2qa.cli.status import ANSWERED, NO_EVIDENCE
from il2qa.notes.claims import Claim
from il2qa.notes.verify import quotations_in, read_quotations, verify
from il2qa.render.counting import counted
from il2qa.render.markdown import Quotation
from il2qa.text.safety import legible, shown_name


def run(options: Options) -> int:
    """Print each quotation that does not hold and why; status 1 where there is any.

    As JSON every quotation, one object a line. Raises ReadError or FormatError for a file without
    quotations.
    """
    found = [_read(path) for path in options.files]
    corpus = open_named(options)
    count, faults = 0, 0
    for path, quotations in found:
        reasons = {id(fault.quotation): fault.reason for fault in verify(quotations, corpus)}
        count += len(quotations)
        faults += len(reasons)
        for quotation in quotations:
            _print(path, quotation, reasons.get(id(quotation)), options.output)
    if not faults and not options.output.is_json:
        exact = all(isinstance(one, Quotation) for _, some in found for one in some)
        how = ", character for character" if exact else ""
        options.output.write(f"{counted(count, 'quotation')} found again{how}.")
    return NO_EVIDENCE if faults else ANSWERED


def _read(path: Path) -> tuple[Path, list[Quotation | Claim]]:
    """The quotations of a file, or of standard input where it is "-"."""
    if str(path) != "-":
        return path, read_quotations(path)
    named = Path("standard input")
    return named, quotations_in(sys.stdin.buffer.read(), named)


def _print(path: Path, quotation: Quotation | Claim, reason: str | None, output: Output) -> None:
    field = quotation.field if isinstance(quotation, Quotation) else None
    if output.is_json:
        where = {"file": legible(str(path)), "line": quotation.line, "id": quotation.id}
        content = {**where, "field": field, "text": quotation.text, "stands": reason is None}
        output.write_json(json.dumps({**content, "reason": reason}, ensure_ascii=False))
    elif reason:
        place = f"{path}:{quotation.line}: {quotation.id}" + (f", {field}" if field else "")
        output.write(shown_name(f"{place}: {reason}; quoted as {quotation.text!r}"))
