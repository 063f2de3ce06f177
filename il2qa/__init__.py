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
    from il2qa.api import Corpus, open_corpus
    from il2qa.errors import (
        CorpusError,
        FormatError,
        Il2qaError,
        QuestionError,
        ReadError,
        RecordNotFound,
    )
    from il2qa.models import (
        Answer,
        Author,
        Citation,
        CorpusInfo,
        Journal,
        Passage,
        PublicationDate,
        Record,
        Section,
    )
    from il2qa.where import Where

__all__ = [
    "Answer",
    "Author",
    "Citation",
    "Corpus",
    "CorpusError",
    "CorpusInfo",
    "FormatError",
    "Il2qaError",
    "Journal",
    "Passage",
    "PublicationDate",
    "QuestionError",
    "ReadError",
    "Record",
    "RecordNotFound",
    "Section",
    "Where",
    "__version__",
    "open_corpus",
]

_HOMES = {"Corpus": "il2qa.api", "open_corpus": "il2qa.api", "Where": "il2qa.where"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'il2qa' has no attribute {name!r}")
    home = "il2qa.errors" if name.endswith(("Error", "NotFound")) else "il2qa.models"
    value = getattr(import_module(_HOMES.get(name, home)), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
