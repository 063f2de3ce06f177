"""An answer as a value: iteration, truth, rows, HTML, pickling."""

from __future__ import annotations

import pickle
from html.parser import HTMLParser

import il2qa


def made(text: str = "Tea stops hiccups.", url: str | None = None) -> il2qa.Answer:
    citation = il2qa.Citation(
        id="doi:10.1/x",
        pmid=None,
        field="abstract",
        label="AIM<b>",
        sentence=2,
        start=3,
        end=3 + len(text),
        reference="Doe J. Tea.",
        short_reference="Doe & Co. 2001",
        url=url,
    )
    passage = il2qa.Passage(
        text=text, citation=citation, score=1.5, highlights=((0, 3),), notices=("RETRACTED",)
    )
    return il2qa.Answer(question="tea?", status="answered", confidence=0.5, passages=(passage,))


NOTHING = il2qa.Answer(question="x", status="no_evidence", confidence=0.0, reason="none <told>")


def test_answer_iterates_over_its_passages() -> None:
    """It is true where anything was quoted, and counts its quotations."""
    assert [passage.text for passage in made()] == ["Tea stops hiccups."]
    assert (len(made()), bool(made())) == (1, True)
    assert (len(NOTHING), bool(NOTHING), list(NOTHING)) == (0, False, [])


def test_answer_is_a_value() -> None:
    """It is pickled, copied and compared as before."""
    answer = made()
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301
    assert il2qa.Answer.model_validate(answer.model_dump()) == answer
    assert il2qa.Answer.model_validate_json(answer.model_dump_json()) == answer
    assert "tea?" in repr(answer)


def test_rows_are_flat() -> None:
    """One a passage, all of the same keys, no value a list."""
    (row,) = made().rows()
    assert (row["rank"], row["pmid"], row["id"]) == (1, None, "doi:10.1/x")
    assert (row["notices"], row["start"], row["score"]) == ("RETRACTED", 3, 1.5)
    assert not any(isinstance(value, list | tuple | dict) for value in row.values())
    assert NOTHING.rows() == []


def test_rows_have_the_same_keys_with_and_without_pmid(corpus: il2qa.Corpus) -> None:
    """So that answers make one table."""
    (row,) = made().rows()
    assert {tuple(sorted(one)) for one in corpus.ask("Who wrote it?").rows()} == {
        tuple(sorted(row))
    }


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(answer: il2qa.Answer) -> _Tags:
    page = _Tags()
    page.feed(answer._repr_html_())
    return page


def test_notebook_marks_words_and_links_to_pubmed(corpus: il2qa.Corpus) -> None:
    """The question, the quotation, where it stands."""
    page = shown(corpus.ask("Which cells produce interleukin-2?", limit=1))
    assert "mark" in page.tags
    assert page.links == ["https://pubmed.ncbi.nlm.nih.gov/3303316/"]
    assert "Interleukin-2, a lymphokine" in page.text
    assert "abstract · sentence 1 · Borradori L" in page.text


def test_notebook_runs_nothing_that_a_record_says() -> None:
    """Markup is shown as text, signs that turn the display are replaced, odd links are none."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e"
    page = shown(made(hostile, url="javascript:alert(1)"))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert page.links == []
    assert "<script>" in page.text
    assert "\u202e" not in page.text
    assert "AIM<b>" in page.text


def test_notebook_says_why_there_is_nothing() -> None:
    """And what is missing where it is only in part."""
    assert "No evidence found: none <told>." in shown(NOTHING).text
    part = made().model_copy(update={"status": "partial", "missing": ("coffee",)})
    assert "nothing quoted here mentions “coffee”" in shown(part).text
