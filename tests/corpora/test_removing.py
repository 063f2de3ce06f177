"""The way back from a wrong source: `index --remove-source`; what removing never does."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from made_records import identifiers

import il2qa
from il2qa.cli.main import main
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.corpora.opening import open_reader
from il2qa.indexing import plan as planning
from il2qa.indexing.plan import plan
from il2qa.indexing.removal import TakenBack, sources_under, take_back

Printed = tuple[int, str, str]


def lines(path: Path, *records: tuple[int, str], mode: str = "w") -> Path:
    """Write a file of records (PMID, title) in the form that il2qa writes."""
    path.parent.mkdir(exist_ok=True)
    rows = (json.dumps({"pmid": str(pmid), "title": title}) for pmid, title in records)
    with path.open(mode, encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of a right file and of a wrong folder that shares record 2 with it."""
    lines(tmp_path / "right.jsonl", (1, "Tea."), (2, "Coffee."))
    lines(tmp_path / "wrong" / "a.jsonl", (2, "Coffee, too."), (3, "Milk."))
    lines(tmp_path / "wrong" / "b.jsonl", (4, "Juice."))
    place = tmp_path / "corpus"
    il2qa.index([tmp_path / "right.jsonl", tmp_path / "wrong"], place)
    return place


def taken_back(corpus: Path, *sources: Path | str) -> TakenBack:
    with DiskWriter(corpus) as writer:
        return take_back(writer, [*map(str, sources)])


def titles(corpus: Path) -> dict[str, str]:
    return {record.id: record.title for record in DiskCorpus(corpus).select()}


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[..., Printed]:
    """Run in this process; status, standard output, standard error."""

    def run(*arguments: object) -> Printed:
        status = main([*map(str, arguments)])
        done = capsys.readouterr()
        return status, done.out, done.err

    return run


def test_a_folder_takes_back_what_came_from_it(corpus: Path, tmp_path: Path) -> None:
    """What another source has too stays, as that has it; the folder's files are forgotten."""
    done = taken_back(corpus, tmp_path / "wrong")
    assert (done.sources, done.records, done.kept, done.unread) == (2, 2, 1, ())
    assert titles(corpus) == {"1": "Tea.", "2": "Coffee."}
    assert [note.name for note in DiskCorpus(corpus).sources()] == [str(tmp_path / "right.jsonl")]
    assert il2qa.check(corpus) == []
    il2qa.index(tmp_path / "wrong", corpus)
    assert titles(corpus)["2"] == "Coffee, too."


def test_a_file_takes_back_its_own_records(corpus: Path, tmp_path: Path) -> None:
    """Also where it is gone by now, and what it had before it changed."""
    changed = lines(tmp_path / "wrong" / "b.jsonl", (5, "Cocoa."))
    il2qa.index(changed, corpus)
    assert set(titles(corpus)) == {*"12345"}
    changed.unlink()
    assert taken_back(corpus, changed).records == 2
    assert set(titles(corpus)) == {*"123"}


def test_what_a_source_withdrew_comes_back(tmp_path: Path) -> None:
    """An update file that was indexed by mistake."""
    place, first = tmp_path / "corpus", lines(tmp_path / "first.jsonl", (1, "Tea."), (2, "Milk."))
    update = tmp_path / "update.xml"
    update.write_text(
        "<PubmedArticleSet><DeleteCitation><PMID>2</PMID></DeleteCitation></PubmedArticleSet>",
        encoding="utf-8",
    )
    il2qa.index([first, update], place)
    assert set(titles(place)) == {"1"}
    taken_back(place, update)
    assert set(titles(place)) == {"1", "2"}


def test_a_source_that_cannot_be_read_again_is_told(corpus: Path, tmp_path: Path) -> None:
    """Gone, or another by now: what it shares with the removed one goes too, and this is said."""
    lines(tmp_path / "right.jsonl", (9, "Another."))
    done = taken_back(corpus, tmp_path / "wrong")
    assert "it has changed; index it again" in done.unread[0]
    assert set(titles(corpus)) == {"1"}
    il2qa.index(tmp_path / "right.jsonl", corpus)
    assert set(titles(corpus)) == {"1", "9"}


def test_what_nothing_came_from_is_an_error(corpus: Path, tmp_path: Path) -> None:
    """Nothing is changed, though another one is right; part of a name is no folder."""
    before = titles(corpus)
    for name in (tmp_path / "wro", tmp_path / "corpus", "a.jsonl"):
        with pytest.raises(il2qa.CorpusError, match="info --sources"):
            taken_back(corpus, tmp_path / "wrong", name)
    assert titles(corpus) == before


