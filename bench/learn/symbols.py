"""Makes il2qa/text/data/symbols.tsv: gene symbols that are English verbs but for their number.

    python -m bench learn-symbols [--wordnet FOLDER]

KISS1 is not what "kissing" asks for, nor is SHIP1 "shipped". Genes: NCBI gene_info (public
domain); verbs: WordNet 3.0 (Princeton's licence, free with notice).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from bench.data import files
from bench.data.names import WORDNET, genes

FILE = files.ROOT / "il2qa" / "text" / "data" / "symbols.tsv"
SHORTEST = 3  # letters
HEAD = """\
# Names of genes that are English verbs but for the number behind them: KISS1 is no kissing.
# Source: made by bench/learn/symbols.py from NCBI gene_info (public domain) and the verbs of
# WordNet 3.0 (Princeton University; see NOTICE).
"""
_SYMBOL = re.compile(r"([A-Z]+)\d+[A-Z]?")


def verbs(wordnet: Path) -> set[str]:
    """The verbs of a single word that WordNet lists."""
    lines = (wordnet / "index.verb").read_text(encoding="latin-1").splitlines()
    return {line.partition(" ")[0] for line in lines if not line.startswith(" ")}


def symbols() -> Iterator[str]:
    """The letters of each gene's numbered symbols, in lower case."""
    for gene in genes():
        for name in gene.names:
            found = _SYMBOL.fullmatch(name)
            if found and len(found[1]) >= SHORTEST:
                yield found[1].lower()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=FILE)
    options.add_argument("--wordnet", type=Path, default=WORDNET)
    given = options.parse_args()
    found = sorted(verbs(given.wordnet) & set(symbols()))
    given.to.write_text(HEAD + "".join(f"{one}\n" for one in found), encoding="utf-8")
    print(f"{len(found)} symbols")
