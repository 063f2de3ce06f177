"""By what right a cluster is asked, and how a new corpus lies on it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from il2qa.corpora.cluster.address import FILE, SETTING
from il2qa.errors import CorpusError
from il2qa.models import Value


class Access(Value):
    """How a cluster is asked, and how a new corpus lies on it.

    `ca` is a file with the certificates of the authorities to trust; without it the system's are.
    Without `replicas` each shard has a copy where there is a second node.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    user: str | None = None
    password: str | None = Field(None, repr=False)
    ca: Path | None = None
    timeout: float = Field(10.0, gt=0)  # seconds until another node is asked
    shards: int = Field(5, ge=1, le=1024)
    replicas: int | None = Field(None, ge=0)


def access(environment: Mapping[str, str] = os.environ) -> Access:
    """What the environment and the file that it names say; the environment counts more.

    Raises CorpusError, which never shows a password.
    """
    settings = _of_file(environment[FILE]) if environment.get(FILE) else {}
    named = {name: environment.get(SETTING + name.upper()) for name in Access.model_fields}
    settings |= {name: value for name, value in named.items() if value}
    try:
        right = Access.model_validate(settings)
    except ValidationError as error:
        one = error.errors()[0]
        setting = ".".join(map(str, one["loc"]))
        raise CorpusError(
            f"{setting} of the access to a cluster: {one['msg']}; see {SETTING}{setting.upper()}"
            + (f" and {environment[FILE]}" if environment.get(FILE) else "")
        ) from None
    if right.ca is not None and not right.ca.is_file():
        raise CorpusError(f"{right.ca}: no such file of certificates; see {SETTING}CA")
    return right


def _of_file(name: str) -> dict[str, object]:
    try:
        return tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a line of it may be a password: it is not shown
        reason = getattr(error, "strerror", None) or "it is no TOML"
        raise CorpusError(f"{name}: cannot be read ({reason}); see {FILE}") from None
