"""References against PubMed's own: the SO line that it prints in each MEDLINE record."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from il2qa import citing, readers
from il2qa.errors import Il2qaError
from il2qa.models import Record

DATA = Path(os.environ.get("IL2QA_DATA") or ROOT.parent / "shared" / "data") / "pubmed_native"
FORMS = ("*.txt", "*.nbib", "*.medline")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"needs PubMed's exports in {DATA}")


def sources(text: str) -> dict[str, str]:
    """The SO line of each record, unwrapped, by PMID."""
    found = {}
    for block in re.split(r"^(?=PMID *-)", text.replace("\r\n", "\n"), flags=re.M):
        pmid = re.match(r"PMID *- *(\d+)", block)
        source = re.search(r"^SO  - (.*(?:\n {6}.*)*)", block, re.M)
        if pmid and source:
            found[pmid[1]] = re.sub(r"\s+", " ", source[1]).strip()
    return found


def as_told(record: Record, source: str) -> str:
    """Our reference, in the manner of the time of an export.

    Until 2022 PubMed wrote an article's number as the publisher's, "pii: …", behind the imprint;
    until 2007 no DOI.
    """
    ours = citing.source(record)
    if " pii: " in source and record.pages:
        ours = ours.replace(f":{record.pages}.", ".", 1)
    return ours if "doi: " in source else ours.replace(f" doi: {record.doi}.", "", 1)


def pairs() -> Iterator[tuple[str, str, str]]:
    """Each record's PMID, PubMed's SO line and ours."""
    for path in sorted(path for form in FORMS for path in DATA.rglob(form)):
        told = sources(path.read_text(encoding="utf-8", errors="replace"))
        try:
            records = list(readers.read([path])) if told else []
        except Il2qaError:
            continue
        for record in records:
            if source := told.get(record.id):
                plain = re.sub(r" pii: \S+?\.(?= |$)", "", source)
                yield record.id, plain, as_told(record, source)


def test_references_agree_with_pubmed() -> None:
    """Of the records that PubMed exported as MEDLINE text, 99.5 % to the character.

    MEDLINE text does not tell an electronic article that was printed later ("Print 2015 Sep") from
    one of an electronic collection; nor did it name preprints always.
    """
    found = list(pairs())
    wrong = [pair for pair in found if pair[1] != pair[2]]
    assert len(found) > 1200
    assert len(wrong) / len(found) <= 0.005, wrong
