"""Damage costs the record that has it, never a neighbour, and is never silent."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Reader, Run

from il2qa.errors import ReadError
from il2qa.readers import ReadReport, read

SUMMARY = [
    "1: Doe J, Roe R. Grey tea. J Foo. 2019 Aug 30. doi: 10.1000/a. PubMed PMID:\n11111111.\n",
    "2: Poe P. Green tea in\nmice. J Foo. 2019 Sep;573(7772):37-38. PMID: 22222222.\n",
    "3: Coe C. Black tea. J Bar. 2020 Jan;1(1):1-2. Review. PMID: 33333333.\n",
]
ABSTRACTS = [
    "1. J Foo. 2019 Aug 30;1(1):1-2. doi: 10.1000/a.\n\nGrey tea.\n\nDoe J(1).\n\n"
    "Author information:\n(1)Tea House.\n\nGrey tea is grey.\n\nDOI: 10.1000/a\nPMID: 11111111\n",
    "2. J Foo. 2019 Sep;1(2):3-4.\n\nGreen tea.\n\nRoe R.\n\nGreen tea is green.\n\n"
    "2. It is not grey.\n\nPMID: 22222222 [Indexed for MEDLINE]\n\n"
    "Conflict of interest statement: None.\n",
    "3. J Bar. 2020 Jan;1(1):5-6.\n\nBlack tea.\n\nPoe P.\n\nIt is black.\n\nPMID: 33333333\n",
]
MEDLINE = [
    f"PMID- {n}{n}{n}\nOWN - NLM\nTI  - Tea {n}.\nDP  - 2020\nAB  - Tea {n} is grey.\n"
    f"AU  - Doe J\nTA  - J Foo\nSO  - J Foo. 2020;{n}:1-2.\n"
    for n in (1, 2, 3)
]
RIS = [
    f"TY  - JOUR\nTI  - Tea {n}\nAU  - Doe, J.\nPY  - 2020\nDO  - 10.1000/{n}\nER  - \n"
    for n in (1, 2, 3)
]
CSV = [
    f'{n}{n}{n},"Tea {n}, grey","Doe J, Roe R.","J Foo. 2020;{n}:1-2.",2020\n' for n in (1, 2, 3)
]
FORMS = {
    "summary": ("", SUMMARY, "\n"),
    "abstracts": ("", ABSTRACTS, "\n\n"),
    "medline": ("", MEDLINE, "\n"),
    "ris": ("", RIS, "\n"),
    "csv": ("PMID,Title,Authors,Citation,Publication Year\n", CSV, ""),
}


def damages(text: str) -> Iterator[str]:
    """What may happen to a record: lines lost, doubled or shuffled; a cut; a mark put in."""
    lines = text.splitlines(keepends=True)
    chance = random.Random(0)  # noqa: S311 - no secret
    for at in range(len(lines)):
        yield "".join(lines[:at] + lines[at + 1 :])
        yield "".join([*lines[: at + 1], *lines[at:]])
    for at in range(0, len(text), 7):
        yield text[:at] + "\n"
        yield text[:at] + '"' + text[at:]
        yield text[:at] + text[at + 9 :]
    for _ in range(10):
        yield "".join(chance.sample(lines, len(lines)))


@pytest.mark.parametrize("form", FORMS)
def test_no_good_neighbour_is_lost_in_silence(form: str, tmp_path: Path) -> None:
    """Whatever the middle record lost, those around it are as they were, or a message says so."""
    before, records, between = FORMS[form]
    first, middle, last = records
    file = tmp_path / "file"
    file.write_text(before + between.join(records), encoding="utf-8")
    whole = [*read([file])]
    assert len(whole) == 3
    for damaged in damages(middle):
        file.write_text(before + between.join([first, damaged, last]), encoding="utf-8")
        report = ReadReport()
        found = {record.id: record for record in read([file], report=report)}
        for neighbour in (whole[0], whole[2]):
            assert found.get(neighbour.id) == neighbour or report.faults, damaged


def test_joined_summaries_are_told_apart(take: Reader) -> None:
    """Numbers begin anew where two exports were joined; a PMID may stand on the next line."""
    records, report = take(SUMMARY[0] + "\n\n" + "\n".join(["1" + SUMMARY[1][1:], SUMMARY[2]]))
    assert [record.pmid for record in records] == ["11111111", "22222222", "33333333"]
    assert report.faults == 0


def test_record_whose_number_was_lost_is_told(take: Reader) -> None:
    """It is no part of the one above: never its text with another's PMID."""
    records, report = take("\n".join([SUMMARY[0], SUMMARY[1][3:], SUMMARY[2]]))
    assert [record.title for record in records] == ["Grey tea.", "Green tea in mice.", "Black tea."]
    assert report.lacks == {"no number": 1}


def test_numbered_list_behind_an_abstract_begins_no_record(take: Reader) -> None:
    """A paragraph "2. It is not grey." is of the abstract."""
    records, _ = take("\n\n".join(ABSTRACTS))
    assert records[1].abstract_text == "Green tea is green. 2. It is not grey."


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - Tea.\n\nPMID- 2\nTI  - Bad.\nDEP - 2020²²15\n\nPMID- 3\nTI  - Good.\n",
        "PMID- 1\nTI  - Tea.\n\nPMID- 2\nTI  - Bad.\nDP  - ²0²0 ³²\n\nPMID- 3\nTI  - Good.\n",
    ],
)
def test_superscripts_in_dates_stop_nothing(take: Reader, text: str) -> None:
    """They are digits to Python, but no numbers."""
    assert [record.pmid for record in take(text)[0]] == ["1", "2", "3"]


