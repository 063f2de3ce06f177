"""Indexing: sources in their order, skipped, resumed, obeyed; the commands around it."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import BUNDLED, Run
from made_records import identifiers, made

from il2qa.corpora.checking import Checked
from il2qa.corpora.disk.checking import check
from il2qa.corpora.disk.reader import DiskCorpus
from il2qa.corpora.disk.writer import DiskWriter
from il2qa.indexing import build as building
from il2qa.indexing.build import Progress, build
from il2qa.indexing.dictionary import learn
from il2qa.indexing.plan import nlm_number, plan
from il2qa.models import PublicationDate, Record
from il2qa.text.analyzer import Analyzer

ARTICLE = """<PubmedArticle><MedlineCitation><PMID Version="{version}">{pmid}</PMID><Article>
<Journal><Title>J</Title></Journal><ArticleTitle>On {words}.</ArticleTitle>
<Abstract><AbstractText>It is {words}.</AbstractText></Abstract>
</Article></MedlineCitation></PubmedArticle>
"""


def xml(path: Path, *records: tuple[int, str], deleted: tuple[int, ...] = ()) -> Path:
    """Write a PubMed file of records (PMID, words) and deletions."""
    articles = [ARTICLE.format(version=1, pmid=pmid, words=words) for pmid, words in records]
    gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
    articles += [f"<DeleteCitation>{gone}</DeleteCitation>"] if deleted else []
    text = f"<?xml version='1.0'?><PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>"
    content = text.encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def index(folder: Path, *sources: Path, workers: int = 0, stop_after: int = -1) -> Progress:
    """Index sources as the command does; stop after so many batches."""
    calls = iter(range(1_000_000))
    with DiskWriter(folder) as writer:
        planned = plan(sources, writer.sources, writer.totals.order)
        todo = [source for source in planned if source.state != "unchanged"]
        stopping = (lambda: next(calls) >= stop_after) if stop_after >= 0 else (lambda: False)
        return build(writer, todo, workers, is_stopping=stopping)


def title(folder: Path, pmid: int) -> str | None:
    record = DiskCorpus(folder).record(str(pmid))
    return record.title if record else None


def faults(folder: Path) -> list[str]:
    return list(check(folder, Checked()))


def jsonl(path: Path, records: Iterator[Record]) -> Path:
    lines = (record.model_dump_json(exclude_defaults=True) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that few records make several batches and commits."""
    monkeypatch.setattr("il2qa.indexing.prepare.BATCH", 10)
    monkeypatch.setattr(building, "COMMIT_EVERY", 20)


def test_nlm_files_are_known_by_name() -> None:
    """Yearly and daily files are numbered on; other names have no number."""
    assert nlm_number("pubmed26n0002.xml.gz") < nlm_number("pubmed26n1400.xml")  # type: ignore[operator]
    assert nlm_number("pubmed25n1400.xml.gz") < nlm_number("pubmed26n0001.xml.gz")  # type: ignore[operator]
    assert nlm_number("export.xml") is None


@pytest.mark.parametrize("reverse", [False, True])
def test_update_files_count_in_nlms_order(tmp_path: Path, reverse: bool) -> None:
    """Whatever order they are named in, in one run or in several."""
    corpus = tmp_path / "corpus"
    first = xml(tmp_path / "pubmed26n0001.xml.gz", (1, "insulin"), (2, "dose"), (3, "serum"))
    second = xml(tmp_path / "pubmed26n1300.xml.gz", (1, "trial"), deleted=(2,))
    third = xml(tmp_path / "pubmed26n1301.xml.gz", (3, "cohort"))
    files = [third, second, first] if reverse else [first, second, third]
    index(corpus, *files)
    assert [title(corpus, pmid) for pmid in (1, 2, 3)] == ["On trial.", None, "On cohort."]
    apart = tmp_path / "apart"
    for file in files:
        index(apart, file)
    assert [title(apart, pmid) for pmid in (1, 2, 3)] == ["On trial.", None, "On cohort."]
    assert faults(corpus) == faults(apart) == []


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("workers", [0, 2])
def test_deletions_are_obeyed_where_they_stand(tmp_path: Path, workers: int) -> None:
    """In a file that deletes records, those that follow it are kept."""
    first = [ARTICLE.format(version=1, pmid=pmid, words="insulin") for pmid in range(1, 21)]
    again = [ARTICLE.format(version=1, pmid=pmid, words="serum") for pmid in range(1, 6)]
    gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in range(1, 11))
    parts = [*first, f"<DeleteCitation>{gone}</DeleteCitation>", *again]
    source = tmp_path / "pubmed26n0001.xml"
    source.write_text(f"<PubmedArticleSet>{''.join(parts)}</PubmedArticleSet>")
    corpus = tmp_path / "corpus"
    index(corpus, source, workers=workers)
    kept = [str(pmid) for pmid in [*range(1, 6), *range(11, 21)]]
    assert identifiers(DiskCorpus(corpus)) == sorted(kept)
    assert faults(corpus) == []


