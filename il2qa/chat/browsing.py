"""Opens a record's page in the user's browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from urllib.parse import quote

from il2qa.models import Record

_DOI = "https://doi.org/"


def page_of(record: Record, *, by_doi: bool = False) -> str | None:
    """The address of a record's page: at PubMed, or by its DOI; None where it has none."""
    if record.doi and (by_doi or not record.pmid):
        return _DOI + quote(record.doi, safe="/:;()._-")
    return None if by_doi else record.url


def open_page(url: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Open a page; False where there is no browser.

    One that would take the terminal over is none, unless BROWSER names it.
    """
    if not (_has_display(environ) or environ.get("BROWSER")):
        return False
    import webbrowser

    try:
        return webbrowser.open(url)
    except (webbrowser.Error, OSError):
        return False


def _has_display(environ: Mapping[str, str]) -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
