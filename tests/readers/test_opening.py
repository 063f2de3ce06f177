"""Opening sources: files, folders, patterns, compression, encodings, damage, the report."""

from __future__ import annotations

import errno
import gzip
import os
from pathlib import Path

import pytest
from conftest import Reader
from test_medline import RECORD
from test_xml import in_set, minimal

from il2qa.cli.main import main
from il2qa.errors import FormatError, ReadError
from il2qa.readers import ReadReport, read
from il2qa.readers import source as source_module


def test_form_is_chosen_by_content_not_by_suffix(take: Reader) -> None:
    """MEDLINE text in a file called .xml, gzipped XML in one called .txt."""
    assert take(RECORD, "records.xml")[0][0].pmid == "90000001"
    assert take(gzip.compress(in_set(minimal(1)).encode()), "records.txt")[0][0].pmid == "1"


def test_folders_patterns_and_several_sources(tmp_path: Path) -> None:
    """All files below a folder are read in order; what is no PubMed file there is ignored."""
    (tmp_path / "b").mkdir()
    (tmp_path / "a.xml").write_text(in_set(minimal(1)), encoding="utf-8")
    (tmp_path / "b" / "c.nbib").write_text("PMID- 2\nTI  - Tea\n", encoding="utf-8")
    (tmp_path / "b" / "README").write_text("Exports of Monday", encoding="utf-8")
    (tmp_path / ".hidden").write_text("PMID- 3\nTI  - Tea\n", encoding="utf-8")
    report = ReadReport()
    records = read([tmp_path, tmp_path / "b" / "*.nbib"], report=report)
    assert [record.pmid for record in records] == ["1", "2", "2"]
    assert report.ignored == [str(tmp_path / "b" / "README")]
    assert report.failed == {}


def test_missing_source_is_an_error_before_any_is_read(tmp_path: Path) -> None:
    """The message names it and what to do."""
    good = tmp_path / "a.xml"
    good.write_text(in_set(minimal(1)), encoding="utf-8")
    report = ReadReport()
    with pytest.raises(ReadError, match=r"nowhere\.xml: No such file"):
        list(read([good, tmp_path / "nowhere.xml"], report=report))
    assert report.records == 0
    with pytest.raises(ReadError, match=r"no\*such: no file matches this pattern"):
        list(read([tmp_path / "no*such"]))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="no file in this folder"):
        list(read([tmp_path / "empty"]))
    with pytest.raises(ReadError, match="no source"):
        list(read([]))


