"""What a command is given of the machine."""

import os
import sys
import time
from datetime import UTC, datetime

import typer

from linkage.session import progress
from linkage.session.surroundings import Surroundings


def surroundings(*, quiet: bool = False, unsafe_debug: bool = False) -> Surroundings:
    """The machine: its clocks, its environment and the terminal."""
    return Surroundings(
        now=lambda: datetime.now(UTC),
        seconds=time.monotonic,
        environment=os.environ,
        progress=progress.for_stream(sys.stderr, time.monotonic, quiet=quiet),
        unsafe_debug=unsafe_debug,
        warn=lambda warning: typer.echo(f"warning: {warning}", err=True),
    )
