"""Where a corpus on a cluster is: the address that people name it by."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from il2qa.errors import CorpusError
from il2qa.patterns import lazy_pattern

SETTING = "IL2QA_CLUSTER_"
"""What the names of environment variables begin with that say by what right it is asked."""

FILE = f"{SETTING}FILE"
_NAME = lazy_pattern(r"[a-z0-9][a-z0-9._-]{0,99}")
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


def parse(text: str) -> Address:
    """The address that a text names; raises CorpusError, saying what an address is like."""
    scheme, _, rest = text.partition("://")
    hosts, _, name = rest.partition("/")
    if "@" in rest:  # not shown: a password is in it
        raise CorpusError(
            f"{scheme}://{rest.rpartition('@')[2]}: leave user and password out of the address; "
            f"set {SETTING}USER and {SETTING}PASSWORD, or name a file of them by {FILE}"
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


def _is_node(node: str) -> bool:
    try:
        parts = urlsplit(node)
        return bool(parts.hostname) and not parts.query and parts.port != 0
    except ValueError:
        return False
