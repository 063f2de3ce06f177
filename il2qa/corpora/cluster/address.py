"""Where a corpus on a cluster is, and by what right it is asked for."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, ValidationError

from il2qa.errors import CorpusError
from il2qa.models import Value

FILE = "IL2QA_CLUSTER_FILE"
_PREFIX = "IL2QA_CLUSTER_"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_FORM = "http(s)://HOST:PORT[,HOST:PORT...]/NAME"
_HOME = ("localhost", "127.0.0.1", "::1")


class Address(NamedTuple):
    """The nodes of a cluster, each with its scheme, and the name of a corpus on it."""

    nodes: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        scheme = self.nodes[0].partition("://")[0]
        return f"{scheme}://{','.join(node.partition('://')[2] for node in self.nodes)}/{self.name}"

    @property
    def is_open(self) -> bool:
        """Whether others can read what is sent there."""
        return any(
            node.startswith("http://") and urlsplit(node).hostname not in _HOME
            for node in self.nodes
        )


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


def is_address(place: str) -> bool:
    """Whether a place is a cluster's, not a file's."""
    return "://" in place


def parse(text: str) -> Address:
    """The address that a text names; raises CorpusError, saying what an address is like."""
    scheme, _, rest = text.partition("://")
    hosts, _, name = rest.partition("/")
    if "@" in rest:  # not shown: a password is in it
        raise CorpusError(
            f"{scheme}://{rest.rpartition('@')[2]}: leave user and password out of the address; "
            f"set {_PREFIX}USER and {_PREFIX}PASSWORD, or name a file of them by {FILE}"
        )
    if scheme not in ("http", "https"):
        raise CorpusError(f"{text}: no address of a search cluster; that is {_FORM}")
    name = name.rstrip("/")
    if not name:
        raise CorpusError(f"{text}: name the corpus too: {scheme}://{hosts or 'HOST'}/NAME")
    if not _NAME.fullmatch(name):
        raise CorpusError(
            f"{text}: {name} cannot be a corpus's name there; it is small letters, digits and ._-"
        )
    nodes = tuple(f"{scheme}://{host.strip()}" for host in hosts.split(","))
    if not all(map(_is_node, nodes)):
        raise CorpusError(f"{text}: no address of a search cluster; that is {_FORM}")
    return Address(nodes, name)


def access(environment: Mapping[str, str] = os.environ) -> Access:
    """What the environment and the file that it names say; the environment counts more.

    Raises CorpusError, which never shows a password.
    """
    settings = _of_file(environment[FILE]) if environment.get(FILE) else {}
    named = {name: environment.get(_PREFIX + name.upper()) for name in Access.model_fields}
    settings |= {name: value for name, value in named.items() if value}
    try:
        right = Access.model_validate(settings)
    except ValidationError as error:
        one = error.errors()[0]
        setting = ".".join(map(str, one["loc"]))
        raise CorpusError(
            f"{setting} of the access to a cluster: {one['msg']}; see {_PREFIX}{setting.upper()}"
            + (f" and {environment[FILE]}" if environment.get(FILE) else "")
        ) from None
    if right.ca is not None and not right.ca.is_file():
        raise CorpusError(f"{right.ca}: no such file of certificates; see {_PREFIX}CA")
    return right


def _of_file(name: str) -> dict[str, object]:
    try:
        return tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a line of it may be a password: it is not shown
        reason = getattr(error, "strerror", None) or "it is no TOML"
        raise CorpusError(f"{name}: cannot be read ({reason}); see {FILE}") from None


def _is_node(node: str) -> bool:
    try:
        parts = urlsplit(node)
        return bool(parts.hostname) and not parts.query and parts.port != 0
    except ValueError:
        return False
