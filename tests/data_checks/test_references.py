"""References against PubMed's own: the SO line that it prints in each MEDLINE record."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from conftest import ROOT

from il2qa import citing, readers
from il2qa.models import Record

DATA = Path(os.environ.get("IL2QA_DATA") or ROOT.parent / "shared" / "data") / "pubmed_native"
NAMES = ("buendiaenr1/pubmed.txt", "AndresCV14/pubmed_results.txt")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"needs PubMed's exports in {DATA}")


def sources(text: str) -> dict[str, str]:
    """The SO line of each record, unwrapped, by PMID."""
    found = {}
    for block in re.split(r"\n\n+", text.replace("\r\n", "\n")):
        pmid = re.search(r"^PMID- *(\d+)", block, re.M)
        source = re.search(r"^SO  - (.*(?:\n {6}.*)*)", block, re.M)
        if pmid and source:
            found[pmid[1]] = re.sub(r"\s+", " ", source[1]).strip()
    return found


def tail(record: Record) -> str:
    """Our reference from the journal to the date of the electronic version, as SO has it."""
    languages = ", ".join(map(citing.language_name, record.languages))
    text = citing.reference(record)
    start = text.index(f" {citing.parts.journal(record)}. ") + 1
    end = text.rindex(f" PMID: {record.pmid}")
    foreign = f" {languages}." if any(code != "eng" for code in record.languages) else ""
    return text[start:end].replace(foreign, "", 1) if foreign else text[start:end]


def test_references_agree_with_pubmed() -> None:
    """Of 422 exported records at least 97 % to the character.

    The rest lack what PubMed knows and the export does not say: whether an issue's electronic
    version is the article itself or precedes it.
    """
    same = total = 0
    for name in NAMES:
        path = DATA / name
        told = sources(path.read_text(encoding="utf-8", errors="replace"))
        for record in readers.read([path]):
            if record.pmid in told:
                total += 1
                same += tail(record) == told[record.pmid]
    assert total > 400
    assert same / total >= 0.97, f"{same} of {total}"
