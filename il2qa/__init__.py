"""il2qa answers questions from PubMed abstracts, offline, by quoting.

    >>> import il2qa
    >>> answer = il2qa.open_corpus().ask("Which cells produce interleukin-2?")
    >>> answer.passages[0].citation.pmid
    '3303316'

Names load when they are first used, so that `il2qa --version` need not import numpy or pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from il2qa._version import __version__

if TYPE_CHECKING:
    from il2qa.answering.explanation import Explanation
    from il2qa.api import Corpus, open_corpus
    from il2qa.conversation import Act, Choice, Conversation, Turn
    from il2qa.errors import (
        CorpusError,
        FormatError,
        Il2qaError,
        QuerySyntaxError,
        QuestionError,
        ReadError,
        RecordNotFound,
    )
    from il2qa.filters.where import Where
    from il2qa.indexing.build import Progress
    from il2qa.models import (
        Answer,
        Author,
        Book,
        Citation,
        CorpusInfo,
        Correction,
        Counts,
        Grant,
        Group,
        Hit,
        Journal,
        MeshHeading,
        OtherAbstract,
        Passage,
        PublicationDate,
        Qualifier,
        Record,
        Section,
        Substance,
        Survey,
    )
    from il2qa.passages.spans import field_texts
    from il2qa.readers import ReadReport
    from il2qa.upkeep import check, index

_HOMES = {
    "answering.explanation": ("Explanation",),
    "api": ("Corpus", "open_corpus"),
    "conversation": ("Act", "Choice", "Conversation", "Turn"),
    "errors": (
        *("CorpusError", "FormatError", "Il2qaError", "QuerySyntaxError", "QuestionError"),
        *("ReadError", "RecordNotFound"),
    ),
    "filters.where": ("Where",),
    "indexing.build": ("Progress",),
    "models": (
        *("Answer", "Author", "Book", "Citation", "CorpusInfo", "Correction", "Counts", "Grant"),
        *(
            "Group",
            "Hit",
            "Journal",
            "MeshHeading",
            "OtherAbstract",
            "Passage",
            "PublicationDate",
            "Qualifier",
            "Record",
        ),
        *("Section", "Substance", "Survey"),
    ),
    "passages.spans": ("field_texts",),
    "readers": ("ReadReport",),
    "upkeep": ("check", "index"),
}

__all__ = [
    "Act",
    "Answer",
    "Author",
    "Book",
    "Choice",
    "Citation",
    "Conversation",
    "Corpus",
    "CorpusError",
    "CorpusInfo",
    "Correction",
    "Counts",
    "Explanation",
    "FormatError",
    "Grant",
    "Group",
    "Hit",
    "Il2qaError",
    "Journal",
    "MeshHeading",
    "OtherAbstract",
    "Passage",
    "Progress",
    "PublicationDate",
    "Qualifier",
    "QuerySyntaxError",
    "QuestionError",
    "ReadError",
    "ReadReport",
    "Record",
    "RecordNotFound",
    "Section",
    "Substance",
    "Survey",
    "Turn",
    "Where",
    "__version__",
    "check",
    "field_texts",
    "index",
    "open_corpus",
]


def __getattr__(name: str) -> Any:
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'il2qa' has no attribute {name!r}")
    value = getattr(import_module(f"il2qa.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
