"""What a `linkage` command spends of the processor, everything that it starts included; for a process of its own."""

import os

from benchmarks import command
from benchmarks.process import apart


def cpu() -> float:
    """CPU seconds of this process and its children, from the start of Python on."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def spending(arguments: list[str]) -> float:
    """Run it here; its CPU seconds."""
    command.run(arguments)
    return cpu()


def spent(*arguments: str) -> float:
    """CPU seconds of a command in a process of its own."""
    return apart(spending, list(arguments)).answer