def test_bad_file_among_good_ones_is_reported(tmp_path: Path) -> None:
    """Its message names it; the others are read; strict makes it an error."""
    (tmp_path / "a.xml").write_text("<html><title>502 Bad Gateway</title></html>", encoding="utf-8")
    (tmp_path / "b.xml").write_text(in_set(minimal(1)), encoding="utf-8")
    report = ReadReport()
    sources = [tmp_path / "a.xml", tmp_path / "b.xml"]
    assert [record.pmid for record in read(sources, report=report)] == ["1"]
    assert report.summary() == "1 record read from 1 file; 1 file failed"
    assert "a.xml: an HTML page" in report.messages[0]
    with pytest.raises(FormatError, match="HTML page"):
        list(read(sources, strict=True))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (bytes(range(256)) * 40, "binary data"),
        (b"PK\x03\x04" + b"\x00\x01\x02" * 50, "binary data"),
        (b"<!DOCTYPE html><html><body>Error 500</body></html>", "an HTML page"),
        (b"Dear diary, PMID: 12 was nice.", "not a PubMed record"),
        (b"x" * 3_000_000, "not a PubMed record"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (gzip.compress(in_set(minimal(1)).encode(), mtime=0)[:11], "the file is empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_without_records_is_one_clear_error(
    take: Reader, content: bytes, message: str
) -> None:
    """It names the file, what it looks like and what to give instead."""
    with pytest.raises(FormatError, match=rf"file\.xml: .*{message}.*(export|save)"):
        take(content, "file.xml")


def test_truncated_gzip_keeps_what_came_before(take: Reader) -> None:
    """The file counts as failed, its whole records as read."""
    text = in_set(*(minimal(number, str(number) * 50) for number in range(1, 400)))
    records, report = take(gzip.compress(text.encode())[:-200])
    assert records[0].pmid == "1"
    assert 1 < len(records) < 399
    assert len(report.failed) == 1
    assert any("gzip data end early" in message for message in report.messages)
    assert "1 file failed" in report.summary()


def test_damaged_gzip_keeps_what_came_before(take: Reader) -> None:
    """A wrong checksum is told after the records."""
    data = bytearray(gzip.compress(in_set(minimal(1)).encode()))
    data[-5] ^= 255
    records, report = take(bytes(data))
    assert len(records) == 1
    assert any("damaged" in message for message in report.messages)


def test_latin_1_in_a_file_that_says_utf_8(take: Reader) -> None:
    """Single bytes that are not UTF-8 are read as Windows-1252, and told."""
    text = '<?xml version="1.0" encoding="UTF-8"?>' + in_set(minimal(1, "Größe é"), minimal(2, "×"))
    data = text.encode("utf-8").replace("Größe".encode(), "Größe".encode("latin-1"))
    records, report = take(data)
    assert [record.title for record in records] == ["Größe é", "×"]
    assert report.altered == {"bytes that are not UTF-8": 1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1"])
def test_declared_and_marked_encodings(take: Reader, encoding: str) -> None:
    """A byte order mark or an XML declaration says how to decode; neither reaches the text."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + in_set(minimal(1, "Größe"))
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (record,), report = take(mark + text.encode(encoding))
    assert record.title == "Größe"
    assert not report.messages


def test_control_characters_are_left_out_and_told(take: Reader) -> None:
    """No escape sequence survives, in any form."""
    evil = "Tea \x1b[31mred\x1b[0m\x00\x07 \x9b31mtea\u200b"
    for content in (in_set(minimal(1, evil)), f"PMID- 1\nTI  - {evil}\n"):
        (record,), report = take(content)
        assert record.title == "Tea [31mred[0m 31mtea\u200b"
        assert report.altered == {"control characters": 1}


def test_white_space_is_folded(take: Reader) -> None:
    """No-break and thin spaces and line ends become one space, as in PubMed's own text."""
    (record,), _ = take(in_set(minimal(1, "Grey\xa0 \u2009tea\n\t is\u202fgrey ")))
    assert record.title == "Grey tea is grey"


def test_endless_line_is_left_out(take: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line beyond the limit costs itself, told by its number; memory stays bounded."""
    monkeypatch.setattr(source_module, "MAX_LINE", 100_000)
    long = "PMID- 1\nTI  - Tea\nAB  - " + "x" * 1_000_000 + "\nPT  - Review\n\nPMID- 2\nTI  - T\n"
    records, report = take(long)
    assert [record.pmid for record in records] == ["1", "2"]
    assert records[0].publication_types == ("Review",)
    assert "line 3: line longer than" in report.messages[0]


def test_endless_record_is_left_out(take: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """An element that never ends is given up at a limit."""
    monkeypatch.setattr("il2qa.readers.xml.MAX_RECORD", 100_000)
    text = in_set(minimal(1), "<PubmedArticle><PMID>2</PMID>" + "x" * 1_000_000, minimal(3))
    records, report = take(text)
    assert [record.pmid for record in records] == ["1", "3"]
    assert report.skipped["record too long"] == 1


def test_summary_counts_records_reasons_and_files(tmp_path: Path) -> None:
    """One line says what happened, the commonest reason first."""
    (tmp_path / "a.xml").write_text(
        in_set(minimal(1), minimal("x"), minimal("y"), minimal(4, "<b>")), encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    report = ReadReport()
    list(read([tmp_path / "a.xml", tmp_path / "b.txt"], report=report))
    assert report.summary() == (
        "1 record read from 1 file; 3 skipped (no PMID 2, malformed XML 1); 1 file failed"
    )


def test_messages_are_bounded(take: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million bad records do not fill the memory with messages."""
    monkeypatch.setattr("il2qa.readers.report.MAX_MESSAGES", 3)
    _, report = take(in_set(minimal(1), *(minimal("x") for _ in range(10))))
    assert len(report.messages) == 3
    assert report.unlisted == 7
    assert report.skipped.total() == 10


def test_messages_hold_no_control_characters(tmp_path: Path) -> None:
    """A file's name cannot reach the terminal as an escape sequence."""
    file = tmp_path / "a\x1b[31m\udcff.xml"
    file.write_text("nothing", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        list(read([file]))
    assert str(caught.value).encode("utf-8").isascii()
    assert "\x1b" not in str(caught.value)


def closed_to_us(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """Let nobody look into a folder or open a file, as the system does for others than root."""
    scan, open_file = os.scandir, Path.open

    def refuse(path: object) -> None:
        if os.fspath(path) == str(place):
            raise PermissionError(errno.EACCES, "Permission denied", str(place))

    def scandir(path: str) -> object:
        refuse(path)
        return scan(path)

    def opened(self: Path, *arguments: object, **named: object) -> object:
        refuse(self)
        return open_file(self, *arguments, **named)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "open", opened)


def test_folder_that_may_not_be_looked_into_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one without files; in another folder its siblings are read, and it is told."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "tea.jsonl").write_text('{"pmid": "1", "title": "Tea."}\n', encoding="utf-8")
    closed_to_us(monkeypatch, inner)
    with pytest.raises(ReadError, match="inner: Permission denied; check the folder"):
        list(read([inner]))
    report = ReadReport()
    assert [record.id for record in read([tmp_path], report=report)] == ["1"]
    assert [*report.failed] == [str(inner)]


def test_file_that_may_not_be_read_does_not_end_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are indexed, it is named, and the status is that of an error."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in (1, 2, 3):
        row = f'{{"pmid": "{number}", "title": "Tea."}}\n'
        (folder / f"{number}.jsonl").write_text(row, encoding="utf-8")
    closed_to_us(monkeypatch, folder / "2.jsonl")
    assert main(["index", "--corpus", str(tmp_path / "corpus"), str(folder)]) == 2
    done = capsys.readouterr()
    assert "2 records in" in done.out
    assert "2.jsonl: Permission denied" in done.err
