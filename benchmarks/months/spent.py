"""What a `linkage` command spends of the processor, everything that it starts included; for a process of its own."""

import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks import command
from benchmarks.process import apart


def spending(arguments: list[str]) -> float:
    """Run it here; the CPU seconds of this process and its children, from the start of Python on."""
    command.run(arguments)
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def spent(*arguments: str) -> float:
    """CPU seconds of a command in a process of its own."""
    return apart(spending, list(arguments)).answer


def run(job: Path, how: Sequence[str]) -> float:
    """CPU seconds of one run."""
    return spent("run", str(job), *how, "--quiet")
