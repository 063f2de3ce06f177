"""Checks a corpus on a cluster: every record is read, and the counts agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from il2qa.corpora.checking import Checked, record_faults
from il2qa.corpora.cluster.address import Address
from il2qa.corpora.cluster.reader import ClusterCorpus
from il2qa.errors import ClusterError, CorpusError


def check(
    address: Address, checked: Checked, tell: Callable[[Checked], None] = lambda _: None
) -> Iterator[str]:
    """Yield what is wrong with a corpus, each fault with its record.

    `checked` is counted up, and told after each record. The cluster's own files are its business:
    it compares them with its checksums. Raises CorpusError where there is no corpus, or where the
    cluster is lost before the end.
    """
    corpus = ClusterCorpus(address)
    try:
        yield from record_faults(corpus, checked, tell)
    except ClusterError:
        raise
    except CorpusError as error:
        yield f"the rest cannot be checked: {error}"
    finally:
        corpus.close()
