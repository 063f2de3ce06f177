"""Grants as text forms write them: "K23 DK125668/DK/NIDDK NIH HHS/United States"."""

from __future__ import annotations

from il2qa.models import Grant
from il2qa.patterns import lazy_pattern
from il2qa.readers.build import build

_ACRONYM = lazy_pattern(r"[A-Z]{2}|WT_")


def grant_of(value: str) -> Grant:
    """Read "K23 DK125668/DK/NIDDK NIH HHS/United States"; numbers may have slashes too."""
    parts = [part.strip() for part in value.split("/")]
    country = parts.pop() if len(parts) > 2 else None
    agency = parts.pop() if parts else None
    acronym = parts.pop() if len(parts) > 1 and _ACRONYM.fullmatch(parts[-1]) else None
    return build(
        Grant,
        number="/".join(parts).strip("/") or None,
        agency=agency or None,
        acronym=acronym,
        country=country or None,
    )
