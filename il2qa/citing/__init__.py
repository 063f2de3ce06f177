"""References to a record: in prose (NLM, AMA, APA …) and for reference managers (BibTeX, RIS …).

The styles are our own rather than CSL styles run by citeproc-py: that would cost lxml and 90 MB of
styles, and its output is not PubMed's (it knows no vernacular title, language, "Epub" or PMID,
leaves page ranges short in AMA and breaks them in MLA).
"""

from il2qa.citing.medical import imprint, reference, short_reference, source
from il2qa.citing.parts import language_name
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
