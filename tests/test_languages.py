"""Questions in other languages: answered where they ask for metadata, else refused by name."""

from __future__ import annotations

import pytest
from several import settled

import il2qa
from il2qa.answering.languages import foreign
from il2qa.conversation import Conversation
from il2qa.models import Answer
from il2qa.text.analyzer import default_analyzer


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Wer hat den Artikel geschrieben?", "authors"),
        ("Wer sind die Autoren?", "authors"),
        ("Wann wurde er veröffentlicht?", "date"),
        ("In welcher Zeitschrift ist die Arbeit erschienen?", "journal"),
        ("In welcher Sprache ist der Artikel?", "language"),
        ("Qui a écrit cet article ?", "authors"),
        ("Quand l'article a-t-il été publié ?", "date"),
        ("Dans quelle revue est-il paru ?", "journal"),
        ("En quelle langue ?", "language"),
        ("¿Quién escribió el artículo?", "authors"),
        ("¿Cuándo se publicó?", "date"),
        ("¿En qué revista se publicó?", "journal"),
        ("¿En qué idioma está escrito?", "language"),
        ("Chi ha scritto l'articolo?", "authors"),
        ("Quando è stato pubblicato?", "date"),
        ("In quale rivista è stato pubblicato?", "journal"),
        ("In che lingua è scritto?", "language"),
        ("In welcher Zeitschrift erschien es?", "journal"),
        ("Qui l'a écrit ?", "authors"),
        ("Wie heeft het geschreven?", "authors"),
        ("Quando foi publicado?", "date"),
    ],
)
def test_metadata_is_told_in_the_language_of_the_reader(question: str, field: str) -> None:
    """Of the record in focus, one-shot and in the chat; the question in English stands above."""
    corpus = settled()
    asked = corpus.ask(question, focus="101")
    assert asked.passages, asked.reason
    assert asked.passages[0].citation.field == field
    conversation = Conversation(corpus)
    conversation.choose("101")
    told = conversation.ask(question)
    assert isinstance(told, Answer)
    assert [one.citation for one in told] == [one.citation for one in asked]
    assert told.interpreted_as


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Welche Zellen produzieren Interleukin-2?", "German"),
        ("Was bewirkt Interleukin-2?", "German"),
        ("Wie viele Patienten wurden eingeschlossen?", "German"),
        ("Quelles cellules produisent l'interleukine 2 ?", "French"),
        ("¿Qué células producen IL-2?", "Spanish"),
        ("Quali cellule producono interleuchina-2?", "Italian"),
        ("La vitamina D è utile nella depressione?", "Italian"),
        ("Come funziona il semaglutide nei bambini?", "Italian"),
        ("Wie viele Patienten nahmen teil?", "German"),
        ("Ist Semaglutid sicher?", "German"),
        ("Combien de patients ont participé ?", "French"),
        ("Comment traiter le diabète chez les enfants ?", "French"),
        ("¿Es segura la metformina en los niños?", "Spanish"),
        ("Wat zijn de bijwerkingen van semaglutide?", "Dutch"),
        ("Quantos pacientes participaram?", "Portuguese"),
        ("Was kostet Insulin?", "German"),
        ("Zusammenfassung", "German"),
        ("Nebenwirkungen Metformin", "German"),
        ("dolor de cabeza melatonina", "Spanish"),
        ("effetti collaterali della metformina", "Italian"),
        ("traitement de la douleur", "French"),
        ("Hvilke bivirkninger har metformin?", "Norwegian"),
        ("Hvad er bivirkningerne ved metformin?", "Danish"),
        ("Vilka biverkningar har metformin?", "Swedish"),
        ("Jakie skutki uboczne ma metformina?", "Polish"),
        ("Какие побочные эффекты у метформина?", "Russian or another language"),
        ("メトホルミンの副作用は何ですか", "Japanese"),
        ("二甲双胍的副作用是什么", "Chinese or Japanese"),
        ("메트포르민의 부작용은 무엇입니까", "Korean"),
        ("Ποιες είναι οι παρενέργειες;", "Greek"),
    ],
)
def test_content_is_refused_by_the_name_of_the_language(question: str, language: str) -> None:
    """Not by "no record tells of Wer, hat, den"; the topic stays what it was."""
    conversation = Conversation(settled())
    conversation.ask("Which cells produce interleukin-2?")
    told = conversation.ask(question)
    assert isinstance(told, Answer)
    assert told.status == "no_evidence"
    assert f"in {language}" in (told.reason or "")
    assert "English" in (told.reason or "")
    after = conversation.ask("what about macrophages?")
    assert isinstance(after, Answer)
    assert "macrophages produce interleukin-2" in (after.interpreted_as or "")


@pytest.mark.parametrize(
    "question",
    [
        "Is vitamin D a hormone?",
        "Which cells does IL-2 act on in vivo?",
        "E. coli in situ?",
        "What is the role of DES in die casting?",
        "Was it cited?",
        "Is IL-2 given in cancer?",
        "does il-2 help in mice?",
        "Is LA or DES given?",
        "La Crosse virus",
        "macrophages",
        "",
        "de novo mutations in autism",
        "Does fenofibrate help in COVID-19 in women?",
        "Does insulin come in pens?",
        "UTI in men in US?",
        "hay fever in son",
        "Men die in war",
        "was it in vivo or in vitro?",
        "mortality per se in ALS",
        "is il-12 raised in the blood",
        "van der Woude syndrome in men",
        "is im ziprasidone better than im haloperidol",
        "goal was met in HOT",
    ],
)
def test_english_with_foreign_words_is_english(question: str) -> None:
    """Latin phrases, names, letters."""
    assert foreign(question, default_analyzer()) is None


def test_corpus_is_not_needed(corpus: il2qa.Corpus) -> None:
    """The bundled article is German; it can be asked in German who wrote it."""
    assert corpus.ask("Wer hat den Artikel verfasst?").status == "answered"
