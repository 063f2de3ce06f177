"""What only a corpus on disk promises: safety, replacing, checking, clear errors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import tantivy
from conftest import ROOT
from made_records import collection, identifiers, made, write

from il2qa.api import Corpus
from il2qa.corpora.checking import Checked
from il2qa.corpora.codec.payload import Entry, Stored, entry
from il2qa.corpora.disk.checking import check
from il2qa.corpora.disk.folder import FORMAT
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.errors import CorpusError
from il2qa.models import Record
from il2qa.passages.analysis import analyse
from il2qa.similar import cited_by, similar
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()

PATHS = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "corpora")]


def entered(record: Record, order: int = 1) -> Entry:
    return entry(record, analyse(record, ANALYZER), order)


def faults(folder: Path) -> list[str]:
    return list(check(folder, Checked()))


def test_higher_version_replaces_and_lower_does_not(tmp_path: Path) -> None:
    """Of two versions of a record the higher one counts, whichever comes last."""
    write(tmp_path, [made(1, "insulin", version=2)])
    write(tmp_path, [made(1, "serum", version=1)], order=2)
    assert DiskCorpus(tmp_path).record("1") == made(1, "insulin", version=2)
    write(tmp_path, [made(1, "dose", version=3)], order=1)
    corpus = DiskCorpus(tmp_path)
    assert corpus.record("1") == made(1, "dose", version=3)
    assert (corpus.info.records, faults(tmp_path)) == (1, [])


def test_later_source_replaces_and_earlier_does_not(tmp_path: Path) -> None:
    """Of equal versions that of the later source counts, in whatever order they are indexed."""
    write(tmp_path, [made(1, "insulin")], order=7)
    write(tmp_path, [made(1, "serum")], order=6)
    assert DiskCorpus(tmp_path).record("1") == made(1, "insulin")
    write(tmp_path, [made(1, "dose")], order=7)
    assert DiskCorpus(tmp_path).record("1") == made(1, "dose")
    assert faults(tmp_path) == []


def test_reader_sees_the_commit_that_it_was_opened_on(tmp_path: Path) -> None:
    """During a build readers answer from what was committed, wholly."""
    write(tmp_path, [made(1, "insulin")])
    before = DiskCorpus(tmp_path)
    with DiskWriter(tmp_path) as writer:
        for pmid in range(2, 300):
            writer.add(entered(made(pmid, "insulin")))
        assert identifiers(DiskCorpus(tmp_path)) == ["1"]
        writer.commit()
        assert len(identifiers(DiskCorpus(tmp_path))) == 299
        writer.remove("1")
        writer.commit()
    assert identifiers(before) == ["1"]
    assert before.record("1") == made(1, "insulin")


def test_what_was_not_committed_is_dropped(tmp_path: Path) -> None:
    """Closing a writer without a commit changes nothing."""
    write(tmp_path, [made(1, "insulin")])
    with DiskWriter(tmp_path) as writer:
        writer.add(entered(made(2, "serum")))
        writer.remove("1")
    assert identifiers(DiskCorpus(tmp_path)) == ["1"]
    assert faults(tmp_path) == []


def test_second_writer_is_told_who_holds_the_corpus(tmp_path: Path) -> None:
    """Its error names process, host and time; the first one goes on."""
    with DiskWriter(tmp_path) as writer:
        with pytest.raises(CorpusError, match=rf"process {os.getpid()} on .+, since 20.* is writ"):
            DiskWriter(tmp_path)
        writer.add(entered(made(1, "insulin")))
        writer.commit()
    assert identifiers(DiskCorpus(tmp_path)) == ["1"]
    DiskWriter(tmp_path).close()


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ({"il2qa corpus": 99, "analysis": "1"}, "of format 99.*NEW_DIR"),
        ({"il2qa corpus": FORMAT, "analysis": "0"}, "analysed by version 0.*NEW_DIR"),
        ({"other": 1}, "damaged"),
    ],
)
def test_corpus_of_another_version_is_refused(
    tmp_path: Path, mark: dict[str, object], message: str
) -> None:
    """Reading and writing are refused, naming what to do, and nothing is touched."""
    write(tmp_path, [made(1, "insulin")])
    (tmp_path / "corpus.json").write_text(json.dumps(mark))
    before = contents(tmp_path)
    for opened in (DiskCorpus, DiskWriter):
        with pytest.raises(CorpusError, match=message):
            opened(tmp_path)
    assert contents(tmp_path) == before


def test_folder_with_other_files_is_not_written_to(tmp_path: Path) -> None:
    """A folder that is no corpus is left as it is."""
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(CorpusError, match=r"not a corpus, and not empty \(thesis.doc is in it\)"):
        DiskWriter(tmp_path)
    assert contents(tmp_path) == {"thesis.doc": b"mine"}
    with pytest.raises(CorpusError, match="a file, not a folder"):
        DiskWriter(tmp_path / "thesis.doc")


def test_missing_or_unbuilt_corpus_says_how_to_build_one(tmp_path: Path) -> None:
    """Each error names the folder and the command."""
    with pytest.raises(CorpusError, match=r"nowhere: no such folder; .*il2qa index"):
        DiskCorpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"not a corpus .*il2qa index"):
        DiskCorpus(tmp_path)
    DiskWriter(tmp_path).close()
    assert DiskCorpus(tmp_path).info.records == 0


def test_damage_is_told_by_record(tmp_path: Path) -> None:
    """Bytes that changed on disk are found, their records named and mended by indexing again."""
    records = collection(30)
    write(tmp_path, records)
    (store,) = (tmp_path / "index").glob("*.store")
    content = bytearray(store.read_bytes())
    payload = entered(records[16]).payload
    pieces = (payload[at : at + 8] for at in range(60, len(payload) - 8))
    content[next(content.index(piece) for piece in pieces if piece in content)] ^= 0xFF
    store.write_bytes(bytes(content))
    found = {fault.split(":")[0] for fault in faults(tmp_path) if ": damaged in the" in fault}
    assert "17" in found
    write(tmp_path, [record for record in records if record.pmid in found])
    assert all(".store: its checksum" in fault for fault in faults(tmp_path))


def test_totals_are_right_after_damage_and_indexing_again(tmp_path: Path) -> None:
    """An unreadable record was removed uncounted, so 399 counted as 420 for ever after."""
    records = collection(420)
    write(tmp_path, records)
    (store,) = (tmp_path / "index").glob("*.store")
    content = bytearray(store.read_bytes())
    for at in range(200, len(content) - 200, 1000):
        content[at] ^= 0xFF
    store.write_bytes(bytes(content))
    assert faults(tmp_path)
    write(tmp_path, records[21:], order=2)
    with DiskWriter(tmp_path) as writer:
        for record in records[:21]:
            writer.remove(record.id)
        writer.commit()
        assert writer.totals.records == 399
    assert faults(tmp_path) == []
    write(tmp_path / "whole", records[21:])
    mended, whole = DiskCorpus(tmp_path), DiskCorpus(tmp_path / "whole")
    names = ("records", "passages", "terms")
    assert all(getattr(mended.totals, name) == getattr(whole.totals, name) for name in names)
    asked = ANALYZER.parse("interleukin receptor")
    found, exact = (corpus.candidates(asked, None, 200) for corpus in (mended, whole))
    assert [(one.id, one.score) for one in found] == [(one.id, one.score) for one in exact]


def test_passages_that_are_not_the_texts_are_found(tmp_path: Path) -> None:
    """A corpus whose sentences stand elsewhere than its text has them is not whole."""
    record = made(1, "insulin. It lowers glucose")
    analysis = analyse(record, ANALYZER)
    title, first, *others = analysis.quoted
    moved = first._replace(span=first.span._replace(end=first.span.end - 2))
    wrong = replace(analysis, quoted=(title, moved, *others))
    with DiskWriter(tmp_path) as writer:
        writer.add(entry(record, wrong, 1))
        writer.commit()
    assert faults(tmp_path) == ["1: its passages are not those of its text"]


def test_replaced_records_are_never_counted_beyond_all(tmp_path: Path) -> None:
    """`il2qa similar` failed where more entries had a term than there are records."""
    for _ in range(3):
        write(tmp_path, [made(1, "insulin"), made(2, "insulin dose")])
    corpus = DiskCorpus(tmp_path)
    assert corpus.document_frequencies(["insulin"])["insulin"] <= corpus.info.records == 2
    assert [found.record.id for found in similar(Corpus(corpus), "1")] == ["2"]


def test_history_of_a_corpus_changes_no_answer(tmp_path: Path) -> None:
    """Replaced and removed records weighed on the scores until tantivy merged their segments."""
    records = collection(40)
    write(tmp_path / "clean", records[:30])
    for order in (1, 2, 3):
        write(tmp_path / "old", records[5:], order)
    write(tmp_path / "old", records[:30], 4)
    with DiskWriter(tmp_path / "old") as writer:
        for record in records[30:]:
            writer.remove(record.id)
        writer.commit()
    old, clean = DiskCorpus(tmp_path / "old"), DiskCorpus(tmp_path / "clean")
    query = ANALYZER.parse("interleukin receptor trial of insulin")
    assert old.document_frequencies(query.terms) == clean.document_frequencies(query.terms)
    found, exact = (corpus.candidates(query, None, 50) for corpus in (old, clean))
    assert [(one.id, one.score) for one in found] == [(one.id, one.score) for one in exact]


def test_all_that_cite_a_record_are_given(tmp_path: Path) -> None:
    """`il2qa cited-by` gave none where more than 10,000 records cite."""
    records = [Record(pmid=str(pmid), title="Cites", references=("1",)) for pmid in range(10_103)]
    analysis = analyse(records[0], ANALYZER)
    with DiskWriter(tmp_path) as writer:
        for record in records:
            writer.add(entry(record, analysis, 1))
        writer.commit()
    found = [record.pmid for record in cited_by(Corpus(DiskCorpus(tmp_path)), "1")]
    assert found == [record.pmid for record in records]


def test_damaged_store_does_not_keep_from_indexing_again(tmp_path: Path) -> None:
    """Tantivy panics where it reads such a store: the record goes, and comes anew."""
    write(tmp_path, collection(30))
    (store,) = (tmp_path / "index").glob("*.store")
    content = bytearray(store.read_bytes())
    middle = len(content) // 2
    content[middle - 500 : middle + 500] = bytes(1000)
    store.write_bytes(bytes(content))
    with suppress(CorpusError):
        write(tmp_path, collection(30), order=2)


def test_another_tantivy_is_told_where_the_index_cannot_be_read(tmp_path: Path) -> None:
    """The mark records the version that began the corpus."""
    write(tmp_path, collection(30))
    mark = json.loads((tmp_path / "corpus.json").read_text())
    assert mark["tantivy"] == tantivy.__version__
    (tmp_path / "corpus.json").write_text(json.dumps(mark | {"tantivy": "tantivy v0.1"}))
    assert DiskCorpus(tmp_path).info.records == 30
    (tmp_path / "index" / "meta.json").write_text("{}")
    with pytest.raises(CorpusError, match=r"begun by tantivy v0\.1, and this is tantivy v"):
        DiskCorpus(tmp_path)


def test_build_killed_before_its_first_commit_is_told_as_such(tmp_path: Path) -> None:
    """`il2qa check` called such a folder damaged."""
    DiskWriter(tmp_path).close()
    assert faults(tmp_path) == []
    for path in (tmp_path / "index").iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match=r"empty: its first build was stopped .* il2qa index"):
        faults(tmp_path)
    write(tmp_path, [made(1, "insulin")])
    assert faults(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_links_in_the_folder_are_not_followed(tmp_path: Path) -> None:
    """Whoever may write to a shared folder cannot let the writer overwrite another file."""
    mine, folder = tmp_path / "mine", tmp_path / "corpus"
    mine.write_text("mine")
    folder.mkdir()
    (folder / "corpus.json.new").symlink_to(mine)
    DiskWriter(folder).close()
    for name in ("writer.json", "writer.json.new"):
        (folder / name).symlink_to(mine)
    write(folder, [made(1, "insulin")])
    assert mine.read_text() == "mine"
    assert DiskCorpus(folder).record("1") == made(1, "insulin")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders on Windows")
def test_pipe_in_place_of_the_writers_name_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A second writer is told that another one writes."""
    with DiskWriter(tmp_path):
        (tmp_path / "writer.json").unlink()
        os.mkfifo(tmp_path / "writer.json")
        with pytest.raises(CorpusError, match="another process is writing"):
            DiskWriter(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes on Windows")
def test_index_has_the_mode_of_the_mark_while_it_is_written(tmp_path: Path) -> None:
    """Tantivy makes it private at each commit and merge; others were told of damage."""
    with DiskWriter(tmp_path) as writer:
        meta, mark = tmp_path / "index" / "meta.json", tmp_path / "corpus.json"
        assert meta.stat().st_mode == mark.stat().st_mode
        meta.chmod(0o600)  # as a merge does
        for _ in range(500):
            if meta.stat().st_mode == mark.stat().st_mode:
                break
            threading.Event().wait(0.02)
        assert meta.stat().st_mode == mark.stat().st_mode
        writer.commit()
        assert meta.stat().st_mode == mark.stat().st_mode


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user to be")
def test_refused_permission_is_not_called_damage() -> None:
    """It names the right that is needed."""
    with TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        write(place, [made(1, "insulin")])
        (place / "index" / "meta.json").chmod(0o600)
        done = _as_nobody(place)
    assert "may not be read" in done.stderr
    assert "damaged" not in done.stderr


def test_index_cut_short_is_a_clear_error(tmp_path: Path) -> None:
    """A lost file is told of as such."""
    write(tmp_path, collection(30))
    for path in (tmp_path / "index").glob("*.term"):
        path.unlink()
    with pytest.raises(CorpusError, match=r"the index is damaged .* il2qa index"):
        DiskCorpus(tmp_path)
    assert any(
        ".term: its checksum is wrong, or it is missing" in fault for fault in faults(tmp_path)
    )


@pytest.mark.parametrize("kind", ["fast", "fieldnorm", "idx", "store", "term"])
def test_any_changed_byte_is_found(tmp_path: Path, kind: str) -> None:
    """Also in files whose damage tantivy does not see."""
    write(tmp_path, collection(30))
    (path,) = (tmp_path / "index").glob(f"*.{kind}")
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(bytes(content))
    assert any(f".{kind}: its checksum is wrong" in fault for fault in faults(tmp_path))


def test_killed_commit_of_a_removal_is_done_again(tmp_path: Path) -> None:
    """Its file of deletions was there already: no writer could remove or replace anything more."""
    write(tmp_path, collection(12))
    meta = tmp_path / "index" / "meta.json"
    before = meta.read_bytes()
    for _ in range(2):
        with DiskWriter(tmp_path) as writer:
            assert writer.remove("3")
            writer.commit()
        left = meta.read_bytes()
        meta.write_bytes(before)  # as if it was killed before this was put in its place
    assert left != before
    write(tmp_path, collection(12)[:2])
    assert faults(tmp_path) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs another user to be")
def test_corpus_that_may_only_be_read_is_read() -> None:
    """Another user asks it, and is refused to write."""
    with TemporaryDirectory() as name:  # pytest's own folders are closed to others
        place = Path(name)
        place.chmod(0o755)
        write(place, [made(1, "insulin")])
        done = _as_nobody(place)
    assert done.stdout == "On insulin.\n", done.stderr
    assert "this corpus may only be read; nothing was changed" in done.stderr.splitlines()[-1]


def _as_nobody(place: Path) -> subprocess.CompletedProcess[str]:
    """Ask and write as a user without rights."""
    script = f"""
import os, sys
sys.path[:0] = {PATHS!r}
from pathlib import Path
from made_records import made, write
from il2qa.corpora.disk.reader import DiskCorpus
import tantivy
place = Path({str(place)!r})
DiskCorpus(place).record("1")  # loads what the other user may not
os.setuid(65534)
print(DiskCorpus(place).record("1").title)
write(place, [made(2, "serum")])
"""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_payload_of_any_bytes_is_refused_not_believed() -> None:
    """Damaged payloads raise CorpusError, nothing else."""
    whole = entered(collection(2)[1]).payload
    for size in range(0, len(whole), 7):
        with pytest.raises(CorpusError, match="damaged"):
            _ = Stored(whole[:size], ANALYZER).record
    for place in range(0, len(whole), 5):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        with suppress(CorpusError):
            _ = Stored(bytes(damaged), ANALYZER).quoted


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")
def test_full_disk_is_a_clear_error_and_loses_nothing(tmp_path: Path) -> None:
    """What was committed is kept, and the message says what to do."""
    write(tmp_path, [made(1, "insulin")])
    script = f"""
import resource, signal, sys
sys.path[:0] = {PATHS!r}
from pathlib import Path
from made_records import collection, write
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
write(Path({str(tmp_path)!r}), collection(400))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode
    assert "what was committed is kept" in done.stderr.splitlines()[-1]
    assert identifiers(DiskCorpus(tmp_path)) == ["1"]
    assert faults(tmp_path) == []
    write(tmp_path, [made(2, "serum")])
    assert identifiers(DiskCorpus(tmp_path)) == ["1", "2"]


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 on Windows")
def test_killed_writer_loses_no_commit(tmp_path: Path) -> None:
    """Killed within and between commits: what was committed is there, whole; more can come."""
    script = f"""
import sys
sys.path[:0] = {PATHS!r}
from pathlib import Path
from made_records import collection, made
from test_disk import entered
from il2qa.corpora.disk.writer import DiskWriter
writer = DiskWriter(Path({str(tmp_path)!r}))
start = writer.totals.records
for pmid in range(start, start + 100_000):
    writer.add(entered(made(pmid, "insulin")))
    if pmid % 20 == 19:
        writer.commit()
        print(pmid + 1, flush=True)
"""
    committed = 0
    for commits in (1, 2, 4):
        command = [sys.executable, "-c", script]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(commits):
                committed = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
        corpus = DiskCorpus(tmp_path)
        assert corpus.info.records >= committed
        assert corpus.info.records % 20 == 0
        assert faults(tmp_path) == []


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
