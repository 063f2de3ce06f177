"""References to a record: in prose (NLM, AMA, APA …) and for reference managers (BibTeX, RIS …).

The styles are our own rather than CSL styles run by citeproc-py. Weighed with the four styles alone
(citeproc-py 0.11.1, given our CSL-JSON of 1,709 of PubMed's own records): ours equals PubMed's SO
line for 99.5 %; citeproc's NLM equals ours for 2 % (23 % but for stops and blanks), since it glues
"2020Sep28", knows no Epub, eCollection, original title or language, and shortens page ranges. AMA
agrees for 85 % (it loses the year beside a double volume, and reckons initials that NLM gives), APA
for 12 % (no "Article 761"; other capitals); MLA is another edition. It would cost lxml, 14 MB, and
11 to 42 ms a reference.
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
