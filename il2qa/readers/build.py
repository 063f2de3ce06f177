"""Builds models from values that a reader has already made clean and of the right types.

Validation by pydantic would take half of the time of reading XML, its own `model_construct` a
quarter; this takes a twentieth. What is built equals what validation would give
(tests/readers/test_build.py).
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from il2qa.models import Value

Model = TypeVar("Model", bound=Value)

_set = object.__setattr__  # as models are frozen


SHARED = 1 << 14
"""How many recent values of one kind (MeSH headings, dates, …) are kept, to be shared."""


def build(model: type[Model], **values: Any) -> Model:
    """Return `model(**values)` without validating the values."""
    built = model.__new__(model)
    _set(built, "__dict__", {**_defaults(model), **values})
    _set(built, "__pydantic_fields_set__", set(values))
    _set(built, "__pydantic_extra__", None)
    _set(built, "__pydantic_private__", None)
    return built


@cache
def _defaults(model: type[Value]) -> dict[str, Any]:
    """The defaults of a model's fields, in their order; all are immutable, so may be shared."""
    return {
        name: None if field.is_required() else field.default
        for name, field in model.model_fields.items()
    }
