"""The record that ships with il2qa: a saved page of PubMed, and what was read from it before.

To load what reads pages, and to read one, would take a tenth of the time of a first answer. What
was read before stands beside the page with the page's digest: of another page it does not count.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pydantic_core import from_json

from il2qa.errors import CorpusError
from il2qa.models import Record

PAGE = "3303316.txt"
READ = "3303316.json"
"""{"page": the SHA-256 of the page that was read, "record": the record}"""


def bundled_record(folder: Path | None = None) -> Record:
    """The record of a folder; without one of the wheel's, else of the checkout's corpus folder.

    Raises CorpusError where the page is missing.
    """
    package = Path(__file__).parents[1]
    folders = [folder] if folder else [package / "bundled", package.parent / "corpus"]
    found = next((place for place in folders if (place / PAGE).is_file()), None)
    if found is None:
        raise CorpusError(
            f"{folders[0] / PAGE}: the bundled record is missing; install il2qa again"
        )
    return _read_before(found) or _read(found / PAGE)


def _read_before(folder: Path) -> Record | None:
    """The record as it was read from the page before, or None where it was read from another."""
    try:
        stored = from_json((folder / READ).read_bytes())
        if stored["page"] != sha256((folder / PAGE).read_bytes()).hexdigest():
            return None
        return Record.model_validate(stored["record"])
    except (OSError, ValueError, LookupError, TypeError):  # it can be read from the page again
        return None


def _read(path: Path) -> Record:
    """The record of a page. Raises CorpusError where it is none."""
    from il2qa.readers import page
    from il2qa.readers.source import Source

    with path.open("rb") as file:
        for event in page.read(Source(path.name, file)):
            if isinstance(event, Record):
                return event
    raise CorpusError(f"{path}: the bundled record cannot be read; install il2qa again")


def written(folder: Path) -> str:
    """What is to stand in READ beside the page of a folder."""
    import json  # where it is used: pydantic's reader of JSON is loaded anyhow

    record = _read(folder / PAGE).model_dump(mode="json", exclude_defaults=True)
    digest = sha256((folder / PAGE).read_bytes()).hexdigest()
    return json.dumps({"page": digest, "record": record}, ensure_ascii=False, indent=1) + "\n"
