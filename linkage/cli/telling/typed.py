"""The path of a job as it is to be typed in the command that a user is told to run next."""

import shlex
from pathlib import Path


def typed(path: Path) -> str:
    """A path as a shell takes it for one word: quoted where it has blanks, quotes or brackets in it."""
    return shlex.quote(str(path))
