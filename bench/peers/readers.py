"""The readers beside Biopython and pubmed_parser: field by field, records a second, memory.

    python -m bench readers [--data DIR] [--records 30000] [--only fidelity|speed] [--differences]

Data: the folder pubmed_native (real files in PubMed's forms). Every field that a peer extracts is
compared with il2qa's on every record that both read, white space folded; a difference is put
down to a cause by rule, and what no rule explains is counted as "unexplained". --differences
prints those. Speed: one gzipped XML file made by repeating real records under new PMIDs; each
reader in a process of its own, CPU seconds and peak memory as the system counts them.
Peers: pip install biopython pubmed_parser.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bench.data import files
from il2qa.errors import Il2qaError
from il2qa.models import Author, Record
from il2qa.readers import medline, read

Fields = dict[str, str]
Counts = dict[str, Counter[str]]
ARTICLE = re.compile(r"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
PMID = re.compile(r"(<PMID[^>]*>)\d+(</PMID>)")
DTD = (  # Biopython reads nothing without one, and this one comes with it
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">'
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def fold(text: object) -> str:
    return " ".join(str(text or "").split())


def joined(values: Iterable[object]) -> str:
    return "; ".join(fold(value) for value in values if value)


def own_name(author: Author) -> str:
    if author.collective:
        return author.collective
    return f"{author.last_name}, {author.fore_name or ''} {author.initials or ''}".strip(", ")


def own(record: Record) -> Fields:
    """il2qa's fields as plain text."""
    return {
        "title": record.title,
        "vernacular title": record.vernacular_title or "",
        "abstract": record.abstract_text,
        "authors": joined(own_name(author) for author in record.authors),
        "affiliations": joined(text for who in record.authors for text in who.affiliations),
        "journal": record.journal.title or "",
        "abbreviation": record.journal.abbreviation or "",
        "year": str(record.date.year or "") if record.date else "",
        "date": record.date.text if record.date else "",
        "volume": record.volume or "",
        "issue": record.issue or "",
        "pages": record.pages or "",
        "languages": joined(record.languages),
        "types": joined(record.publication_types),
        "MeSH": joined(heading.descriptor for heading in record.mesh),
        "substances": joined(substance.name for substance in record.substances),
        "keywords": joined(record.keywords),
        "doi": record.doi or "",
        "pmc": (record.pmc or "").removeprefix("PMC"),
        "references": joined(record.references),
    }


def from_pubmed_parser(file: Path) -> Iterator[tuple[str, Fields]]:
    import pubmed_parser

    with tempfile.TemporaryDirectory() as folder:  # it reads gzip only
        packed = Path(folder) / "file.xml.gz"
        packed.write_bytes(gzip.compress(file.read_bytes(), 1))
        for found in pubmed_parser.parse_medline_xml(
            str(packed), author_list=True, reference_list=True
        ):
            volume, _, issue = found["issue"].partition("(")
            yield (
                found["pmid"],
                {
                    "title": found["title"],
                    "vernacular title": found["vernacular_title"],
                    "abstract": found["abstract"],
                    "authors": joined(
                        f"{who['lastname']}, {who['forename']} {who['initials']}".strip(", ")
                        for who in found["authors"]
                    ),
                    "journal": found["journal"],
                    "year": found["pubdate"],
                    "volume": volume,
                    "issue": issue.rstrip(")"),
                    "pages": found["pages"],
                    "languages": joined(found["languages"].split(";")),
                    "types": without_numbers(found["publication_types"]),
                    "MeSH": without_numbers(found["mesh_terms"]),
                    "keywords": joined(found["keywords"].split(";")),
                    "doi": found["doi"],
                    "references": joined(one["pmid"] for one in found["references"]),
                },
            )


def without_numbers(text: str) -> str:
    return joined(part.partition(":")[2] for part in text.split("; "))


def from_entrez(file: Path) -> Iterator[tuple[str, Fields]]:
    from Bio import Entrez

    with file.open("rb") as stream:
        for found in Entrez.read(stream, validate=False)["PubmedArticle"]:
            citation = found["MedlineCitation"]
            article = citation["Article"]
            issue = article["Journal"]["JournalIssue"]
            parts = article.get("Abstract", {}).get("AbstractText", [])
            ids = found["PubmedData"]["ArticleIdList"]
            numbers = {one.attributes["IdType"]: str(one) for one in ids}
            yield (
                str(citation["PMID"]),
                {
                    "title": article["ArticleTitle"],
                    "vernacular title": joined(article.get("VernacularTitle", [])[:1])
                    if isinstance(article.get("VernacularTitle"), list)
                    else article.get("VernacularTitle", ""),
                    "abstract": " ".join(
                        f"{part.attributes['Label']}: {part}" if labelled(part) else str(part)
                        for part in parts
                    ),
                    "journal": article["Journal"]["Title"],
                    "abbreviation": citation["MedlineJournalInfo"]["MedlineTA"],
                    "year": issue["PubDate"].get("Year", issue["PubDate"].get("MedlineDate", ""))[
                        :4
                    ],
                    "volume": issue.get("Volume", ""),
                    "issue": issue.get("Issue", ""),
                    "pages": article.get("Pagination", {}).get("MedlinePgn", ""),
                    "languages": joined(article["Language"]),
                    "types": joined(article["PublicationTypeList"]),
                    "MeSH": joined(
                        one["DescriptorName"] for one in citation.get("MeshHeadingList", [])
                    ),
                    "substances": joined(
                        one["NameOfSubstance"] for one in citation.get("ChemicalList", [])
                    ),
                    "keywords": joined(word for words in citation["KeywordList"] for word in words),
                    "doi": numbers.get("doi", ""),
                    "pmc": numbers.get("pmc", "").removeprefix("PMC"),
                },
            )


