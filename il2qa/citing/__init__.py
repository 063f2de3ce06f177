"""References to a record: in prose (NLM, AMA, APA …) and for reference managers (BibTeX, RIS …).

The styles are our own rather than CSL styles run by citeproc-py: that would cost lxml and 90 MB of
styles, and its output is not PubMed's (it knows no vernacular title, language, "Epub" or PMID,
leaves page ranges short in AMA and breaks them in MLA).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from il2qa.citing.medical import imprint, reference, short_reference, source
from il2qa.citing.parts import language_name

if TYPE_CHECKING:
    from il2qa.citing.styles import STYLES, bibliography, cite

__all__ = [
    "STYLES",
    "bibliography",
    "cite",
    "imprint",
    "language_name",
    "reference",
    "short_reference",
    "source",
]


def __getattr__(name: str) -> Any:
    """The table of styles is loaded where one is chosen: an answer cites in NLM's."""
    if name not in __all__:
        raise AttributeError(f"module 'il2qa.citing' has no attribute {name!r}")
    from il2qa.citing import styles

    return getattr(styles, name)
