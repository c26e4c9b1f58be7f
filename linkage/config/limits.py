"""[limits]: how far a job goes with what it is given."""

from pydantic import Field

from linkage.config.setting import Strict


class LimitsTable(Strict):
    """[limits]: how far a job goes with what it is given."""

    unpacked_times: int = Field(
        100,
        ge=1,
        le=1_000_000,
        description="A compressed file may unpack to so many times its own size; from 4 MiB on, it is judged.",
    )
