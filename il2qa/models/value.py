"""What all values at the boundaries are: frozen, and closed to keys that they do not have."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
