"""Every argument and option, declared once, and what a command is given of the machine."""

import os
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from linkage import progress
from linkage.errors import ConfigError
from linkage.release import history
from linkage.release.layout import Layout
from linkage.release.shown import shown
from linkage.surroundings import Surroundings

NUMBER_DIGITS = 4
"""Digits of a release number, at least."""
MONTH_PATTERN = r"[0-9]{4}-(0[1-9]|1[0-2])"

JobFile = Annotated[Path, typer.Argument(metavar="JOB", help="The job file, for example job.toml.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
Number = Annotated[
    str | None, typer.Argument(metavar="[RELEASE]", help="Release number; the current one if left out.")
]
UnsafeDebug = Annotated[
    bool,
    typer.Option(
        "--unsafe-debug", help="Show database errors as they are. They quote data: secure machines only."
    ),
]


def month(text: str) -> str:
    """A calendar month as YYYY-MM; a usage error otherwise."""
    if not re.fullmatch(MONTH_PATTERN, text):
        raise typer.BadParameter("write the month as YYYY-MM, for example 2026-04")
    return text


Month = Annotated[
    str, typer.Option("--month", metavar="YYYY-MM", help="Calendar month of the test date.", callback=month)
]


def surroundings(*, quiet: bool = False, unsafe_debug: bool = False) -> Surroundings:
    """The machine: its clocks, its environment and the terminal."""
    return Surroundings(
        now=lambda: datetime.now(UTC),
        seconds=time.monotonic,
        environment=os.environ,
        progress=progress.for_stream(sys.stderr, time.monotonic, quiet=quiet),
        unsafe_debug=unsafe_debug,
        warn=lambda told: typer.echo(f"warning: {told}", err=True),
    )


def existing(layout: Layout, number: str | None, job_name: str) -> str:
    """The release asked for, or the current one; ConfigError when there is none, IntegrityError when it is lost."""
    wanted = written_out(number) if number else shown(layout)
    if wanted is None:
        raise ConfigError(f"nothing has been published yet; run `linkage run {job_name} --month YYYY-MM`")
    history.refuse_missing(layout, wanted)
    return wanted


def written_out(number: str) -> str:
    """A release number as its folder has it: 1, 01 and 0001 are one; any other text is left as it is."""
    is_number = number.isascii() and number.isdigit()
    return (number.lstrip("0") or "0").rjust(NUMBER_DIGITS, "0") if is_number else number