def labelled(part: Any) -> bool:
    return bool(getattr(part, "attributes", {}).get("Label"))


def from_medline(file: Path) -> Iterator[tuple[str, Fields]]:
    from Bio import Medline

    with file.open(encoding="utf-8", newline=None) as stream:
        for found in Medline.parse(stream):
            ids = [one.split(" [") for one in found.get("AID", [])]
            yield (
                found.get("PMID", ""),
                {
                    "title": found.get("TI", ""),
                    "vernacular title": found.get("TT", ""),
                    "abstract": found.get("AB", ""),
                    "affiliations": joined(found.get("AD", [])),
                    "journal": found.get("JT", ""),
                    "abbreviation": found.get("TA", ""),
                    "date": found.get("DP", ""),
                    "volume": found.get("VI", ""),
                    "issue": found.get("IP", ""),
                    "pages": found.get("PG", ""),
                    "languages": joined(found.get("LA", [])),
                    "types": joined(found.get("PT", [])),
                    "MeSH": joined(
                        heading.split("/")[0].lstrip("*") for heading in found.get("MH", [])
                    ),
                    "keywords": joined(word.lstrip("*") for word in found.get("OT", [])),
                    "doi": next((one[0] for one in ids if one[-1] == "doi]"), ""),
                    "pmc": found.get("PMC", "").removeprefix("PMC").partition(".")[0],
                },
            )


PEERS: dict[str, tuple[str, Callable[[Path], Iterator[tuple[str, Fields]]]]] = {
    "pubmed_parser": ("*.xml", from_pubmed_parser),
    "Bio.Entrez": ("*.xml", from_entrez),
    "Bio.Medline": ("*.txt *.nbib", from_medline),  # those that are MEDLINE text
}

CAUSES = {
    "tags": "the peer keeps tags or entities of the markup in the text",
    "scripts": "super- and subscripts: il2qa writes 10(6), as NLM's text does; the peer 106",
    "labels": "il2qa sets labels and parts of the abstract apart, the peer runs them together",
    "absent": "the peer leaves it out; il2qa's stands in the record",
    "fewer": "the peer gives only some of them",
    "order": "the same values in another order",
    "parts": "the peer leaves words out (formulas, labels); il2qa has them",
    "wraps": "the same words; a value that holds or ends with a semicolon, or a wrapped line",
    "repeats": "the peer repeats values; il2qa gives each once",
    "unexplained": "look at it with --differences",
}


def cause(ours: str, theirs: str) -> str | None:
    """Why two values differ; None where they are equal."""
    ours, theirs = fold(ours), fold(theirs)
    if ours == theirs:
        return None
    plain = fold(TAG.sub("", theirs))
    if not theirs:
        return "absent"
    if plain != theirs and bare(ours) == bare(plain):
        return "tags"
    if bare(ours, "()") == bare(plain, "()"):
        return "scripts"
    if bare(ours, "()", ":") == bare(plain, "()", ":"):
        return "labels"
    mine, others = ours.split("; "), plain.split("; ")
    if list(dict.fromkeys(others)) == mine:
        return "repeats"
    if sorted(others) == sorted(mine):
        return "order"
    if set(others) < set(mine):
        return "fewer"
    letters = iter(bare(ours, "()", ":;"))
    inside = all(letter in letters for letter in bare(plain, "()", ":;"))
    return ("wraps" if len(others) > len(mine) else "parts") if inside else "unexplained"


def bare(text: str, *dropped: str) -> str:
    for characters in ("".join(dropped), " "):
        text = text.translate({ord(character): None for character in characters})
    return text


def compared(data: Path, peer: str, show: bool = False) -> tuple[Counts, list[str]]:
    """Compare every record that a peer and il2qa read: counts by field, and what it cannot read."""
    patterns, parse = PEERS[peer]
    counts: Counts = defaultdict(Counter)
    unread: list[str] = []
    for file in (file for pattern in patterns.split() for file in sorted(data.rglob(pattern))):
        if parse is from_medline and not medline.recognises(head(file)):
            continue
        try:
            own_records = {record.id: own(record) for record in read([file])}
        except Il2qaError:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = list(parse(file))
        except Exception as error:  # a peer's failure is a result
            unread.append(f"{file.relative_to(data)} ({type(error).__name__})")
            continue
        compare(peer, own_records, theirs, counts, show)
    return counts, unread


