"""What a command sees of the machine, handed in so that nothing looks by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from linkage.session.progress import Progress


def unheard(_: str) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Surroundings:
    """Clocks, environment and the user's terminal."""

    now: Callable[[], datetime]
    """The time of day, with its zone."""
    seconds: Callable[[], float]
    """Seconds that only go forward."""
    environment: Mapping[str, str]
    progress: Progress
    unsafe_debug: bool = False
    """Let database errors, which quote the data, through to the terminal."""
    warn: Callable[[str], None] = unheard
    """Tells the user of something that the command goes on with, and what to do about it."""
    named: Callable[[str], None] = unheard
    """Is told the id of the run as soon as it is known, for the log."""
