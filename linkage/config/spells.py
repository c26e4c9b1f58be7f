"""Provider spells of which some episodes lack a key."""

from typing import Literal

from pydantic import Field

from linkage.config.setting import Strict


class Spells(Strict):
    """Which episodes are of one spell, beyond the published rule."""

    keys_missing: Literal["joined", "apart"] = Field(
        "joined",
        description="An episode that lacks the provider spell number, the admission date or both: joined to the spell "
        "with a number that the other tells, or its days; apart: such episodes make spells of their own.",
    )
