"""Answering: a question is read, one route finds what tells, and all that is said derives from it.

`find` gives the Finding, `survey` that of several records; `answer_of` puts it into words,
`explanation.explanation_of` says why.
"""

from il2qa.answering.answer import answer, answer_of
from il2qa.answering.engine import Engine, shipped_engine
from il2qa.answering.finding import Finding
from il2qa.answering.request import CANDIDATES, Request, read
from il2qa.answering.routes import ROUTES, find

__all__ = [
    "CANDIDATES",
    "ROUTES",
    "Engine",
    "Finding",
    "Request",
    "answer",
    "answer_of",
    "find",
    "read",
    "shipped_engine",
]