def test_deleted_record_may_come_back_later(tmp_path: Path) -> None:
    """A deletion holds against what was before it, not against what comes after."""
    corpus = tmp_path / "corpus"
    index(corpus, xml(tmp_path / "pubmed26n1300.xml", (1, "insulin"), deleted=(2,)))
    index(corpus, xml(tmp_path / "pubmed26n1299.xml", (2, "dose")))
    assert title(corpus, 2) is None
    index(corpus, xml(tmp_path / "pubmed26n1301.xml", (2, "serum")))
    assert title(corpus, 2) == "On serum."


def test_unchanged_sources_are_skipped_and_changed_ones_are_not(tmp_path: Path) -> None:
    """Known by their bytes, wherever they lie."""
    corpus, export = tmp_path / "corpus", tmp_path / "export.xml"
    assert index(corpus, xml(export, (1, "insulin"))).records == 1
    assert index(corpus, export).records == 0
    moved = export.rename(tmp_path / "moved.xml")
    assert index(corpus, moved).records == 0
    assert index(corpus, xml(moved, (1, "dose"), (2, "serum"))).records == 2
    assert title(corpus, 1) == "On dose."
    assert len(DiskCorpus(corpus).sources()) == 2


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("batches", [0, 1, 3, 8])
def test_stopped_build_goes_on_where_it_was(tmp_path: Path, batches: int) -> None:
    """What came in before is kept; the same command takes the rest, each record once."""
    source = jsonl(tmp_path / "many.jsonl", (made(pmid, "insulin") for pmid in range(95)))
    corpus = tmp_path / "corpus"
    stopped = index(corpus, source, stop_after=batches)
    assert stopped.stopped
    assert stopped.committed == batches * 10 == DiskCorpus(corpus).info.records
    rest = index(corpus, source)
    assert (rest.records, rest.stopped) == (95 - batches * 10, False)
    assert len(identifiers(DiskCorpus(corpus))) == 95
    assert faults(corpus) == []
    assert index(corpus, source).records == 0


@pytest.mark.usefixtures("small_batches")
def test_deletion_is_not_forgotten_by_a_resumed_run(tmp_path: Path) -> None:
    """A withdrawn record came back from an older file, where the run that saw it was stopped."""
    words = [ARTICLE.format(version=1, pmid=pmid, words="insulin") for pmid in range(100, 195)]
    gone = "<DeleteCitation><PMID Version='1'>2</PMID></DeleteCitation>"
    update = tmp_path / "pubmed26n1300.xml"
    update.write_text(f"<PubmedArticleSet>{gone}{''.join(words)}</PubmedArticleSet>")
    corpus = tmp_path / "corpus"
    assert index(corpus, update, stop_after=4).stopped
    older = xml(tmp_path / "pubmed26n0001.xml", (1, "dose"), (2, "serum"))
    assert not index(corpus, older, update).stopped
    assert (title(corpus, 1), title(corpus, 2)) == ("On dose.", None)
    assert index(corpus, older, update).records == 0


