"""Every form of the real files: what is read whole, in part or not, and whether two forms agree.

    python -m bench forms [--data DIR] [--differences N]

First table: files and records by form, beside independent readers of the same files. Second: the
real MEDLINE records are written anew as PubMed's "Abstract (text)", "Summary (text)" and CSV, from
their tagged lines and PubMed's own SO line, and read again; counted is how often each field is
equal. A date, page or number that SO does not print cannot be, and is left out.
Peers: pip install biopython pubmed_parser rispy.
"""

from __future__ import annotations

import argparse
import gzip
import re
import tempfile
import textwrap
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.data import files
from il2qa.errors import Il2qaError
from il2qa.models import Record
from il2qa.readers import ReadReport, read
from il2qa.readers.opening import FORMS, form_of

Fields = list[tuple[str, str]]
FIELDS: dict[str, Callable[[Record], object]] = {
    "title": lambda record: record.title,
    "abstract": lambda record: record.abstract_text,
    "copyright": lambda record: record.copyright,
    "authors": lambda record: sorted(author.index_name for author in record.authors),
    "journal": lambda record: record.journal.abbreviation,
    "date": lambda record: record.date and record.date.text.rstrip("."),
    "electronic date": lambda record: record.electronic_date and record.electronic_date.text,
    "volume": lambda record: record.volume,
    "issue": lambda record: record.issue,
    "pages": lambda record: record.pages,
    "doi": lambda record: record.doi,
    "PMC": lambda record: record.pmc,
}
CSV_COLUMNS = "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,PMCID,DOI"


def peers() -> dict[str, tuple[str, Callable[[Path], int]]]:
    """How many records each independent reader finds in a file of a form."""

    def medline(file: Path) -> int:
        from Bio import Medline

        with file.open(encoding="utf-8", newline=None) as stream:
            return sum("PMID" in record for record in Medline.parse(stream))

    def xml(file: Path) -> int:
        import pubmed_parser

        with tempfile.TemporaryDirectory() as folder:  # it reads gzip only
            packed = Path(folder) / "file.xml.gz"
            packed.write_bytes(gzip.compress(file.read_bytes(), 1))
            return sum(1 for _ in pubmed_parser.parse_medline_xml(str(packed)))

    def ris(file: Path) -> int:
        import rispy  # type: ignore[import-untyped]

        with file.open(encoding="utf-8-sig") as stream:
            return len(rispy.load(stream))

    return {
        "medline": ("Bio.Medline", medline),
        "xml": ("pubmed_parser", xml),
        "ris": ("rispy", ris),
    }


