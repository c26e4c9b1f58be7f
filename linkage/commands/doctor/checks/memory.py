"""memory: what there is, who limits it, what is free, and what a database takes of it."""

from linkage.commands.doctor.check import Check, Subject
from linkage.engine.control_groups import limited_groups
from linkage.engine.memory import default_limit, free_memory, machine_bytes, memory_bytes, processors
from linkage.session.finding import Warned

LEAST_MEMORY = 3 * 2**30
"""Bytes: the least limit of a database by default, and half as much for all else."""


def memory(_: Subject) -> str:
    """Memory and processors; that of a control group, where one allows less than the machine has."""
    there, machine = memory_bytes(), machine_bytes()
    told = f"{there / 2**30:.1f} GiB"
    if there < machine:
        told += f", to which a control group limits this program on a machine of {machine / 2**30:.1f} GiB"
    elif limited_groups():
        told += " (no control group allows less)"
    told += f", {free_memory() / 2**30:.1f} GiB of it free, {processors()} processors; without [duckdb] memory_limit "
    told += (
        f"the database takes {default_limit() / 1e9:.1f} GB and, for large files, up to {there / 2e9:.1f} GB"
    )
    if free_memory() < LEAST_MEMORY:
        raise Warned(
            f"{told}: a month will spill and take longer; end other programs or use a larger machine"
        )
    return told


CHECK = Check(name="memory", place=500, meaning="Memory enough for a month that does not spill.", look=memory)
