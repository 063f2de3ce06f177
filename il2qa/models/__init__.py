"""The values that cross il2qa's boundaries: records, passages, citations, answers.

All are frozen pydantic models that refuse unknown keys. Offsets are half-open character (code
point) offsets into the text of a field, the convention of BioASQ's snippets.
"""

from il2qa.models.answer import (
    Answer,
    Citation,
    CorpusInfo,
    Counts,
    Group,
    Hit,
    Passage,
    Status,
    Survey,
)
from il2qa.models.record import (
    NOTICES,
    Author,
    Book,
    Correction,
    Grant,
    Journal,
    MeshHeading,
    OtherAbstract,
    PublicationDate,
    Qualifier,
    Record,
    Section,
    Substance,
    section_text,
)
from il2qa.models.value import Value

__all__ = [
    "NOTICES",
    "Answer",
    "Author",
    "Book",
    "Citation",
    "CorpusInfo",
    "Correction",
    "Counts",
    "Grant",
    "Group",
    "Hit",
    "Journal",
    "MeshHeading",
    "OtherAbstract",
    "Passage",
    "PublicationDate",
    "Qualifier",
    "Record",
    "Section",
    "Status",
    "Substance",
    "Survey",
    "Value",
    "section_text",
]
