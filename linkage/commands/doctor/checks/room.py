"""room: time, memory and disk for a run of the job, and the memory limit in force."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.inputs import CHECK as INPUTS
from linkage.errors import ResourceError
from linkage.session.finding import Warned
from linkage.session.footprint import database_limit, needs
from linkage.session.forecast import forecast


def room(subject: Subject) -> str:
    """What is wanted for the files there are, what is free, and what the database may hold."""
    found = forecast(subject.job, subject.sources)
    memory, disk = needs(subject.job, subject.sources, found)
    limit, setting = database_limit(subject.job, subject.sources), subject.job.duckdb.memory_limit
    wanted = ", ".join(
        f"{need.of} {need.wanted / 1e9:,.1f} GB wanted and {need.free / 1e9:,.1f} GB free"
        for need in (memory, disk)
    )
    told = (
        f"{wanted}; the database may hold {limit / 1e9:,.1f} GB "
        + ("([duckdb] memory_limit)" if setting else "(by default; [duckdb] memory_limit changes it)")
        + f"; a run about {found.seconds:,.0f} s, {found.told}"
    )
    if disk.is_short:
        raise ResourceError(f"{told}; {disk.advice}")
    if memory.refused:
        raise Warned(f"{told}; {memory.refused}")
    if memory.is_short:
        raise Warned(f"{told}; {memory.advice}")
    return told


CHECK = Check(
    name="room", place=1600, meaning="Memory and disk are enough for a run.", look=room, needs=(INPUTS,)
)
