"""Every error that il2qa raises on purpose.

    Il2qaError
    ├── QuestionError        the question cannot be asked (empty, only function words)
    │   └── QuerySyntaxError a query in PubMed's syntax is wrong where `place` says
    ├── ReadError            a file cannot be read, or holds no PubMed record
    │   └── FormatError      its content is of no form that il2qa reads, or is damaged
    ├── CorpusError          a corpus cannot be opened, built or searched
    │   ├── RecordNotFound   no record of that identifier in the corpus
    │   └── ClusterError     a search cluster was not reached, or refused what was asked
    ├── SettingError         no such setting of the chat, or no such value of it
    ├── ExportError          a conversation cannot be written
    ├── MissingExtra         a command needs a package that il2qa is installed without
    └── ServingError         the server for assistants cannot be started as asked

Each message names the thing, the place in it, and what to do next; the command line prints it as
it stands and leaves with status 2.
"""

from __future__ import annotations


class Il2qaError(Exception):
    """The root of the tree; catch this to catch all of them."""


class QuestionError(Il2qaError):
    """The question cannot be asked as it stands."""


class QuerySyntaxError(QuestionError):
    """A query in PubMed's syntax is wrong at `place`, a number of characters from its start."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


class ReadError(Il2qaError):
    """A source could not be read."""


class FormatError(ReadError):
    """A source is of no known form, or is damaged where `place` says."""


class CorpusError(Il2qaError):
    """A corpus could not be opened, built or searched."""


class RecordNotFound(CorpusError):  # noqa: N818 - a lookup that finds nothing, as LookupError
    """The corpus has no record of that identifier."""


class ClusterError(CorpusError):
    """A search cluster was not reached (status 0), or answered with an error.

    `status` is HTTP's, `kind` what the cluster calls it. Where `may_pass` another node, or the same
    one a moment later, may answer.
    """

    def __init__(
        self, message: str, status: int = 0, kind: str = "", *, may_pass: bool = False
    ) -> None:
        super().__init__(message)
        self.status, self.kind, self.may_pass = status, kind, may_pass


class SettingError(Il2qaError):
    """The chat has no such setting, or the setting no such value."""


class ExportError(Il2qaError):
    """A conversation could not be written."""


class MissingExtra(Il2qaError):  # noqa: N818 - named for what is missing, as RecordNotFound
    """A command needs a package that comes with an extra; the message names its installation."""


class ServingError(Il2qaError):
    """The server for assistants cannot be started as asked."""
