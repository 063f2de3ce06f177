"""A small corpus of invented records: what one record cannot show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import il2qa
from il2qa.answering import Finding
from il2qa.api import Corpus
from il2qa.corpora.memory import MemoryCorpus
from il2qa.corpora.protocol import candidate
from il2qa.filters.where import Where
from il2qa.models import Author, Correction, Journal, PublicationDate, Record, Section
from il2qa.ranking.confidence import Judgement
from il2qa.ranking.rank import Ranked
from il2qa.render.record import record_json
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()

JOURNAL = Journal(title="Imaginary immunology", abbreviation="Imag Immunol", issn=("0000-0001",))


def dated(year: int, month: int | None = None, day: int | None = None) -> PublicationDate:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    told = [str(year), *([months[month - 1]] if month else []), *([str(day)] if day else [])]
    return PublicationDate(text=" ".join(told), year=year, month=month, day=day)


RECORDS = (
    Record(
        pmid="101",
        title="Interleukin-2 in HIV infection.",
        abstract=(
            Section(text="T cells of patients with HIV infection make little interleukin-2."),
            Section(text="Interleukin-2 given as a drug raised the count of T cells.", label=None),
        ),
        authors=(
            Author(last_name="Doe", fore_name="Jane", initials="J"),
            Author(last_name="Roe", fore_name="Richard Q", initials="RQ"),
        ),
        journal=JOURNAL,
        date=dated(1991, 3),
        volume="7",
        issue="2",
        pages="11-9",
        languages=("eng",),
        publication_types=("Journal Article",),
        doi="10.1000/101",
        references=("103",),
    ),
    Record(
        pmid="102",
        title="Macrophages answer interleukin-2: a review.",
        abstract=(
            Section(text="Macrophages carry a receptor for interleukin-2."),
            Section(text="Interleukin-2 makes macrophages kill tumour cells."),
        ),
        authors=(Author(last_name="van der Berg", fore_name="Anna", initials="A"),),
        journal=JOURNAL,
        date=dated(1995),
        volume="11",
        pages="e12",
        languages=("eng",),
        publication_types=("Journal Article", "Review"),
        references=("101", "103"),
    ),
    Record(
        pmid="103",
        title="[Interleukin-2 and its receptor].",
        vernacular_title="Interleukin-2 und sein Rezeptor.",
        abstract=(Section(text="Activated T cells produce interleukin-2 and its receptor."),),
        authors=(Author(collective="Arbeitskreis Immunologie"),),
        journal=Journal(abbreviation="Imag Z Immunol"),
        date=dated(1986, 6, 20),
        volume="117",
        issue="25",
        pages="945-51",
        languages=("ger",),
        publication_types=("Journal Article",),
    ),
    Record(
        pmid="104",
        title="A trial of interleukin-4 for hiccups.",
        abstract=(Section(text="Interleukin-4 stopped hiccups in 12 of 20 children."),),
        authors=(Author(last_name="Poe", fore_name="Edgar", initials="E"),),
        journal=JOURNAL,
        date=dated(2001),
        languages=("eng",),
        publication_types=("Clinical Trial", "Retracted Publication"),
        corrections=(
            Correction(kind="RetractionIn", citation="Imag Immunol. 2003;19:1", pmid="9"),
        ),
    ),
)


def several() -> Corpus:
    """The records as an opened corpus."""
    return Corpus(MemoryCorpus(RECORDS, name="several"))


def written(folder: Path, records: tuple[il2qa.Record, ...] = RECORDS) -> Path:
    """The records as a file that --corpus takes."""
    path = folder / "several.jsonl"
    path.write_text("".join(f"{record_json(record)}\n" for record in records), encoding="utf-8")
    return path


class Settled(Corpus):
    """The records, with settled answers to some questions, whatever ranking makes of them."""

    ANSWERS: ClassVar = {
        "Which cells produce interleukin-2?": ("answered", ["103 1", "102 2", "101 2"]),
        "Do macrophages answer IL-2?": ("partial", ["102 1", "102 2"]),
        "What kills tumour cells?": ("answered", ["102 2"]),
        "What stopped hiccups?": ("answered", ["104 1"]),
        "What is the capital of France?": ("no_evidence", []),
    }

    def find(
        self, question: str, where: Where | None = None, *, focus: str | None = None
    ) -> Finding:
        """What is settled; of any other question what the corpus finds."""
        found = super().find(question, where, focus=focus)
        if question not in self.ANSWERS or where:
            return found
        status, places = self.ANSWERS[question]
        evidence = tuple(self._ranked(*place.split()) for place in places)
        return replace(found, judgement=Judgement(status, 0.5, 1.0), evidence=evidence)

    def _ranked(self, pmid: str, sentence: str) -> Ranked:
        record = self.record(pmid)
        assert record is not None
        found = candidate(record, ANALYZER)
        (passage,) = (one for one in found.quoted if one.span.sentence == int(sentence))
        return Ranked(found, passage, 1.0)


def settled() -> Corpus:
    """The records with settled answers, for what is shown rather than what is found."""
    return Settled(MemoryCorpus(RECORDS, name="several"))
