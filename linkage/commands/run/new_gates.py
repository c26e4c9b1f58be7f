"""Gates that a folder meets for the first time: the release it shows was made before they were."""

from collections.abc import Callable, Sequence

from linkage.config.job import Job
from linkage.gates.every import BEFORE_FORMAT_3, GATES
from linkage.gates.limits import limits
from linkage.release.record.manifest import Manifest

KNOWN = tuple(gate.name for gate in GATES)
"""What a manifest lists, so that a later version can tell which of its gates are new."""


def new_gates(previous: Manifest | None, job: Job) -> tuple[str, ...]:
    """Gates that are on and that the program which made the current release did not know."""
    if previous is None:
        return ()
    known: Sequence[str] = previous.gates_known or BEFORE_FORMAT_3
    return tuple(one.gate.name for one in limits(job.gates) if one.gate.name not in known)


def tell_new_gates(previous: Manifest | None, job: Job, warn: Callable[[str], None]) -> None:
    """List the gates that this folder meets for the first time, with their limits."""
    names = new_gates(previous, job)
    if previous is None or not names:
        return
    listed = "; ".join(f"{one.gate.name} ({one.told})" for one in limits(job.gates) if one.gate.name in names)
    warn(
        f"release {previous.release} was made before these gates were; they are judged from this run on: {listed}. "
        "[gates] in the job file changes or turns off each"
    )
