"""room: memory and disk for a run of the job, and the memory limit in force."""

from linkage.commands.doctor.check import Check, Subject
from linkage.commands.doctor.checks.inputs import CHECK as INPUTS
from linkage.engine.memory import memory_bytes
from linkage.errors import ResourceError
from linkage.session.finding import Warned
from linkage.session.footprint import MEMORY_BASE, database_limit, needs


def room(subject: Subject) -> str:
    """What is wanted for the files there are, what is free, and what the database may hold."""
    memory, disk = needs(subject.job, subject.sources)
    limit, setting = database_limit(subject.job, subject.sources), subject.job.duckdb.memory_limit
    wanted = ", ".join(
        f"{need.of} {need.wanted / 1e9:,.1f} GB wanted and {need.free / 1e9:,.1f} GB free"
        for need in (memory, disk)
    )
    told = f"{wanted}; the database may hold {limit / 1e9:,.1f} GB " + (
        "([duckdb] memory_limit)" if setting else "(by default; [duckdb] memory_limit changes it)"
    )
    if disk.is_short:
        raise ResourceError(f"{told}; {disk.advice}")
    if limit + MEMORY_BASE > memory_bytes():
        raise Warned(
            f"{told}: more than this machine, or its control group, has; set [duckdb] memory_limit to "
            f"{max(0.1, (memory_bytes() - MEMORY_BASE) / 1e9):,.1f}GB or less, or the system may end the run"
        )
    if memory.is_short:
        raise Warned(f"{told}; {memory.advice}")
    return told


CHECK = Check(
    name="room", place=1600, meaning="Memory and disk are enough for a run.", look=room, needs=(INPUTS,)
)
