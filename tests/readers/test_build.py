"""Models built without validation equal those that were validated."""

from __future__ import annotations

import pickle

from conftest import Reader
from test_medline import RECORD
from test_xml import ARTICLE, in_set

from il2qa.models import Author, Journal, Record
from il2qa.readers.build import build


def test_built_equals_validated() -> None:
    """Equal in value, hash, JSON, copies and pickles; frozen as well."""
    built = build(Author, last_name="Doe", affiliations=("Tea House.",))
    validated = Author(last_name="Doe", affiliations=("Tea House.",))
    assert built == validated
    assert hash(built) == hash(validated)
    assert repr(built) == repr(validated)
    assert built.model_dump_json() == validated.model_dump_json()
    assert built.model_dump(exclude_unset=True) == validated.model_dump(exclude_unset=True)
    assert pickle.loads(pickle.dumps(built)) == validated  # noqa: S301 - its own bytes
    assert built.model_copy(update={"last_name": "Roe"}).last_name == "Roe"


def test_whole_records_pass_validation_unchanged(take: Reader) -> None:
    """What readers build has the types that the models ask for."""
    for content in (in_set(ARTICLE), RECORD):
        (record,), _ = take(content)
        assert Record.model_validate(record.model_dump()) == record
        assert Record.model_validate_json(record.model_dump_json()) == record


def test_defaults_are_those_of_the_model() -> None:
    """A field that is not given has the model's default."""
    record = build(Record, pmid="1")
    assert record == Record(pmid="1")
    assert record.journal == Journal()
    assert record.authors_complete
