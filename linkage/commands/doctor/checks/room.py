"""room: memory and disk for a run of the job."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.inputs import CHECK as INPUTS
from linkage.errors import ResourceError
from linkage.session.finding import Warned
from linkage.session.footprint import needs


def room(subject: Subject) -> str:
    """What is wanted for the files there are, and what is free."""
    memory, disk = needs(subject.job, subject.sources)
    told = ", ".join(
        f"{need.of} {need.wanted / 1e9:,.1f} GB wanted and {need.free / 1e9:,.1f} GB free"
        for need in (memory, disk)
    )
    if disk.is_short:
        raise ResourceError(f"{told}; {disk.advice}")
    if memory.is_short:
        raise Warned(f"{told}; {memory.advice}")
    return told


CHECK = Check(
    name="room", place=1600, meaning="Memory and disk are enough for a run.", look=room, needs=(INPUTS,)
)