def fidelity(data: Path, show: bool) -> None:
    print("peer            field             records   equal  differ  of these, by cause")
    for peer in PEERS:
        counts, unread = compared(data, peer, show)
        for field, found in counts.items():
            differing = found.total() - found["equal"]
            causes = ", ".join(f"{why} {n}" for why, n in found.most_common() if why != "equal")
            print(
                f"{peer:15} {field:17} {found.total():7} {found['equal']:7} {differing:7}  {causes}"
            )
        if unread:
            print(f"{peer} failed on {len(unread)} files that il2qa reads: {'; '.join(unread)}")
    print("\nCauses:")
    for why, meaning in CAUSES.items():
        print(f"  {why}: {meaning}")


def head(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(1 << 16)


def compare(
    peer: str,
    own_records: dict[str, Fields],
    theirs: list[tuple[str, Fields]],
    counts: Counts,
    show: bool,
) -> None:
    for pmid, fields in theirs:
        if pmid not in own_records:
            if pmid:
                counts["record"]["unexplained"] += 1
            continue
        counts["record"]["equal"] += 1
        for field, value in fields.items():
            why = cause(own_records[pmid][field], value)
            counts[field][why or "equal"] += 1
            if show and why == "unexplained":
                print(f"{peer} {pmid} {field}\n  il2qa {own_records[pmid][field][:400]}")
                print(f"  peer  {fold(value)[:400]}")


def synthesise(data: Path, file: Path, records: int) -> None:
    """Write a gzipped set of real articles, repeated under new PMIDs."""
    sets = sorted(data.rglob("pubmed*.xml"), key=lambda path: -path.stat().st_size)[:3]
    texts = [text for path in sets for text in ARTICLE.findall(path.read_text(encoding="utf-8"))]
    with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as stream:
        stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n{DTD}\n<PubmedArticleSet>\n')
        for pmid, text in enumerate(islice(cycle(texts), records), start=10_000_000):
            stream.write(PMID.sub(rf"\g<1>{pmid}\g<2>", text, count=1) + "\n")
        stream.write("</PubmedArticleSet>\n")


RUNS = {
    "il2qa": "sum(1 for _ in read([file]))",
    "pubmed_parser (its defaults)": "sum(1 for _ in pubmed_parser.parse_medline_xml(file))",
    "pubmed_parser (with author_list)": (
        "sum(1 for _ in pubmed_parser.parse_medline_xml(file, author_list=True))"
    ),
    "Bio.Entrez": "len(Entrez.read(gzip.open(file), validate=False)['PubmedArticle'])",
    "lxml, parsing only": (
        "sum(e.clear() or 1 for _, e in etree.iterparse(gzip.open(file), tag='PubmedArticle'))"
    ),
}
CHILD = """
import gzip, json, resource, sys, time, warnings
sys.path.insert(0, {root!r})
file = {file!r}
{imports}
start = time.process_time()
records = {expression}
seconds = time.process_time() - start
print(json.dumps([records, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
IMPORTS = {"il2qa": "from il2qa.readers import read", "Bio.Entrez": "from Bio import Entrez"}


def speed(data: Path, records: int) -> None:
    print(f"\n{'reader':34} {'records':>8} {'CPU s':>8} {'records/s':>10} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder) / "many.xml.gz", Path(folder) / "few.xml.gz"
        synthesise(data, many, records)
        synthesise(data, few, records // 10)  # enough for the slow one
        for name, expression in RUNS.items():
            first = name.split(",")[0].split(" ")[0]
            file = few if name == "Bio.Entrez" else many
            imports = IMPORTS.get(first, "from lxml import etree" if first == "lxml" else "")
            script = CHILD.format(
                root=str(files.ROOT),
                file=str(file),
                imports=imports or "import pubmed_parser",
                expression=expression,
            )
            done = subprocess.run(
                [sys.executable, "-c", script], capture_output=True, text=True, check=False
            )
            if done.returncode:
                print(f"{name:34} {done.stderr.strip().splitlines()[-1][:80]}")
                continue
            number, seconds, peak = json.loads(done.stdout)
            print(
                f"{name:34} {number:8} {seconds:8.2f} {number / seconds:10.0f} {peak / 1024:8.0f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    place = files.folder()
    parser.add_argument("--data", type=Path, default=place)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--only", choices=["fidelity", "speed"])
    parser.add_argument("--differences", action="store_true")
    options = parser.parse_args()
    data = options.data / "pubmed_native"
    if not data.is_dir():
        parser.error(f"{data}: no such folder; name the data folder with --data")
    if options.only != "speed":
        fidelity(data, options.differences)
    if options.only != "fidelity":
        speed(data, options.records)
