"""The job that a command line means: its file, the settings given beside it, and the environment."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkage.config.given.settings import Given
    from linkage.config.job import Job


def asked_job(job_file: Path, settings: Sequence[str] | None) -> "Job":
    """The job of a file, with the settings of --set; ConfigError with every problem at once."""
    from linkage.config.load import load_job

    return load_job(job_file, given(settings))


def given(settings: Sequence[str] | None) -> "Given":
    """What stands beside the job file: the settings of --set, and the variables of the environment."""
    from linkage.config.given.settings import Given

    return Given(tuple(settings or ()), os.environ)
