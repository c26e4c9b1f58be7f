"""
The Python door: what the command line does, for a program.

    from linkage.api import open_job, open_release

    job = open_job("job.toml")
    job.train()
    outcome = job.run("2026-04")
    release = open_release("out/current")

Results are typed, and what goes wrong raises the exceptions of `linkage.errors` that the exit codes come from. What the
command line would warn of is a `LinkageWarning`. Nothing is printed.
"""

import os
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from linkage.commands.months.asked import AS_SET, Asked, month_range
from linkage.commands.plan.release_plan import RunPlan
from linkage.commands.plan.run_plan import plan_job, plan_run
from linkage.commands.plan.sql_listing import EVERY, Listing, list_sql
from linkage.commands.run.monthly_run import run_job, run_month
from linkage.commands.run.run_outcome import Outcome
from linkage.commands.sensitivity.counted import Sensitivity
from linkage.commands.sensitivity.sensitivity_command import sensitivity
from linkage.commands.train.model_training import train_job
from linkage.config.given.settings import Given
from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.gates.judge import Judging
from linkage.reading.opened_release import open_release
from linkage.reading.rubin import Pooled, rubin
from linkage.session.progress import Silent
from linkage.session.surroundings import Surroundings
from linkage.steps.probabilistic.model.model import Model

__all__ = [
    "Asked",
    "LinkageWarning",
    "OpenedJob",
    "Pooled",
    "month_range",
    "open_job",
    "open_release",
    "rubin",
]


class LinkageWarning(UserWarning):
    """Something that a run goes on with, and what to do about it."""


@dataclass(frozen=True)
class OpenedJob:
    """A job file that has been read and checked."""

    job: Job
    around: Surroundings

    def plan(self, month: str) -> RunPlan:
        """What a run for `month` (YYYY-MM) would read, do and need; writes nothing."""
        return plan_run(self.job, month, self.around)

    def plan_all(self, asked: Asked) -> tuple[RunPlan, ...]:
        """What `run_all` would do: a plan for each release that it would make; writes nothing."""
        return plan_job(self.job, asked, self.around)

    def sql(self, month: str, step: str = EVERY) -> tuple[Listing, ...]:
        """Every table that the steps of a run for `month` make, of one or all, with its SQL; reads no input file."""
        return list_sql(self.job, month, step, self.around)

    def train(self, *, force: bool = False) -> Model:
        """Learn the model from every month of the files, and write it; `force` replaces one that is there."""
        return train_job(self.job, self.around, force=force)

    def sensitivity(self, month: str) -> Sensitivity:
        """How far the links and headline rates of `month` move, resolved in several ways; publishes nothing."""
        return sensitivity(self.job, month, self.around)

    def run(self, month: str, *, restate: bool = False, judging: Judging = AS_SET) -> Outcome:
        """Link `month` and publish it as a new release, or find that it stands; `judging` is for this run alone."""
        return run_month(self.job, month, self.around, restate=restate, judging=judging)

    def run_all(self, asked: Asked) -> tuple[Outcome, ...]:
        """
        Several months in order, a release each, every file read once; or all that has changed, in one release.

        `Asked(month_range("2026-01..2026-12"))`, `Asked(("latest",))`, `Asked(changed=True)`, and combinations.
        """
        return run_job(self.job, asked, self.around)


def open_job(path: str | Path, settings: Sequence[str] = ()) -> OpenedJob:
    """
    The job file at `path`, or job.toml in a folder, with `settings` such as "duckdb.threads=4" laid over it.

    ConfigError, with every problem at once, when it cannot be used.
    """
    around = Surroundings(
        now=lambda: datetime.now(UTC),
        seconds=time.monotonic,
        environment=os.environ,
        progress=Silent(),
        warn=lambda warning: warnings.warn(warning, LinkageWarning, stacklevel=4),
    )
    return OpenedJob(load_job(Path(path), Given(tuple(settings), os.environ)), around)
