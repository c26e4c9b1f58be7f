"""One thing that a diagnosis has looked at: fine, worth knowing, or what a run would fail on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from linkage.errors import LinkageError


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what was found; a warning or a problem says what to do next."""

    name: str
    state: Literal["ok", "warning", "problem"]
    told: str
    exit_code: int = 0
    """That of the run which would fail; 0 unless it is a problem."""


class Warned(Exception):  # noqa: N818 - it ends no run
    """A look found something that a run would go on with."""


def look(name: str, at: Callable[[], str | None]) -> Finding | None:
    """What `at` tells, or the Warned or LinkageError it raises, as a finding; None when it tells nothing."""
    try:
        told = at()
    except Warned as found:
        return Finding(name, "warning", str(found))
    except LinkageError as found:
        return Finding(name, "problem", str(found), found.exit_code)
    return None if told is None else Finding(name, "ok", told)
