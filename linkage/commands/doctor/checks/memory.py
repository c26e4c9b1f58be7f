"""memory: what is free, and processors."""

import os

from linkage.commands.doctor.check import Check, Subject
from linkage.session.finding import Warned
from linkage.session.footprint import free_memory, memory_bytes

LEAST_MEMORY = 4 * 2**30
"""Bytes; a national month has been done in six times as much."""


def memory(_: Subject) -> str:
    """Memory and processors."""
    told = (
        f"{memory_bytes() / 2**30:.1f} GiB, {free_memory() / 2**30:.1f} GiB of it free, "
        f"{os.cpu_count()} processors"
    )
    if free_memory() < LEAST_MEMORY:
        raise Warned(
            f"{told}: a month will spill and take longer; end other programs or use a larger machine"
        )
    return told


CHECK = Check(name="memory", place=500, meaning="Memory enough for a month that does not spill.", look=memory)
