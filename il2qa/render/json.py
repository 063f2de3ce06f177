"""An answer as one line of JSON, as programs read it (see docs/json.md)."""

from __future__ import annotations

from il2qa.models.forms import SCHEMA, printable
from il2qa.models.forms import as_json as answer_json
from il2qa.models.forms import content as answer_content

__all__ = ["SCHEMA", "answer_content", "answer_json", "printable"]
