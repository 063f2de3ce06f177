"""Cutting records into passages."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

import il2qa
from il2qa.fields import QUOTED, STATED
from il2qa.passages.spans import field_texts, spans
from il2qa.text.analyzer import default_analyzer

ANALYZER = default_analyzer()

TEXT = st.text(max_size=120)
LABEL = st.none() | st.sampled_from(["AIM", "RESULTS", "CONCLUSION"])
SECTIONS = st.lists(st.builds(il2qa.Section, text=TEXT, label=LABEL), max_size=4).map(tuple)
RECORDS = st.builds(
    il2qa.Record,
    pmid=st.just("1"),
    title=TEXT,
    abstract=SECTIONS,
    volume=st.none() | TEXT,
    keywords=st.lists(TEXT, max_size=3).map(tuple),
)


def test_bundled_record_has_a_title_six_sentences_and_its_statements(
    record: il2qa.Record,
) -> None:
    """The passages are the title, the abstract's six sentences, one statement a field."""
    fields = [span.field for span in spans(record, ANALYZER)]
    assert fields == [
        "title",
        *["abstract"] * 6,
        *["authors", "journal", "date", "volume", "issue", "pages", "language"],
        *["publication_type", "pmid", "reference"],
    ]
    assert [span.sentence for span in spans(record, ANALYZER) if span.sentence] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_statements_say_what_the_record_says(record: il2qa.Record) -> None:
    """Each metadata field is one statement that begins with its name."""
    texts = field_texts(record)
    assert texts["authors"] == "Authors: L Borradori et al."
    assert texts["journal"] == "Journal: Schweiz Med Wochenschr"
    assert texts["date"] == "Published: 1987 Jun 20"
    assert texts["language"] == "Language: German"
    assert set(texts) <= {*QUOTED, *(field.name for field in STATED)}


def test_labels_stand_in_the_field_but_in_no_passage() -> None:
    """A section's label is part of the abstract's text and is never quoted."""
    found = il2qa.Record(
        pmid="1",
        abstract=(
            il2qa.Section(text="We asked. We saw.", label="AIM"),
            il2qa.Section(text="All died.", label="RESULTS"),
        ),
    )
    text = field_texts(found)["abstract"]
    assert text == "AIM: We asked. We saw. RESULTS: All died."
    quoted = [
        (text[span.start : span.end], span.label)
        for span in spans(found, ANALYZER)
        if span.sentence
    ]
    assert quoted == [("We asked.", "AIM"), ("We saw.", "AIM"), ("All died.", "RESULTS")]


@given(RECORDS)
def test_offsets_slice_back_for_every_passage(found: il2qa.Record) -> None:
    """Every passage is a slice of its field, without blank edges, in order."""
    texts = field_texts(found)
    last: dict[str, int] = {}
    for span in spans(found, ANALYZER):
        text = texts[span.field][span.start : span.end]
        assert text
        assert 0 <= last.get(span.field, 0) <= span.start < span.end <= len(texts[span.field])
        if span.field == "abstract":
            assert text == text.strip()
        last[span.field] = span.end


@given(RECORDS)
def test_no_text_of_an_abstract_is_lost(found: il2qa.Record) -> None:
    """The sentences of an abstract hold all of its text but labels, space and copyright lines."""
    parts = [section.text for section in found.abstract]
    assume(all(ANALYZER.quotable(part) == ANALYZER.sentences(part) for part in parts))
    text = field_texts(found).get("abstract", "")
    quoted = "".join(text[s.start : s.end] for s in spans(found, ANALYZER) if s.field == "abstract")
    plain = "".join(parts)
    assert "".join(quoted.split()) == "".join(plain.split())