def by_form(data: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield each form and its files, in the order in which forms are tried."""
    found: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(path for path in data.rglob("*") if path.is_file()):
        form = form_of(file)
        if form:
            found[form].append(file)
    for form in FORMS:
        if form in found:
            yield form, found[form]


def counted(sources: list[Path]) -> ReadReport:
    """Read files of one form, each alone; a file that is refused counts as failed."""
    total = ReadReport()
    for file in sources:
        report = ReadReport()
        try:
            for _ in read([file], report=report):
                pass
        except Il2qaError as error:
            report.failed.setdefault(str(file), str(error))
        total.take(report)
    return total


def beside(form: str, sources: list[Path]) -> str:
    """What an independent reader makes of the same files."""
    if form not in peers():
        return "-"
    name, count = peers()[form]
    records, failed = 0, 0
    for file in sources:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                records += count(file)
        except ImportError:
            return f"{name}: not installed"
        except Exception:  # a peer's failure is a result
            failed += 1
    return f"{name}: {records:,} records" + (f", {failed} files failed" if failed else "")


def table(data: Path) -> None:
    """Print the first table."""
    print(f"{'form':14}{'files':>6}{'records':>9}{'whole':>8}{'in part':>9}{'left out':>9}  peer")
    for form, sources in by_form(data):
        report = counted(sources)
        print(
            f"{form:14}{len(sources):6}{report.records:9,}{report.records - report.partial:8,}"
            f"{report.partial:9,}{report.skipped.total():9,}  {beside(form, sources)}"
        )


def tagged(piece: str) -> Fields:
    """The fields of one MEDLINE record, unwrapped."""
    found: list[list[str]] = []
    for line in piece.replace("\r", "").split("\n"):
        field = re.match(r"([A-Z]{2,4}) *- ?(.*)", line)
        if field:
            found.append([field[1], field[2]])
        elif line.startswith("      ") and found:
            found[-1][1] += " " + line.strip()
    return [(tag, " ".join(text.split())) for tag, text in found]


def first(fields: Fields, tag: str) -> str:
    return next((text for name, text in fields if name == tag), "")


def byline(fields: Fields) -> str:
    people = ", ".join(text for tag, text in fields if tag == "AU")
    groups = [text for tag, text in fields if tag == "CN"]
    return "; ".join(part for part in (people, *groups) if part)


def doi(fields: Fields) -> str:
    found = (text for tag, text in fields if tag in ("AID", "LID") and text.endswith("[doi]"))
    return next(found, "").removesuffix(" [doi]")


def wrapped(text: str) -> str:
    return textwrap.fill(text, 80, break_on_hyphens=False, break_long_words=False)


def abstract_text(number: int, fields: Fields) -> str:
    """A record as "Abstract (text)" has it."""
    names = byline(fields)
    parts = [f"{number}. {first(fields, 'SO')}", first(fields, "TI")]
    parts += [f"{names}."] if names else []
    parts += [first(fields, "AB"), first(fields, "CI")]
    ids = [("DOI", doi(fields)), ("PMCID", first(fields, "PMC")), ("PMID", first(fields, "PMID"))]
    lines = "\n".join(f"{kind}: {value}" for kind, value in ids if value)
    return "\n\n".join([*(wrapped(part) for part in parts if part), lines])


def summary_text(number: int, fields: Fields) -> str:
    """A record as "Summary (text)" has it."""
    names = byline(fields)
    text = f"{number}: {names + '. ' if names else ''}{first(fields, 'TI')} {first(fields, 'SO')}"
    central = first(fields, "PMC")
    return wrapped(f"{text} PMID: {first(fields, 'PMID')}{f'; PMCID: {central}' * bool(central)}.")


def csv_row(number: int, fields: Fields) -> str:
    """A record as PubMed's CSV has it."""
    names = byline(fields)
    cells = [first(fields, "PMID"), first(fields, "TI"), f"{names}." if names else ""]
    cells += [first(fields, "SO"), names.split(",")[0], first(fields, "TA")]
    cells += [first(fields, "DP")[:4], first(fields, "PMC"), doi(fields)]
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


WRITERS: dict[str, tuple[str, str, Callable[[int, Fields], str]]] = {
    "abstract text": ("", "\n\n\n", abstract_text),
    "summary text": ("", "\n\n", summary_text),
    "csv": (CSV_COLUMNS + "\n", "\n", csv_row),
}


def medline_pieces(data: Path) -> list[str]:
    """The real MEDLINE records that have a title and PubMed's own reference, each PMID once."""
    found: dict[str, str] = {}
    for form, sources in by_form(data):
        for file in sources if form == "medline" else ():
            text = file.read_text(encoding="utf-8").replace("\r\n", "\n").strip()
            for piece in re.split(r"\n\s*\n(?=PMID- \d)", text):
                fields = tagged(piece)
                if all(first(fields, tag) for tag in ("PMID", "SO", "TI")):
                    found.setdefault(first(fields, "PMID"), piece)
    return [*found.values()]


def printed(name: str, record: Record, source: str) -> bool:
    """Whether PubMed's reference prints a field, so that the text forms can hold it."""
    if name == "electronic date":
        return bool(re.search(r"\bEpub \d|\beCollection \d|\bPrint \d", source))
    if name == "pages":
        return bool(record.pages and f":{record.pages}." in source)
    return True


def agreement(data: Path, differences: int = 0) -> dict[str, dict[str, Counter[bool]]]:
    """Read each record in two forms: how often each field is equal, by form and field."""
    pieces = medline_pieces(data)
    counts: dict[str, dict[str, Counter[bool]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "file"
        place.write_text("\n\n".join(pieces), encoding="utf-8")
        records = {record.id: record for record in read([place])}
        sources = {first(fields, "PMID"): first(fields, "SO") for fields in map(tagged, pieces)}
        for form, (before, between, write) in WRITERS.items():
            texts = [write(number, tagged(piece)) for number, piece in enumerate(pieces, 1)]
            place.write_text(before + between.join(texts) + "\n", encoding="utf-8")
            again = {record.id: record for record in read([place])}
            counts[form] = defaultdict(Counter)
            for pmid, record in records.items():
                counts[form]["record"][pmid in again] += 1
                for name, value in FIELDS.items() if pmid in again else ():
                    in_form = form == "abstract text" or name not in ("abstract", "copyright")
                    if not in_form or not printed(name, record, sources[pmid]):
                        continue
                    equal = value(record) == value(again[pmid])
                    counts[form][name][equal] += 1
                    if not equal and counts[form][name][False] <= differences:
                        print(f"{form} {pmid} {name}: {value(record)!r} {value(again[pmid])!r}")
    return counts


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=files.folder())
    parser.add_argument("--differences", type=int, default=0, help="print so many a field")
    options = parser.parse_args()
    data = options.data / "pubmed_native"
    table(data)
    print(f"\n{'field':16}" + "".join(f"{form:>22}" for form in WRITERS))
    counts = agreement(data, options.differences)
    for name in ("record", *FIELDS):
        cells = []
        for form in WRITERS:
            equal, all_of_them = counts[form][name][True], counts[form][name].total()
            cells.append(f"{equal:,} of {all_of_them:,}" if all_of_them else "-")
        print(f"{name:16}" + "".join(f"{cell:>22}" for cell in cells))
