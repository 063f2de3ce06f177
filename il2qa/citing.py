"""References to a record, in the style of NLM ("Cite" on a PubMed page)."""

from __future__ import annotations

from il2qa.models import Record
from il2qa.text.data import mapping

_NAMED_AUTHORS = 6  # PubMed's own references name so many before "et al."


def reference(record: Record) -> str:
    """The full reference, as PubMed's "Cite" button writes it in NLM style."""
    parts = (
        _sentence(_authors(record, _NAMED_AUTHORS)),
        _sentence(record.title),
        _sentence(record.journal.abbreviation or record.journal.title or ""),
        _sentence(imprint(record)),
        _sentence(", ".join(language_name(code) for code in record.languages if code != "eng")),
        _sentence(f"doi: {record.doi}" if record.doi else ""),
        f"PMID: {record.pmid}" if record.pmid else "",
        f"PMCID: {record.pmc}" if record.pmc else "",
    )
    whole = " ".join(part for part in parts[:-2] if part)
    identifiers = "; ".join(part for part in parts[-2:] if part)
    return " ".join(part for part in (whole, _sentence(identifiers)) if part)


def short_reference(record: Record) -> str:
    """Who, where, when: "Borradori L, et al. Schweiz Med Wochenschr. 1987"."""
    year = record.date.year if record.date else None
    parts = (
        _sentence(_authors(record, 1)),
        _sentence(record.journal.abbreviation or record.journal.title or ""),
        str(year) if year else "",
    )
    return " ".join(part for part in parts if part)


def imprint(record: Record) -> str:
    """Date, volume, issue and pages: "1987 Jun 20;117(25):945-51"."""
    volume = (record.volume or "") + (f"({record.issue})" if record.issue else "")
    text = record.date.text if record.date else ""
    text += f";{volume}" if volume else ""
    return text + (f":{record.pages}" if record.pages else "")


def language_name(code: str) -> str:
    """The English name of a MARC language code; the code itself where it is unknown."""
    return mapping("languages.tsv").get(code, code)


def _authors(record: Record, most: int) -> str:
    names = [author.index_name for author in record.authors]
    if not names:
        return ""
    if len(names) <= most and record.authors_complete:
        return ", ".join(names)
    return ", ".join(names[:most]) + ", et al"


def _sentence(text: str) -> str:
    """Text closed by a stop, once."""
    return text if not text or text.endswith((".", "?", "!")) else text + "."
