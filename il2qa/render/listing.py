"""A list of records: one reference each, with what must not be missed before it."""

from __future__ import annotations

from il2qa import citing
from il2qa.models import Record
from il2qa.render.wrapping import wrapped
from il2qa.text.safety import clean


def listed(record: Record, width: int | None, corpus: str | None = None) -> str:
    """A record's reference behind its notices ("RETRACTED."), in lines of at most that width.

    The `corpus` that it comes from is named where it is given.
    """
    notices = "".join(f"{notice}. " for notice in record.notices)
    place = f" · in {corpus}" if corpus else ""
    return wrapped(clean(notices + citing.reference(record) + place), width, "  ")
