"""What --accept and --reason ask for: gates that may be broken in this run, each with its reason."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from linkage.errors import ConfigError
from linkage.gates.every import GATES
from linkage.gates.judge import Judging
from linkage.words.free_text import problem

LONGEST_REASON = 500


def judging(
    accepted: Sequence[str] | None, reasons: Sequence[str] | None, *, strict: bool, near: Sequence[date]
) -> Judging:
    """
    What the command line asks of the gates; ConfigError for a gate there is not, or one without its reason.

    A reason is kept and shown inside: a date in it that is far from all the days `near` is refused, as in a sign-off.
    """
    names, given = list(accepted or ()), [reason.strip() for reason in reasons or ()]
    known = [gate.name for gate in GATES]
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, 1)
            meant = f"; did you mean {close[0]}?" if close else f" (known: {', '.join(known)})"
            raise ConfigError(f"--accept: there is no such gate{meant}")
    if len(set(names)) < len(names):
        raise ConfigError("--accept names a gate twice; name it once, with one --reason")
    if len(given) != len(names):
        raise ConfigError(
            f"{len(names)} --accept and {len(given)} --reason: give each gate its reason, in the same order, such as "
            '--accept volume_drop --reason "clinics were closed"'
        )
    for reason in given:
        if not reason or len(reason) > LONGEST_REASON:
            raise ConfigError(f"--reason: write 1 to {LONGEST_REASON} characters")
        if wrong := problem(reason, near=near):
            raise ConfigError(f"--reason {wrong}")
    return Judging(dict(zip(names, given, strict=True)), strict=strict)
