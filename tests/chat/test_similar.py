"""Records like a record, and records that cite it: the same from memory and from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from several import RECORDS, several, written

import il2qa
from il2qa.models import Record, Section
from il2qa.similar import cited_by, similar


@pytest.fixture(params=["memory", "disk"])
def corpus(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> il2qa.Corpus:
    if request.param == "memory":
        return several()
    folder = tmp_path / "corpus"
    assert run("index", str(written(tmp_path)), "--corpus", str(folder)).returncode == 0
    return il2qa.open_corpus(folder)


def test_similar_records_share_weighty_terms(corpus: il2qa.Corpus) -> None:
    """Those on the same topic, best first, without the record itself."""
    found = similar(corpus, "102")
    assert {other.record.pmid for other in found[:2]} == {"101", "103"}
    assert all(0 < other.score < 1 for other in found)
    assert [other.score for other in found] == sorted(
        (other.score for other in found), reverse=True
    )


def test_limit_is_kept(corpus: il2qa.Corpus) -> None:
    """At most so many."""
    assert len(similar(corpus, "102", limit=1)) == 1


def test_citing_records_come_newest_first(corpus: il2qa.Corpus) -> None:
    """From the reference lists of the corpus."""
    assert [record.pmid for record in cited_by(corpus, "103")] == ["102", "101"]
    assert list(cited_by(corpus, "104")) == []


@pytest.mark.parametrize("look", [similar, cited_by])
def test_unknown_record_is_an_error(corpus: il2qa.Corpus, look: object) -> None:
    """It names the record and the corpus."""
    with pytest.raises(il2qa.RecordNotFound, match="no such record"):
        look(corpus, "999")  # type: ignore[operator]


def test_a_copy_is_the_most_similar() -> None:
    """Another record with the same text scores 1."""
    from il2qa.api import Corpus
    from il2qa.corpora.memory import MemoryCorpus

    text = (Section(text="Interleukin-2 makes macrophages kill tumour cells."),)
    twins = tuple(Record(pmid=pmid, title="Twins.", abstract=text) for pmid in ("7", "8"))
    found = similar(Corpus(MemoryCorpus((*RECORDS, *twins), name="twins")), "7")
    assert (found[0].record.pmid, found[0].score) == ("8", 1.0)


def test_commands_print_references_and_tell_by_their_status(run: Run, tmp_path: Path) -> None:
    """`il2qa similar` and `il2qa cited-by`; 1 where there is none, JSON where asked for."""
    place = ("--corpus", str(written(tmp_path)))
    done = run("similar", "101", "-k", "1", *place)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert "Imag" in done.stdout
    cited = run("cited-by", "103", *place, "--json")
    assert [line[:14] for line in cited.stdout.splitlines()] == ['{"pmid": "102"', '{"pmid": "101"']
    assert run("cited-by", "104", *place).returncode == 1
    assert run("similar", "999", *place).returncode == 2
