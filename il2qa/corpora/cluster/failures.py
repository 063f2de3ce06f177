"""What went wrong with a cluster, in words: what it is, where, and what to do next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from il2qa.errors import ClusterError
from il2qa.text.safety import one_line

if TYPE_CHECKING:
    from urllib3.exceptions import HTTPError

_AGAIN = frozenset({429, 502, 503, 504})
_LOST = frozenset(
    {
        *("search_phase_execution_exception", "no_shard_available_action_exception"),
        *("search_context_missing_exception", "node_disconnected_exception"),
        *("node_not_connected_exception", "unavailable_shards_exception"),
        *("receive_timeout_transport_exception", "send_request_transport_exception"),
    }
)
"""What is said of a node that was lost under way; another one may have its shards."""

_WHOLE = "ask again when the cluster is whole"
_SHOWN = 300  # characters of what another program says


def unreached(node: str, name: str, error: HTTPError) -> ClusterError:
    """What it means that a node gave no answer."""
    from urllib3 import exceptions

    place, said = f"{node}/{name}", one_line(str(error))[:_SHOWN]
    if isinstance(error, exceptions.SSLError):
        return ClusterError(f"{place}: {_of_tls(node, said)}", kind="tls")
    if isinstance(error, exceptions.NameResolutionError):
        return ClusterError(f"{place}: no such host; check the address", kind="host", may_pass=True)
    if isinstance(error, exceptions.ReadTimeoutError):
        return ClusterError(
            f"{place}: the cluster did not answer in time; ask again, or give it longer by "
            "IL2QA_CLUSTER_TIMEOUT=SECONDS",
            kind="timeout",
            may_pass=True,
        )
    if isinstance(error, exceptions.ProtocolError):
        secure = "" if node.startswith("https") else "; if it speaks TLS, write https://"
        return ClusterError(
            f"{place}: the connection was closed before an answer came{secure}; else ask again",
            kind="closed",
            may_pass=True,
        )
    return ClusterError(
        f"{place}: no search cluster answers there; check the address, and that it runs",
        kind="connection",
        may_pass=True,
    )


def _of_tls(node: str, said: str) -> str:
    low = said.lower()
    if "wrong_version_number" in low or "record layer" in low or "packet length" in low:
        return f"it does not speak TLS; write http{node.removeprefix('https')} if that is meant"
    if "hostname mismatch" in low or "ip address mismatch" in low or "doesn't match" in low:
        return f"its certificate is another host's ({said}); write the name that it is made for"
    if "expired" in low or "not yet valid" in low:
        return f"its certificate is out of date ({said}); whoever runs the cluster can renew it"
    if "no_certificate_or_crl" in low or "pem lib" in low:
        return "the file that IL2QA_CLUSTER_CA names holds no certificate"
    return (
        f"its certificate is not trusted ({said}); name the file of its authority's certificate "
        "by IL2QA_CLUSTER_CA"
    )


def refused(node: str, name: str, status: int, data: bytes) -> ClusterError:
    """What an answer means that is an error."""
    kind, reason = _said(data)
    message = f"{node}/{name}: {_in_words(node, name, status, kind, reason)}"
    is_lost = _is_lost(status, kind)
    may_pass = (status in _AGAIN or is_lost) and not is_block(kind, reason)
    return ClusterError(message, status, kind, may_pass=may_pass)


def _is_lost(status: int, kind: str) -> bool:
    """Whether a node was lost under way, or what it held for us."""
    return kind in _LOST and (status >= 500 or status == 404)


def is_block(kind: str, reason: str) -> bool:
    """Whether the cluster takes nothing until somebody lifts a block (a full disk's, mostly)."""
    return kind == "cluster_block_exception" and any(
        sign in reason for sign in ("read-only", "create-index", "disk usage", "index write")
    )


def not_understood(place: str, data: bytes) -> ClusterError:
    """What it means that an answer, though no error, is none of a search cluster's."""
    text = data[:_SHOWN].decode("utf-8", "replace").lstrip().lower()
    what = "a web page" if text.startswith("<") else "something else"
    return ClusterError(
        f"{place}: {what} answers there, not a search cluster; check the address", kind="foreign"
    )


def _in_words(node: str, name: str, status: int, kind: str, reason: str) -> str:
    place, more = f"{node}/{name}", f" ({reason})" if reason else ""
    if status == 401:
        return (
            "the cluster does not know that user or password; set IL2QA_CLUSTER_USER and "
            "IL2QA_CLUSTER_PASSWORD, or name a file of them by IL2QA_CLUSTER_FILE"
        )
    if kind == "index_not_found_exception":
        return f"the cluster has no corpus {name}; build it: il2qa index SOURCE... --corpus {place}"
    if is_block(kind, reason):
        return (
            f"the cluster takes no more records{more}; make room on its disks or lift the block, "
            "then run the same command again: what was committed is kept"
        )
    if _is_lost(status, kind):
        return f"a part of the corpus cannot be reached{more}; {_WHOLE}"
    if status == 403:
        return f"that user may not do this{more}; docs/cluster.md names the rights that are needed"
    if status == 413:
        return "a proxy in front of the cluster takes no request of this size; let it take 8 MB"
    if 300 <= status < 400:
        return f"it sends one elsewhere (status {status}); write the address it sends to"
    if status == 429:
        return f"the cluster has too much to do{more}; ask again later"
    if status in _AGAIN:
        return f"the cluster does not answer (status {status}{more}); {_WHOLE}"
    return f"the cluster refused what was asked (status {status} {kind}{more}); is it OpenSearch 3?"


def _said(data: bytes) -> tuple[str, str]:
    """The kind of an error and its reason, of whatever was answered."""
    try:
        error = json.loads(data)["error"]
        if not isinstance(error, dict):
            return "", one_line(str(error))[:_SHOWN]
        kind, reason = str(error.get("type", "")), str(error.get("reason", ""))
        cause: dict[str, object] = next(iter(error.get("root_cause") or ()), {})
        if kind == "search_phase_execution_exception" and cause:
            if str(cause.get("type")) == "search_context_missing_exception":
                kind = str(cause["type"])
            reason = f"{reason}: {cause.get('reason', '')}" if cause.get("reason") else reason
        return kind, one_line(reason)[:_SHOWN]
    except (ValueError, LookupError, TypeError, AttributeError):
        return "", ""


def item_refused(place: str, name: str, status: int, error: dict[str, str]) -> ClusterError:
    """What it means that one document of many was not taken."""
    kind, reason = str(error.get("type", "")), one_line(str(error.get("reason", "")))[:_SHOWN]
    if is_block(kind, reason):
        message = f"{place}: {_in_words('', '', status, kind, reason)}"
        return ClusterError(message, status, kind)
    message = (
        f"{place}: record {one_line(name)[:60]} was refused (status {status}, {reason or kind})"
    )
    return ClusterError(message, status, kind, may_pass=status in _AGAIN)
