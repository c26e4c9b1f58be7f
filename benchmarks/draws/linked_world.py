"""A synthetic world that is trained on and linked once with draws, by the commands a user would type."""

import shutil
from pathlib import Path

from benchmarks.command import linkage, run
from benchmarks.process import apart
from benchmarks.spent import cpu_seconds
from benchmarks.world import MONTH, job

ASKED = ("outputs.all_spells=true", "outputs.include_source_keys=true")
"""Stays of everybody, so that any person's are known; and the keys by which an event is found in the truth."""


def linked_world(folder: Path, name: str, draws: int) -> Path:
    """The release folder; an output of that name is made anew."""
    path, output = job(folder, name, "hes_did"), folder / name
    shutil.rmtree(output, ignore_errors=True)
    linkage("train", str(path), "--force", "--quiet")
    settings = [word for one in (*ASKED, f"outputs.link_draws={draws}") for word in ("--set", one)]
    linkage("run", str(path), "--month", MONTH, "--quiet", *settings)
    return output / "current"


def spent(arguments: list[str]) -> float:
    """A command, and the seconds of processor that it took."""
    run(arguments)
    return cpu_seconds()


def timed(*arguments: str) -> float:
    """The same in a process of its own."""
    return apart(spent, list(arguments)).answer