def test_source_that_changes_while_it_is_read_does_not_count_as_whole(tmp_path: Path) -> None:
    """It was skipped as unchanged ever after; now it is told, and taken by the next run."""
    source = xml(tmp_path / "a.xml", (1, "insulin"), (2, "dose"))
    corpus = tmp_path / "corpus"
    with DiskWriter(corpus) as writer:
        planned = plan([source], {}, 0)
        xml(source, (1, "insulin"))
        assert "changed while it was read" in build(writer, planned, 0).report.messages[-1]
    xml(source, (1, "insulin"), (2, "dose"))
    assert index(corpus, source).records == 2
    assert title(corpus, 2) == "On dose."


@pytest.mark.parametrize("workers", [0, 2])
def test_record_that_cannot_be_stored_does_not_end_a_build(tmp_path: Path, workers: int) -> None:
    """A version, year or identifier beyond all bounds stopped it; those around it are kept."""
    odd = [
        made(2, "dose", version=-1),
        made(3, "dose", version=1 << 40),
        made(4, "dose", date=PublicationDate(text="?", year=10**20)),
        Record(other_id="x" * 70_000, title="Long"),
    ]
    source = jsonl(tmp_path / "odd.jsonl", iter([made(1, "insulin"), *odd, made(9, "serum")]))
    done = index(tmp_path / "corpus", source, workers=workers)
    assert identifiers(DiskCorpus(tmp_path / "corpus")) == ["1", "9"]
    assert (done.records, done.report.skipped.total()) == (2, len(odd))
    assert faults(tmp_path / "corpus") == []


@pytest.mark.parametrize("sources", [1, 3])
def test_workers_make_the_same_corpus(tmp_path: Path, sources: int) -> None:
    """Two processes index what one does, also where a record stands twice."""
    files = [
        jsonl(
            tmp_path / f"{number}.jsonl",
            (made(pmid % 700, f"insulin {pmid} {number}") for pmid in range(800)),
        )
        for number in range(sources)
    ]
    alone, together = tmp_path / "alone", tmp_path / "together"
    index(alone, *files)
    index(together, *files, workers=2)
    one, other = DiskCorpus(alone), DiskCorpus(together)
    assert one.totals.model_copy(update={"updated": None}) == other.totals.model_copy(
        update={"updated": None}
    )
    assert all(one.record(str(pmid)) == other.record(str(pmid)) for pmid in range(700))
    assert faults(together) == []


def test_bad_source_is_told_and_good_ones_are_kept(run: Run, tmp_path: Path) -> None:
    """The message names the file; the status says that something was wrong."""
    xml(tmp_path / "good.xml", (1, "insulin"))
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)) * 9)
    done = run("index", "good.xml", "bad.bin")
    assert done.returncode == 2
    assert "bad.bin: " in done.stderr
    assert "1 record in" in done.stdout
    assert run("ask", "What is insulin?").stdout.startswith(("It is insulin.", "On insulin."))


def test_own_corpus_just_works(run: Run) -> None:
    """Index, then ask: without a place both mean the user's own corpus."""
    assert run("info").stdout.startswith("corpus    bundled record")
    done = run("index", str(BUNDLED))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 record in ")
    info = json.loads(run("info", "--json").stdout)
    assert (info["kind"], info["records"], info["sources"]) == ("disk", 1, [str(BUNDLED)])
    assert "no damage" in run("check").stdout
    question = "Which cells produce interleukin-2?"
    assert run("ask", question).stdout == run("ask", "--corpus", str(BUNDLED), question).stdout
    assert "unchanged" in run("index", "--dry-run", str(BUNDLED)).stdout
    assert run("index", "--remove", "3303316", "1").stdout == "1 removed; 0 records left\n"
    assert run("ask", question).returncode == 1


