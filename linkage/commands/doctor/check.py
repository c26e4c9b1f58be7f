"""What a check of doctor is: one look at the machine, the job or its output folder, with all that is said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from linkage.config.given.settings import NOTHING, Given
from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.release.layout import Layout
from linkage.session.sources import sources
from linkage.session.stores.job_layout import looked_at
from linkage.session.surroundings import Surroundings
from linkage.steps.inputs.source import Source


@dataclass(frozen=True)
class Subject:
    """What is looked at: the machine, and a job when one is named."""

    around: Surroundings
    job_file: Path | None
    given: Given = NOTHING
    """What stands beside the job file."""

    @cached_property
    def job(self) -> Job:
        """The job of the file. For checks that need the check of the job file, which tells what is wrong with it."""
        if self.job_file is None:
            raise ValueError("there is no job to look at")
        return load_job(self.job_file, self.given)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Its data sets with their files, which are looked into where the job does not say where people come from."""
        return sources(self.job)

    @cached_property
    def layout(self) -> Layout:
        """Where the job's output lies, up to date where that is a store."""
        return looked_at(self.job)


@dataclass(frozen=True)
class Check:
    """
    One check. A module of the folder `checks` that has one, as CHECK, makes it one of the program.

    It leaves nothing behind, reads no table of a release, and tells no value of anybody's record.
    """

    name: str
    place: int
    """In the order in which checks are made and told, the smallest first."""
    meaning: str
    """What is as it should be where it finds nothing."""
    look: Callable[[Subject], str | None]
    """
    What it tells. Warned or LinkageError when something is wrong, with what to do next; None when there is nothing
    to look at.
    """
    needs: tuple["Check", ...] = ()
    """It is made only after these were, without a problem."""
