"""What a command is given of the machine."""

import os
import sys
import time
from datetime import UTC, datetime
from functools import partial

from linkage.cli.telling import log as log_book
from linkage.session import progress
from linkage.session.logged import Logged
from linkage.session.surroundings import Surroundings, unheard


def surroundings(
    *, quiet: bool = False, unsafe_debug: bool = False, log: log_book.Asked | None = None
) -> Surroundings:
    """The machine: its clocks, its environment, the terminal, and the log of a command that keeps one."""
    shown = progress.for_stream(sys.stderr, time.monotonic, quiet=quiet)
    begun = log_book.begin(log, now, time.monotonic, quiet=quiet) if log else None
    return Surroundings(
        now=now,
        seconds=time.monotonic,
        environment=os.environ,
        progress=Logged(shown, begun, time.monotonic) if begun else shown,
        unsafe_debug=unsafe_debug,
        warn=partial(log_book.told, "warning"),
        named=begun.name if begun else unheard,
    )


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)
