"""What every settings file is made of: tables that refuse unknown keys, and kinds of values."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_ ]{0,63}$")]
Delimiter = Annotated[Literal[",", "|", "\t"], BeforeValidator(lambda text: "\t" if text == "tab" else text)]


class Strict(BaseModel):
    """Unknown keys are refused, values cannot change, and a message never repeats what was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
