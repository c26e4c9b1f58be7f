"""What a run wants of memory and disk, beside what there is, and what to change where it would not fit."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import Job
from linkage.engine.memory import free_memory, limit_in_force, memory_bytes
from linkage.session.forecast import MEMORY_BASE, Forecast, forecast
from linkage.session.text_size import input_bytes
from linkage.steps.inputs.source import Source


@dataclass(frozen=True)
class Need:
    """What a run wants of something, and what of it is free now; bytes."""

    of: str
    """memory or disk."""
    wanted: int
    free: int
    advice: str
    """What to do when it is short."""
    refused: str | None = None
    """Why no run should begin, with the setting to change; None where one may."""

    @property
    def is_short(self) -> bool:
        """Whether there is less than wanted."""
        return self.free < self.wanted


def needs(job: Job, sources: Sequence[Source], found: Forecast | None = None) -> tuple[Need, Need]:
    """Memory and disk that a run of `job` wants, beside what is free; `found` is what it will take, if known."""
    told = found or forecast(job, sources)
    place = nearest(job.output)
    return (
        Need(
            "memory",
            told.memory,
            free_memory(),
            "end other programs, or set [duckdb] memory_limit: a run with less memory spills and takes longer",
            too_much_memory(database_limit(job, sources)),
        ),
        Need(
            "disk",
            told.disk,
            free_disk(place),
            "free some space, or name another disk under [job] output or [duckdb] spill",
            too_much_disk(told.disk, free_disk(place)),
        ),
    )


def too_much_memory(limit: int) -> str | None:
    """Why a database may not hold so much: more than there is, and the system would end the run."""
    there = memory_bytes()
    if limit + MEMORY_BASE <= there:
        return None
    fits = max(0.1, (there - MEMORY_BASE) / 1e9)
    return (
        f"the database may hold {limit / 1e9:,.1f} GB, and with what the program holds beside it that is more than "
        f"the {there / 1e9:,.1f} GB of this machine or its control group: set [duckdb] memory_limit to "
        f"{fits:,.1f}GB or less"
    )


def too_much_disk(wanted: int, free: int) -> str | None:
    """Why a run should not begin: the disk would fill up."""
    if wanted <= free:
        return None
    return (
        f"a run takes about {wanted / 1e6:,.0f} MB of disk and {free / 1e6:,.0f} MB are free: free some, or name "
        "another disk under [job] output"
    )


def database_limit(job: Job, sources: Sequence[Source]) -> int:
    """Bytes that the database of a run may hold: [duckdb] memory_limit, or the default for files so large."""
    return limit_in_force(job.duckdb.memory_limit, input_bytes(sources), job.duckdb.threads)


def free_disk(folder: Path) -> int:
    """Free bytes of the disk that holds `folder`."""
    return shutil.disk_usage(folder).free


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())