def test_dry_run_touches_nothing(run: Run, tmp_path: Path) -> None:
    """It says what would be indexed."""
    xml(tmp_path / "pubmed26n0001.xml", (1, "insulin"))
    done = run("index", "--corpus", "c", "--dry-run", "*.xml", "--remove", "7")
    assert done.stdout.splitlines() == [
        f"new         {tmp_path / 'pubmed26n0001.xml'}",
        "remove      7",
    ]
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["index"], "nothing to index"),
        (["index", "nowhere.xml"], "nowhere.xml: No such file"),
        (["index", "--corpus", "full", "good.xml"], "full: not a corpus, and not empty"),
        (["index", "--corpus", "good.xml", "good.xml"], "good.xml: a file, not a folder"),
        (["index", "--corpus", "http://x", "good.xml"], "http://x: name the corpus too"),
        (["check", "--corpus", "nowhere"], "nowhere: no such folder"),
        (["check", "--corpus", "full"], "full: not a corpus"),
    ],
)
def test_wrong_use_is_told(run: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    """Each error names the place and has status 2."""
    xml(tmp_path / "good.xml", (1, "insulin"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_progress_as_json_is_one_object_a_line(run: Run, tmp_path: Path) -> None:
    """The last one says what was done."""
    xml(tmp_path / "a.xml", (1, "insulin"), (2, "dose"))
    events = [json.loads(line) for line in run("index", "--json", "a.xml").stdout.splitlines()]
    assert events[-1]["event"] == "finished"
    assert (events[-1]["records"], events[-1]["total_records"]) == (2, 2)
    assert events[-1]["bytes_done"] == events[-1]["bytes"] == (tmp_path / "a.xml").stat().st_size


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise on Windows")
def test_interrupt_stops_after_the_batch_and_says_how_to_go_on(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Ctrl-C, also when the whole group of processes gets it; the same command finishes.

    On a busy machine a small build may end before the signal comes: then a larger one is stopped.
    """
    for size in (2500, 10_000, 40_000):
        folder = tmp_path / str(size)
        folder.mkdir()
        pmids = range(size)
        source = jsonl(folder / "many.jsonl", (made(n, f"insulin {n} " * 9) for n in pmids))
        command = [sys.executable, "-m", "il2qa", "index", "--corpus", "c", "--json", source.name]
        status, last, errors = interrupted(command, folder, environment)
        if last["event"] == "stopped":
            break
    assert (status, last["event"], errors) == (130, "stopped", "")
    assert DiskCorpus(folder / "c").info.records == last["committed"] < size
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert json.loads(done.stdout.splitlines()[-1])["total_records"] == size
    assert faults(folder / "c") == []


def interrupted(
    command: list[str], folder: Path, environment: dict[str, str]
) -> tuple[int, dict[str, object], str]:
    """Interrupt a build once records come in: its status, its last event, its complaints."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        last = {"event": ""}
        while last["event"] not in ("progress", "finished"):
            last = json.loads(process.stdout.readline())
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    lines = output.splitlines()
    return process.returncode, json.loads(lines[-1]) if lines else last, errors


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 on Windows")
def test_killed_build_is_resumed_by_the_same_command(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Kill -9 loses no commit, and leaves neither damage nor processes."""
    source = jsonl(tmp_path / "many.jsonl", (made(n, f"insulin {n} " * 5) for n in range(1500)))
    arguments = ["index", "--corpus", "c", "--workers", "2", "--json", source.name]
    script = f"""
from il2qa.cli.main import main
from il2qa.indexing import build as building
building.COMMIT_EVERY = 250
main({arguments!r})
"""
    committed = 0
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-c", script], cwd=tmp_path, env=environment, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            told = {"committed": 0}
            # A build may end before it can be killed, on a machine that is busy with others.
            while not told["committed"] and (line := process.stdout.readline()):
                told = json.loads(line)
            process.kill()
        committed += told["committed"]
        assert DiskCorpus(tmp_path / "c").info.records >= committed
        assert faults(tmp_path / "c") == []
    command = [sys.executable, "-m", "il2qa", *arguments[:3], source.name]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1,500 records in c")
    assert faults(tmp_path / "c") == []


def test_sources_of_some_size_teach_what_recurs(tmp_path: Path) -> None:
    """A corpus of more than a megabyte packs its records by a dictionary learnt from them."""
    words = "Interleukin-2 binds its receptor on activated lymphocytes of every patient. " * 60
    many = [(pmid, f"{words}Number {pmid}") for pmid in range(1, 260)]
    folder = tmp_path / "corpus"
    index(folder, xml(tmp_path / "few.xml", *many[:3]))
    with DiskWriter(folder) as writer:
        assert writer.compression is None
    index(folder, xml(tmp_path / "many.xml", *many), workers=1)
    with DiskWriter(folder) as writer:
        assert writer.compression is not None
    assert title(folder, 7) == f"On {words}Number 7."
    assert faults(folder) == []


def test_what_small_sources_lack_the_others_teach(tmp_path: Path) -> None:
    """A large source among tiny ones is learnt from, and so are many sources of one record."""
    many = [(pmid, f"interleukin {pmid} of patients") for pmid in range(1, 400)]
    large = xml(tmp_path / "large.xml", *many)
    tiny = [xml(tmp_path / f"{pmid}.xml", (pmid, "insulin")) for pmid in range(1000, 1003)]
    single = [xml(tmp_path / f"{pmid}.xml", (pmid, words)) for pmid, words in many[:220]]
    for sources in ([large, *tiny], single):
        assert learn(plan(sources, {}, 0), Analyzer()) is not None
    assert learn(plan(tiny, {}, 0), Analyzer()) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals on Windows")
def test_interrupt_does_not_reach_a_worker_that_is_loading(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Ctrl-C at any moment after the start ends without a traceback of a worker."""
    source = jsonl(tmp_path / "many.jsonl", (made(pmid, "insulin " * 60) for pmid in range(1500)))
    command = [sys.executable, "-m", "il2qa", "index", "--corpus", "c", "--json", source.name]
    options = {"cwd": tmp_path, "env": environment, "text": True, "start_new_session": True}
    for number, moment in enumerate((0.0, 0.2, 0.4)):
        command[5] = f"c{number}"
        with subprocess.Popen(command, stderr=subprocess.PIPE, **options) as process:  # type: ignore[call-overload]
            while process.poll() is None and not (tmp_path / command[5] / "writer.json").exists():
                with suppress(subprocess.TimeoutExpired):
                    process.wait(0.02)
            with suppress(subprocess.TimeoutExpired):
                process.wait(moment)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            _, errors = process.communicate(timeout=60)
        assert "Traceback" not in errors
        assert "worker process was lost" not in errors


def test_files_without_records_in_a_folder_are_counted(run: Run, tmp_path: Path) -> None:
    """They are no fault, but nobody is to think that they were indexed."""
    folder = tmp_path / "exports"
    folder.mkdir()
    xml(folder / "some.xml", (1, "insulin"))
    (folder / "notes.txt").write_text("Nothing of PubMed's.")
    done = run("index", "--corpus", str(tmp_path / "c"), str(folder))
    assert done.stdout.startswith("1 record in")
    assert done.stderr == (
        "il2qa: 1 record read from 1 file; 1 of 1 record was read in part: no date 1; "
        "first: line 1; 1 without PubMed records\n"
    )


def test_progress_is_shown_before_a_byte_is_looked_at(run: Run, tmp_path: Path) -> None:
    """To find what is new in all of PubMed takes minutes; nobody is to wait in silence."""
    source = xml(tmp_path / "some.xml", (1, "insulin"))
    done = run("index", "--json", "--corpus", str(tmp_path / "c"), str(source))
    first = json.loads(done.stdout.splitlines()[0])
    assert (first["event"], first["bytes_done"]) == ("looking", 0)
    assert first["bytes"] == source.stat().st_size


def test_mistaken_name_makes_no_corpus(run: Run, tmp_path: Path) -> None:
    """An empty corpus of one's own would answer from then on, instead of the bundled record."""
    done = run("index", str(tmp_path / "exports.nbib"))
    assert (done.returncode, "No such file" in done.stderr) == (2, True)
    assert run("ask", "Which cells produce interleukin-2?").returncode == 0


def test_workers_import_nothing_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module called multiprocessing.py or pickle.py beside the sources was carried out."""
    source = xml(tmp_path / "pubmed.xml", (1, "serum"), (2, "dose"))
    for name in ("multiprocessing", "pickle"):
        code = f"open({str(tmp_path / 'carried_out')!r}, 'w').close()\n"
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = os.environ.get("PYTHONSAFEPATH")
    assert index(tmp_path / "corpus", source, workers=2).records == 2
    assert not (tmp_path / "carried_out").exists()
    assert os.environ.get("PYTHONSAFEPATH") == before
