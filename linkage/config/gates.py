"""The table of a job file that says what a month must not fall short of, and what happens when it does."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, JsonValue, create_model

from linkage.config.setting import Share, Strict
from linkage.gates.every import GATES
from linkage.gates.gate import Gate

Limit = Annotated[float, Field(ge=0)]


Mode = Literal["off", "warn", "refuse"]


class GateSetting(Strict):
    """A gate as a job sets it: a mode, or limits; what is left out is as the program has it."""

    mode: Mode | None = Field(
        None, description="off: not judged; warn: it never refuses; refuse: what would warn refuses too."
    )
    warn: Limit | None = Field(None, description="Beyond this the run warns.")
    refuse: Limit | None = Field(None, description="Beyond this nothing is published.")

    @property
    def is_number(self) -> bool:
        """Whether it was written as a number alone: the limit beyond which it refuses, however small the month."""
        return "warn" in self.model_fields_set and self.warn is None


def in_full(written: object) -> object:
    """A mode or a number as the table that it is short for."""
    if isinstance(written, str):
        return {"mode": written}
    if isinstance(written, int | float) and not isinstance(written, bool):
        return {"warn": None, "refuse": written}
    return written


class ShareSetting(GateSetting):
    """The same, for a gate whose limits are shares: 0.1, not 10, is a tenth."""

    warn: Share | None = Field(None, description="Beyond this the run warns.")
    refuse: Share | None = Field(None, description="Beyond this nothing is published.")


Number = Annotated[GateSetting, BeforeValidator(in_full, json_schema_input_type=Mode | Limit | GateSetting)]
Part = Annotated[ShareSetting, BeforeValidator(in_full, json_schema_input_type=Mode | Share | ShareSetting)]


def limits_of(gate: Gate) -> dict[str, JsonValue]:
    """The limits that a gate has where the job says none."""
    return {
        name: limit for name, limit in (("warn", gate.warn), ("refuse", gate.refuse)) if limit is not None
    }


class GatesSettings(Strict):
    """[gates]: a number (refuse beyond it), a mode ("off", "warn", "refuse") or { warn = .., refuse = .. } for each."""

    judged_from_events: int = Field(
        50,
        ge=0,
        description="Comparisons and shares of fewer events (or rows, for a file) are left to chance, not judged.",
    )
    silent_from_events: int = Field(
        10, ge=0, description="Events of a provider before, from which on it is told when it sends nothing."
    )

    def of(self, name: str) -> GateSetting:
        """The setting of a gate by its name."""
        found: GateSetting = getattr(self, name)
        return found


if TYPE_CHECKING:

    class GatesTable(GatesSettings):
        """The table with a key for every gate, which no type checker can know."""

else:
    GatesTable = create_model(
        "GatesTable",
        __base__=GatesSettings,
        __module__=__name__,
        __doc__=GatesSettings.__doc__,
        **{
            gate.name: (
                Part if gate.is_part else Number,
                Field(
                    ShareSetting() if gate.is_part else GateSetting(),
                    description=gate.setting,
                    json_schema_extra={"default": limits_of(gate)},
                ),
            )
            for gate in GATES
        },
    )
