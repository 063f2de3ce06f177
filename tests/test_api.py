"""The public API."""

from __future__ import annotations

import pytest

import il2qa

PUBLIC = [
    *["Answer", "Author", "Citation", "Corpus", "CorpusError", "CorpusInfo", "FormatError"],
    *["Il2qaError", "Journal", "Passage", "PublicationDate", "QuestionError", "ReadError"],
    *["Record", "RecordNotFound", "Section", "Where", "__version__", "open_corpus"],
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


def test_corpus_tells_what_it_is(corpus: il2qa.Corpus) -> None:
    """How many records and passages, where from."""
    assert (corpus.info.kind, corpus.info.records) == ("memory", 1)
    assert corpus.info.passages > 6
    assert corpus.record("1") is None
