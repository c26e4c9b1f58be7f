"""What every part of the model file is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(gt=0, le=1)]
OpenProbability = Annotated[float, Field(gt=0, lt=1)]
"""Neither impossible nor certain: both it and what it leaves can be weighed."""


def rounded(number: float) -> float:
    """To nine significant digits: beyond them a model would tell in which order its sums were taken."""
    return float(f"{number:.9g}")


class Frozen(BaseModel):
    """A part of the model file: nothing unknown in it, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)