def test_sources_are_named_as_they_were_given(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a relative path, a folder with a slash behind it, the name that is listed."""
    notes = DiskCorpus(corpus).sources()
    monkeypatch.chdir(tmp_path)
    for name in ("wrong", "wrong/", str(tmp_path / "wrong")):
        assert len(sources_under(name, notes)) == 2
    assert len(sources_under("wrong/a.jsonl", notes)) == 1
    assert len(sources_under(notes[0].name, notes)) == 1


def test_the_commands_tell_it(
    printed: Callable[..., Printed], corpus: Path, tmp_path: Path
) -> None:
    """What came from where, what would be done, what was done."""
    status, out, _ = printed("info", "--sources", "--corpus", corpus)
    assert (status, len(out.splitlines())) == (0, 3)
    assert f"2  {tmp_path / 'right.jsonl'}" in out
    _, out, _ = printed("info", "--sources", "--json", "--corpus", corpus)
    assert [json.loads(line)["records"] for line in out.splitlines()] == [2, 2, 1]
    wrong = tmp_path / "wrong"
    status, out, _ = printed("index", "--dry-run", "--remove-source", wrong, "--corpus", corpus)
    assert out.count("take back") == 2
    assert len(titles(corpus)) == 4
    status, out, _ = printed("index", "--remove-source", wrong, "--corpus", corpus)
    assert (status, out) == (
        0,
        "2 records of 2 sources removed; 1 stay, as other sources have them; 2 records left\n",
    )
    status, _, told = printed("index", "--remove-source", wrong, "--corpus", corpus)
    assert (status, "nothing in it came from" in told) == (2, True)


@pytest.mark.parametrize("option", ["--remove", "--remove-source"])
def test_removing_never_creates_a_corpus(
    printed: Callable[..., Printed], tmp_path: Path, option: str
) -> None:
    """Where there is none it is an error, and nothing is made."""
    place = tmp_path / "nowhere"
    status, out, told = printed("index", option, "1", "--corpus", place)
    assert (status, out) == (2, "")
    assert "no corpus" in told
    assert not place.exists()


def test_sources_of_several_corpora_are_listed(
    printed: Callable[..., Printed], corpus: Path, tmp_path: Path
) -> None:
    """Each with the corpus that it is of."""
    both = ("--corpus", corpus, "--corpus", tmp_path / "right.jsonl")
    _, out, _ = printed("info", "--sources", *both)
    assert [line.split("(")[-1] for line in out.splitlines()] == [
        *["in corpus)"] * 3,
        "in right.jsonl)",
    ]


def test_a_list_names_the_corpus_where_there_are_several(
    printed: Callable[..., Printed], corpus: Path, tmp_path: Path
) -> None:
    """A record in two stands once; references and JSON say where it is from."""
    other = lines(tmp_path / "other.jsonl", (1, "Tea."), (7, "Cola."))
    both = ("--corpus", corpus, "--corpus", other)
    _, out, _ = printed("list", *both)
    assert out.count("Tea. PMID: 1. · in corpus") == 1
    assert "Cola. PMID: 7. · in other.jsonl" in out
    _, out, _ = printed("list", "--json", *both)
    rows = [json.loads(line) for line in out.splitlines()]
    assert {row["id"]: row["corpus"] for row in rows} == {
        **dict.fromkeys("1234", "corpus"),
        "7": "other.jsonl",
    }
    _, out, _ = printed("list", "--json", "--corpus", other)
    assert "corpus" not in out
    _, out, _ = printed("ask", "--format", "markdown", *both, "Is there cola?")
    assert "> Cola · in other.jsonl" in out


def test_lists_without_a_record_say_so(
    printed: Callable[..., Printed], corpus: Path, tmp_path: Path
) -> None:
    """Nothing is like it, nothing cites it: on standard error, with status 1."""
    alone = lines(tmp_path / "alone.jsonl", (8, "Quinoa."))
    for command, told in (("similar", "is like 8"), ("cited-by", "cites 8")):
        status, out, error = printed(command, "--corpus", alone, "8")
        assert (status, out) == (1, "")
        assert f"no record of alone.jsonl {told}" in error


def test_a_file_with_its_old_time_and_size_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run is cheap; what was changed a moment before the first is looked at again."""
    old, fresh = (
        lines(tmp_path / "old.jsonl", (1, "Tea.")),
        lines(tmp_path / "new.jsonl", (2, "A.")),
    )
    os.utime(old, (1e9, 1e9))
    place = tmp_path / "corpus"
    il2qa.index([old, fresh], place)
    read: list[str] = []
    digest = planning.digest_of
    monkeypatch.setattr(planning, "digest_of", lambda path: read.append(path.name) or digest(path))
    notes = {note.digest: note for note in DiskCorpus(place).sources()}
    assert [one.state for one in plan([old, fresh], notes, 2)] == ["unchanged"] * 2
    assert read == ["new.jsonl"]
    lines(old, (1, "Tea!"))
    assert plan([old], notes, 2)[0].state == "changed"


def test_the_bundled_record_is_there_beside_an_own_corpus(
    printed: Callable[..., Printed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """README's examples work after the reader has indexed a library, alone or with it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("IL2QA_CORPUS", raising=False)
    printed("index", lines(tmp_path / "own.jsonl", (1, "Tea.")))
    assert open_reader().info.records == 1
    status, out, _ = printed("ask", "--corpus", "bundled", "Which cells produce interleukin-2?")
    assert (status, "PMID 3303316" in out) == (0, True)
    own = tmp_path / "home" / "il2qa" / "corpus"
    _, out, _ = printed("list", "--corpus", own, "--corpus", "bundled", "--format", "pmid")
    assert set(out.split()) == {"1", "3303316"}
    assert set(identifiers(open_reader([str(own)]))) == {"1"}
