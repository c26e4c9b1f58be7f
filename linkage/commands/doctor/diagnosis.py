"""What a machine, a job and its output folder lack, before a run finds out: what is wrong and what to do next."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.every import CHECKS
from linkage.config.given.settings import NOTHING, Given
from linkage.session.finding import Finding, look
from linkage.session.surroundings import Surroundings


def diagnose(job_file: Path | None, around: Surroundings, given: Given = NOTHING) -> list[Finding]:
    """Everything about the machine, and about a job when one is named, with what is `given`. Leaves nothing behind."""
    return findings(CHECKS, Subject(around, job_file, given))


def findings(checks: Iterable[Check], subject: Subject) -> list[Finding]:
    """What the checks find, in their order, each after those that it needs."""
    made: dict[Check, Finding] = {}
    for check in checks:
        if all(needed in made and made[needed].state != "problem" for needed in check.needs):
            found = look(check.name, partial(check.look, subject))
            if found:
                made[check] = found
    return list(made.values())
