"""Makes il2qa/corpora/codec/common.txt: words that are common in abstracts, for compression.

    python -m bench learn-compression

Counts words of the abstracts in DATA/abstracts_pool.jsonl.gz and of their terms; the list holds
single words (with the space before them) and il2qa's own key names, no text.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter

from bench.data import files
from il2qa.models import (
    Author,
    Correction,
    Grant,
    Journal,
    MeshHeading,
    PublicationDate,
    Qualifier,
    Record,
    Section,
    Substance,
)
from il2qa.text.analyzer import default_analyzer

BYTES = 16_000  # 32,000 save one hundredth more
OUT = files.ROOT / "il2qa" / "corpora" / "codec" / "common.txt"


def main() -> None:
    """Count, choose by what each word saves, write the best last."""
    counts: Counter[str] = Counter()
    with gzip.open(files.folder() / "abstracts_pool.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 3 == 0:
                text = json.loads(line)["abstract"] or ""
                counts.update(re.findall(r" [A-Za-z][a-z-]{3,}", text))
                counts.update(
                    f" {term}" for term in default_analyzer().terms(text) if len(term) > 3
                )
    saved = {word: (len(word) - 3) * count for word, count in counts.items()}
    chosen, size = [], 0
    for word in sorted(saved, key=lambda word: (-saved[word], word)):
        size += len(word.encode())
        if size > BYTES:
            break
        chosen.append(word)
    OUT.write_text("".join(reversed(chosen)) + keys(), encoding="utf-8")
    print(f"{OUT}: {len(chosen):,} words, {OUT.stat().st_size:,} bytes")


def keys() -> str:
    """The names that stand in every stored record, as JSON has them."""
    person = Author(last_name="A", fore_name="B", initials="C", affiliations=("Department of",))
    record = Record(
        pmid="1",
        version=2,
        title="A",
        abstract=tuple(
            Section(text="A", label=name, category=name)
            for name in ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")
        ),
        authors=(person, person),
        journal=Journal(title="A", abbreviation="B", issn=("1",), nlm_id="2", country="England"),
        date=PublicationDate(text="2001 Jan", year=2001, month=1, day=1),
        electronic_date=PublicationDate(text="2001 Jan 1", year=2001, month=1, day=1),
        volume="1",
        issue="2",
        pages="3",
        languages=("eng",),
        publication_types=("Journal Article", "Research Support, Non-U.S. Gov't"),
        mesh=tuple(
            MeshHeading(descriptor=name, qualifiers=(Qualifier(name="metabolism", major=True),))
            for name in ("Animals", "Female", "Male", "Adult", "Humans")
        ),
        substances=(Substance(name="A", registry_number="0"),),
        keywords=("A",),
        doi="10.1016/j.",
        pmc="PMC1",
        other_ids=("pii:S",),
        grants=(Grant(number="R01", agency="A", acronym="B", country="United States"),),
        corrections=(Correction(kind="CommentIn", citation="A", pmid="1"),),
        references=("1",),
    )
    return record.model_dump_json(exclude_defaults=True)