def test_marks_with_zeros_name_affiliations(take: Reader) -> None:
    """(02) is (2)."""
    text = "1. J Foo. 2001;1:1.\n\nTea.\n\nDoe J(1), Roe R(2).\n\nAuthor information:\n"
    (record,), _ = take(f"{text}(1)Here.\n(02)There.\n\nTea is grey.\n\nPMID: 5\n")
    assert [author.affiliations for author in record.authors] == [("Here.",), ("There.",)]


def test_thirty_digits_in_a_byline_hang_nothing(take: Reader) -> None:
    """No pattern tries every way to cut them into marks."""
    from conftest import BUNDLED

    page = BUNDLED.read_text(encoding="utf-8")
    byline = f"\n[Article in German]\nJane Doe {'1234567890' * 3000}x, John Roe\n"
    (record,), _ = take(page.replace("\n[Article in German]\n", byline, 2))
    assert record.pmid == "3303316"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_pipe_is_refused_not_waited_for(tmp_path: Path) -> None:
    """Nobody may ever write to it."""
    os.mkfifo(tmp_path / "pipe.nbib")
    with pytest.raises(ReadError, match="pipe or device"):
        list(read([tmp_path / "pipe.nbib"]))


def test_source_that_changes_while_it_is_read_has_failed(tmp_path: Path) -> None:
    """What was read is kept; the file does not count as whole."""
    file = tmp_path / "a.nbib"
    file.write_text("\n".join(MEDLINE), encoding="utf-8")
    report = ReadReport()
    records = read([file], report=report)
    next(records)
    file.write_text(MEDLINE[0], encoding="utf-8")
    assert len([*records]) == 2
    assert "changed while it was read" in report.failed[str(file)]


def test_unreadable_file_among_others_stops_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, the others are indexed."""
    from il2qa.corpora.disk.writer import DiskWriter
    from il2qa.indexing.build import build
    from il2qa.indexing.plan import plan

    good, bad = tmp_path / "a.nbib", tmp_path / "b.nbib"
    good.write_text(MEDLINE[0], encoding="utf-8")
    bad.write_text(MEDLINE[1], encoding="utf-8")
    open_file = Path.open

    def refusing(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "b.nbib":
            raise PermissionError(13, "Permission denied")
        return open_file(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    with DiskWriter(tmp_path / "corpus") as writer:
        done = build(writer, plan([good, bad], {}, 0), workers=0)
        assert writer.totals.records == 1
    assert "Permission denied" in done.report.failed[str(bad)]


def test_file_name_that_is_not_utf_8(run: Run, tmp_path: Path) -> None:
    """It is indexed, and shown by its bytes."""
    try:
        (tmp_path / os.fsdecode(b"a\xff.nbib")).write_text(MEDLINE[0], encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes no such name")
    done = run("index", "--corpus", "c", ".")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 record in c")


PARTIAL = "PMID- 1\nTI  - Tea.\nDP  - 2020\n\nPMID- 2\nTI  - Tea.\n\nPMID- 3\nDP  - 2020\n"


def test_records_read_in_part_are_counted_and_the_first_is_named(take: Reader) -> None:
    """They are kept; the summary says what they lack, commonest first."""
    records, report = take(PARTIAL)
    assert len(records) == 3
    assert not report.messages
    assert report.summary() == (
        "3 records read from 1 file; 2 of 3 records were read in part: "
        "no date 1, no title 1; first: line 5"
    )
    assert [line.partition(": ")[2] for line in report.doubts] == [
        "record at line 5 (2): read in part: no date",
        "record at line 8 (3): read in part: no title",
    ]


def test_check_lists_every_record_read_in_part(run: Run, tmp_path: Path) -> None:
    """`il2qa check FILE` names them all, and its status is 2; it is 0 where all is whole."""
    (tmp_path / "part.nbib").write_text(PARTIAL, encoding="utf-8")
    (tmp_path / "whole.nbib").write_text(MEDLINE[0], encoding="utf-8")
    done = run("check", "part.nbib")
    assert done.returncode == 2
    assert "part.nbib: record at line 8 (3): read in part: no title" in done.stderr
    done = run("check", "whole.nbib")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 record read from 1 file: nothing was lost\n"


def test_index_strict_lists_them_too(run: Run, tmp_path: Path) -> None:
    """Without it the summary is enough; the records are indexed either way."""
    (tmp_path / "part.nbib").write_text(PARTIAL, encoding="utf-8")
    done = run("index", "--corpus", "c", "--strict", "part.nbib")
    assert done.returncode == 2
    assert done.stdout.startswith("3 records in c")
    assert "record at line 5 (2): read in part: no date" in done.stderr
    done = run("index", "--corpus", "d", "part.nbib")
    assert done.returncode == 0
    assert "record at line 5" not in done.stderr
    assert "2 of 3 records were read in part" in done.stderr


def test_doubts_that_are_listed_are_bounded(take: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are counted."""
    monkeypatch.setattr("il2qa.readers.report.MAX_DOUBTS", 2)
    _, report = take("\n\n".join(f"PMID- {n}\nTI  - Tea." for n in range(1, 9)))
    assert (report.partial, len(report.doubts)) == (8, 2)
