"""The readers on real files of every form, which are not part of the project."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from il2qa.errors import Il2qaError
from il2qa.models import Record
from il2qa.readers import ReadReport, read

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("IL2QA_DATA") or ROOT.parent / "shared" / "data") / "pubmed_native"

pytestmark = pytest.mark.skipif(
    not (DATA / "COUNTS.tsv").exists(),
    reason=f"no COUNTS.tsv in {DATA}: set IL2QA_DATA to the folder of data",
)

EXPLAINED = {
    "colrev/tests/2_loader/data/ris_data.ris": "counted as MEDLINE; it is RIS with two records",
    "jabref/MedlinePlainImporterTestMultipleEntries.txt": (
        "counted by 'PMID- ' alone; two more begin 'PMID-' and two are other records' ends"
    ),
    "jabref/RisImporterTest1.ris": "eleven TY lines, but only the last has a title below it",
}
"""Files whose number of records differs from COUNTS.tsv, and why ours is right."""


def rows() -> Iterator[dict[str, str]]:
    if (DATA / "COUNTS.tsv").exists():
        with (DATA / "COUNTS.tsv").open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream, delimiter="\t")


PRESENT = [row for row in rows() if (DATA / row["file"]).exists()]


def records_of(file: str) -> tuple[list[Record], ReadReport]:
    report = ReadReport()
    try:
        return list(read([DATA / file], report=report)), report
    except Il2qaError as error:
        return [], report if file in str(error) else ReadReport(messages=["unnamed"])


@pytest.mark.parametrize("row", PRESENT, ids=[row["file"] for row in PRESENT])
def test_counts(row: dict[str, str]) -> None:
    """As many records as counted, books among them; none skipped in a file that is whole."""
    records, report = records_of(row["file"])
    expected = int(row["n"]) + int(row["books"])
    if row["form"] == "js-fixtures":
        pytest.skip("JavaScript, not records")
    if row["file"] not in EXPLAINED:
        assert len(records) == expected
        assert expected == 0 or not report.messages
    for record in records:
        assert Record.model_validate(record.model_dump()) == record


@pytest.mark.parametrize(
    "file", [row["file"] for row in PRESENT if row["form"] == "xml" and row["n"] != "0"]
)
def test_no_abstract_is_shorter_than_its_xml(file: str) -> None:
    """Every letter of every abstract and title in the XML stands in the record."""
    found = {record.pmid: record for record in records_of(file)[0]}
    for article in ET.parse(DATA / file).getroot().iter("MedlineCitation"):
        record = found[article.findtext("PMID", "").strip()]
        abstract = article.find("Article/Abstract")
        parts = abstract.iterfind("AbstractText") if abstract is not None else []
        assert_within(" ".join(text for part in parts for text in part.itertext()), record)
        title = article.find("Article/ArticleTitle")
        assert_within("".join(title.itertext()) if title is not None else "", record)


def assert_within(reference: str, record: Record) -> None:
    letters = Counter(re.sub(r"\s", "", reference))
    assert letters - Counter(record.title + record.abstract_text) == Counter(), record.pmid


@pytest.mark.parametrize(
    "file",
    [
        row["file"]
        for row in PRESENT
        if row["form"] == "medline-text" and row["n"] != "0" and row["file"] not in EXPLAINED
    ],
)
def test_no_abstract_is_shorter_than_its_medline_text(file: str) -> None:
    """The abstract is the AB field, unwrapped, to the letter."""
    text = (DATA / file).read_text(encoding="utf-8")
    given = re.findall(r"^AB  - (.*(?:\n +.*)*)", text, re.MULTILINE)
    unwrapped = {" ".join(abstract.split()) for abstract in given}
    found = {record.abstract_text for record in records_of(file)[0]} - {""}
    assert found == unwrapped - {""}


def test_records_in_two_forms_agree() -> None:
    """The same PMID from XML and from MEDLINE text: equal in what both forms hold."""
    by_form: dict[str, dict[str, Record]] = {"xml": {}, "medline-text": {}}
    for row in PRESENT:
        if row["form"] in by_form and row["file"] not in EXPLAINED:
            by_form[row["form"]] |= {record.id: record for record in records_of(row["file"])[0]}
    both = sorted(by_form["xml"].keys() & by_form["medline-text"].keys())
    if not both:
        pytest.skip("these files hold no record in both forms")
    for pmid in both:
        first, second = by_form["xml"][pmid], by_form["medline-text"][pmid]
        for field in ("title", "abstract_text", "authors", "date"):
            assert getattr(first, field) == getattr(second, field), (pmid, field)
        assert first.journal.title == second.journal.title
        assert first.journal.abbreviation == second.journal.abbreviation


@pytest.mark.parametrize("form", ["abstract text", "summary text", "csv"])
def test_every_field_is_equal_in_a_second_form(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Real MEDLINE records, written as another form from PubMed's own SO line, read the same."""
    monkeypatch.syspath_prepend(str(ROOT))
    from bench.peers import forms

    monkeypatch.setattr(forms, "WRITERS", {form: forms.WRITERS[form]})
    for field, found in forms.agreement(DATA)[form].items():
        assert found[False] <= 0.003 * found.total(), field  # few are left, listed by the bench


@pytest.mark.parametrize("peer", ["pubmed_parser", "Bio.Entrez", "Bio.Medline"])
def test_every_difference_from_a_peer_is_explained(
    monkeypatch: pytest.MonkeyPatch, peer: str
) -> None:
    """Field by field beside Biopython and pubmed_parser, il2qa is never the one that is wrong."""
    pytest.importorskip(peer.partition(".")[0], reason=f"{peer} is not installed")
    monkeypatch.syspath_prepend(str(ROOT))
    from bench.peers import readers as bench

    counts, _ = bench.compared(DATA, peer)
    unexplained = {field: found["unexplained"] for field, found in counts.items()}
    assert sum(unexplained.values()) <= KNOWN[peer], unexplained


KNOWN = {
    "pubmed_parser": 1,  # it takes an XML comment for text of the abstract
    "Bio.Entrez": 0,
    "Bio.Medline": 6,  # records whose "PMID-" lacks the space; it cuts the number
}
