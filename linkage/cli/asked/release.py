"""The release that a command is asked about: by its number, or the current one."""

from pathlib import Path

from linkage.cli.telling.typed import typed
from linkage.errors import ConfigError
from linkage.release import history
from linkage.release.layout import Layout
from linkage.release.shown import shown

NUMBER_DIGITS = 4
"""Digits of a release number, at least."""


def existing(layout: Layout, number: str | None, job_file: Path) -> str:
    """The release asked for, or the current one; ConfigError when there is none, IntegrityError when it is lost."""
    wanted = written_out(number) if number else shown(layout)
    if wanted is None:
        raise ConfigError(
            f"nothing has been published yet; run `linkage run {typed(job_file)} --month YYYY-MM`"
        )
    history.refuse_missing(layout, wanted)
    return wanted


def written_out(number: str) -> str:
    """A release number as its folder has it: 1, 01 and 0001 are one; any other text is left as it is."""
    is_number = number.isascii() and number.isdigit()
    return (number.lstrip("0") or "0").rjust(NUMBER_DIGITS, "0") if is_number else number
