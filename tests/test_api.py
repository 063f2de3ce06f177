"""The public API."""

from __future__ import annotations

import pytest

import il2qa

PUBLIC = [
    *["Act", "Answer", "Author", "Book", "Choice", "Citation", "Conversation", "Corpus"],
    *[
        "CorpusError",
        "CorpusInfo",
        "Correction",
        "Counts",
        "Explanation",
        "FormatError",
        "Grant",
        "Group",
        "Hit",
    ],
    *["Il2qaError", "Journal", "MeshHeading", "OtherAbstract", "Passage", "Progress"],
    *[
        "PublicationDate",
        "Qualifier",
        "QuerySyntaxError",
        "QuestionError",
        "ReadError",
        "ReadReport",
        "Record",
    ],
    *["RecordNotFound", "Section", "Substance", "Survey", "Turn", "Where", "__version__", "check"],
    *["field_texts", "index", "open_corpus"],
]


def test_public_names_are_pinned() -> None:
    """Adding or taking away a public name is a decision."""
    assert sorted(il2qa.__all__) == sorted(PUBLIC)
    assert dir(il2qa) == il2qa.__all__


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    """Each name loads when it is used; what is not public does not."""
    value = getattr(il2qa, name)
    assert name == "__version__" or value.__doc__


def test_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name fails as in any module."""
    with pytest.raises(AttributeError, match="open_corpse"):
        _ = il2qa.open_corpse


def test_values_are_frozen_and_refuse_unknown_keys(record: il2qa.Record) -> None:
    """A value cannot change and a misspelt key is not swallowed."""
    with pytest.raises(ValueError, match="frozen"):
        record.title = "other"
    with pytest.raises(ValueError, match="titel"):
        il2qa.Record(pmid="1", titel="x")  # type: ignore[call-arg]


def test_record_needs_an_identifier() -> None:
    """Neither PMID nor another identifier is an error."""
    with pytest.raises(ValueError, match="PMID"):
        il2qa.Record(title="Nameless")


@pytest.mark.parametrize(
    "identifier",
    [
        "3303316",
        3303316,
        "PMID 3303316",
        "pmid:3303316",
        " 03303316 ",
        "https://pubmed.ncbi.nlm.nih.gov/3303316/",
    ],
)
def test_record_is_found_however_its_pmid_is_written(
    corpus: il2qa.Corpus, identifier: str | int
) -> None:
    """What il2qa prints of a record names it."""
    assert corpus.record(identifier) is not None


@pytest.mark.parametrize("place", ["", [], [""]])
def test_empty_name_is_not_the_default(place: str) -> None:
    """An unset variable or an empty pattern must not ask another corpus."""
    with pytest.raises(il2qa.CorpusError, match="empty"):
        il2qa.open_corpus(place)


@pytest.mark.parametrize("limit", [0, -1])
def test_limit_below_one_is_an_error(corpus: il2qa.Corpus, limit: int) -> None:
    """It would read as no evidence."""
    with pytest.raises(il2qa.QuestionError, match="limit"):
        corpus.ask("IL-2", limit)


def test_corpus_tells_what_it_is(corpus: il2qa.Corpus) -> None:
    """How many records and passages, where from."""
    assert (corpus.info.kind, corpus.info.records) == ("memory", 1)
    assert corpus.info.passages > 6
    assert corpus.record("1") is None
    assert repr(corpus) == "<Corpus '3303316.txt': memory, 1 records>"
