"""What every part of a manifest has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0)]


class ManifestPart(BaseModel):
    """Unknown keys are refused, values cannot change, and a message never repeats what was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
