"""[limits] and [inputs]: how far a job goes with what it is given, and whether without a file."""

from typing import Literal

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
    row_lines: int = Field(
        50,
        ge=1,
        le=10_000,
        description="A row of a text file may go over so many lines, where a quoted field holds line breaks; 1: a line "
        "is a row. A quote that is not closed by then is a stray one: its line alone is set aside.",
    )
    row_characters: int = Field(
        32_768,
        ge=1,
        le=1 << 24,
        description="A row that goes over several lines may have so many characters.",
    )


class InputsTable(Strict):
    """[inputs]: what becomes of a month when one of its files cannot be used."""

    on_bad_file: Literal["stop", "set_aside"] = Field(
        "stop",
        description="A file that cannot be used ends the run (stop), or the month goes on without it, which is told on "
        "the first screen of its report (set_aside); never without any file of a data set, nor with --changed.",
    )
