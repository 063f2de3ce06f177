"""A few records for retrievers to search."""

from __future__ import annotations

import il2qa
from il2qa.corpora.memory import MemoryCorpus

QUESTION = "What does aspirin do to fever?"


def some_records() -> il2qa.Corpus:
    """Four records on one drug, of different years."""
    told = (
        (1, 1990, "Aspirin lowered fever in 40 children. No child had a rash."),
        (2, 2000, "Aspirin and fever: fever fell by two degrees after aspirin."),
        (3, 2010, "In rats aspirin prevented fever. Rats drank more water."),
        (4, 2020, "Aspirin did not change the length of fever in adults."),
    )
    records = [
        il2qa.Record(
            pmid=str(number),
            title=f"A trial of aspirin, {year}",
            abstract=(il2qa.Section(text=text),),
            date=il2qa.PublicationDate(text=str(year), year=year),
        )
        for number, year, text in told
    ]
    return il2qa.Corpus(MemoryCorpus(records, "made"))
