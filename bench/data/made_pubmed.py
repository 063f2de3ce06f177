"""Makes PubMed records and files for measuring: sentences of real abstracts, put together anew.

    python -m bench make-pubmed RECORDS FILES OUT

writes FILES PubMed XML files (.xml.gz) of RECORDS records in all to the folder OUT. Titles and
sentences come from DATA/abstracts_pool.jsonl.gz; PMIDs, authors, affiliations, journals, dates and
headings are made up, about as many as PubMed's records have.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from bench.data import files
from il2qa.models import Record, Section
from il2qa.passages.analysis import AnalysedPassage, Analysis
from il2qa.passages.spans import Span
from il2qa.text.analyzer import default_analyzer

FIRST_PMID = 50_000_000
_SYLLABLES = [
    *["ba", "de", "ki", "lo", "mu", "na", "po", "ri", "sa", "te", "vo", "wu", "zan", "mer"],
    *["lin", "gor", "hal", "sted", "berg", "son", "ova", "ini"],
]
_TOPICS = (
    "Humans Female Male Adult Aged Animals Mice Rats Interleukin-2 Lymphocytes Neoplasms Mutation "
    "Signal_Transduction Retrospective_Studies Treatment_Outcome Cell_Line Risk_Factors Prognosis"
).replace("_", " ")
_WORDS = _TOPICS.split()


def pool(data: Path) -> list[tuple[str, str]]:
    """Title and abstract of each record of the pool, each PMID once."""
    found = {}
    with gzip.open(data / "abstracts_pool.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            found[str(record["pmid"])] = (record["title"] or "", record["abstract"] or "")
    return list(found.values())


def pool_records(data: Path) -> list[Record]:
    """The pool as records."""
    found = {}
    with gzip.open(data / "abstracts_pool.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            text = read["abstract"]
            found[str(read["pmid"])] = Record(
                pmid=str(read["pmid"]),
                title=read["title"] or "",
                abstract=(Section(text=text),) if text else (),
            )
    return list(found.values())


class Assembly:
    """Makes new records out of sentences that are analysed once.

    Each record has the title of one record and ten sentences of others: as long as an abstract,
    with the vocabulary of abstracts.
    """

    def __init__(self, texts: list[tuple[str, str]], taken: int = 4000) -> None:
        self._analyzer = default_analyzer()
        self._titles = [self._analysed(title) for title, _ in texts if title]
        self._sentences = [
            self._analysed(text[start:end])
            for _, text in texts[:taken]
            for start, end in self._analyzer.sentences(text)
        ]

    def records(self, first: int, last: int) -> Iterator[tuple[Record, Analysis]]:
        """Records number `first` to `last` with their analysis, always the same."""
        for number in range(first, last):
            chance = random.Random(number)
            title, title_terms = chance.choice(self._titles)
            told = chance.choices(self._sentences, k=10)
            pmid = str(FIRST_PMID + number)
            abstract = Section(text=" ".join(text for text, _ in told))
            record = Record(pmid=pmid, title=title, abstract=(abstract,))
            quoted = tuple(self._passages(record, title_terms, told))
            yield record, Analysis(quoted, ("pmid", pmid), len(quoted) + 2, self._analyzer)

    def _passages(
        self, record: Record, title: tuple[str, ...], told: list[tuple[str, tuple[str, ...]]]
    ) -> Iterator[AnalysedPassage]:
        yield AnalysedPassage(Span("title", 0, len(record.title)), record.title, title)
        at = 0
        for number, (text, known) in enumerate(told, start=1):
            span = Span("abstract", at, at + len(text), None, number)
            yield AnalysedPassage(span, text, known)
            at += len(text) + 1

    def _analysed(self, text: str) -> tuple[str, tuple[str, ...]]:
        return text, default_analyzer().terms(text)


def article(pmid: int, title: str, abstract: str, chance: random.Random) -> str:
    """A record as PubMed's XML has it, its metadata made up."""
    authors = "".join(_author(chance) for _ in range(chance.randint(2, 8)))
    mesh = "".join(_heading(chance) for _ in range(chance.randint(6, 14)))
    year, month, volume = chance.randint(1975, 2025), chance.randint(1, 12), chance.randint(1, 400)
    journal = f"{_name(chance)} Journal of {chance.choice(_WORDS)} Research"
    page = chance.randint(1, 2000)
    return (
        '<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
        f'<PMID Version="1">{pmid}</PMID><DateCompleted><Year>{year}</Year><Month>{month}</Month>'
        f'<Day>1</Day></DateCompleted><Article PubModel="Print"><Journal><ISSN IssnType="Print">'
        f"{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}</ISSN>"
        f'<JournalIssue CitedMedium="Print"><Volume>{volume}</Volume><Issue>{month}</Issue>'
        f"<PubDate><Year>{year}</Year><Month>{month:02}</Month></PubDate></JournalIssue>"
        f"<Title>{journal}</Title><ISOAbbreviation>{journal[:12]}</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{escape(title)}</ArticleTitle>"
        f"<Pagination><MedlinePgn>{page}-{page + 9}</MedlinePgn></Pagination>"
        f"<Abstract><AbstractText>{escape(abstract)}</AbstractText></Abstract>"
        f'<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language>'
        '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
        "</PublicationTypeList></Article><MedlineJournalInfo><Country>England</Country>"
        f"<MedlineTA>{journal[:12]}</MedlineTA><NlmUniqueID>{chance.randint(10**6, 10**7)}"
        f"</NlmUniqueID></MedlineJournalInfo><MeshHeadingList>{mesh}</MeshHeadingList>"
        '</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">'
        f'{pmid}</ArticleId><ArticleId IdType="doi">10.1000/{chance.randint(10**6, 10**7)}'
        "</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n"
    )


def write_files(texts: list[tuple[str, str]], number: int, files: int, out: Path) -> list[Path]:
    """Write records as PubMed XML files, named as NLM names them."""
    chance = random.Random(1)
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in range(files):
        path = out / f"pubmed26n{file + 1:04}.xml.gz"
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as stream:
            stream.write('<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
            for place in range(file * number // files, (file + 1) * number // files):
                title, abstract = texts[place % len(texts)]
                stream.write(article(FIRST_PMID + place, title, abstract, chance))
            stream.write("</PubmedArticleSet>\n")
        paths.append(path)
    return paths


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize()


def _author(chance: random.Random) -> str:
    fore = _name(chance)
    place = (
        f"Department of {chance.choice(_WORDS)}, University of {_name(chance)}, {_name(chance)}."
    )
    return (
        f'<Author ValidYN="Y"><LastName>{_name(chance)}</LastName><ForeName>{fore}</ForeName>'
        f"<Initials>{fore[0]}</Initials><AffiliationInfo><Affiliation>{place}</Affiliation>"
        "</AffiliationInfo></Author>"
    )


def _heading(chance: random.Random) -> str:
    number = chance.randint(1, 30_000)
    return (
        f'<MeshHeading><DescriptorName UI="D{number:06}" MajorTopicYN="N">'
        f"{chance.choice(_WORDS)}</DescriptorName></MeshHeading>"
    )


def main() -> None:
    """Write files of so many records: RECORDS FILES OUT."""
    number, count, out = sys.argv[1:]
    write_files(pool(files.folder()), int(number), int(count), Path(out))
