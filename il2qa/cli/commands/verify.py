"""`il2qa verify`: whether every quotation of a file stands in its record."""

from __future__ import annotations

from il2qa.cli.opening import open_named
from il2qa.cli.options import Options
from il2qa.cli.status import ANSWERED, NO_EVIDENCE
from il2qa.notes.verify import read_quotations, verify
from il2qa.render.markdown import Quotation
from il2qa.text.safety import shown_name


def run(options: Options) -> int:
    """Print each quotation that does not hold and why; status 1 where there is any.

    Raises ReadError or FormatError for a file without quotations.
    """
    found = [(path, read_quotations(path)) for path in options.files]
    corpus = open_named(options)
    count, faults = 0, 0
    for path, quotations in found:
        count += len(quotations)
        for fault in verify(quotations, corpus):
            faults += 1
            statement = fault.quotation
            field = f", {statement.field}" if isinstance(statement, Quotation) else ""
            place = f"{path}:{statement.line}: {statement.id}{field}"
            options.output.write(
                shown_name(f"{place}: {fault.reason}; quoted as {statement.text!r}")
            )
    if not faults:
        exact = all(isinstance(one, Quotation) for _, some in found for one in some)
        how = ", character for character" if exact else ""
        options.output.write(f"{count} quotations found again{how}.")
    return NO_EVIDENCE if faults else ANSWERED
