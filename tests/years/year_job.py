"""A job that lives through a year of deliveries, and the same made from scratch."""

import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from linkage.api import Asked, LinkageWarning, OpenedJob, open_job
from synthetic.deliveries.settings import YearSettings
from synthetic.year import Year, deliveries

KEY = "file:key.txt"
MODEL = "models/hes_did.json"


@dataclass(frozen=True)
class YearJob:
    """A job's folder, to which deliveries come, and one output folder in it."""

    year: Year
    folder: Path
    profile: str
    """dmq_2015 or hes_did."""
    output: str = "out"

    @property
    def file(self) -> Path:
        """The job file, written when it is asked for; the key is the same for every output."""
        path = self.folder / f"{self.output}.toml"
        text = (self.folder / "job.toml").read_text("utf-8")
        text = text.replace('output = "out"', f'output = "{self.output}"')
        text = text.replace('profile = "hes_did"', f'profile = "{self.profile}"')
        path.write_text(f'{text}\n[keys]\npseudonym = "{KEY}"\n', "utf-8")
        key = self.folder / "key.txt"
        key.write_text(sha256(b"a year of deliveries").hexdigest() + "\n", "utf-8")
        key.chmod(0o600)
        return path

    @property
    def opened(self) -> OpenedJob:
        """The job, read again."""
        return open_job(self.file)

    @property
    def release(self) -> Path:
        """The folder of the current release."""
        return self.folder / self.output / "current"


def begun(settings: YearSettings, folder: Path, profile: str, model: Path | None = None) -> YearJob:
    """A job to which nothing has been delivered yet."""
    job = YearJob(deliveries(folder / "year", settings), folder / "job", profile)
    if model:
        (job.folder / MODEL).parent.mkdir(parents=True)
        shutil.copy(model, job.folder / MODEL)
    return job


def trained(job: YearJob) -> Path:
    """A model learnt from the whole year; gives its file."""
    job.year.deliver(job.year.settings.last, job.folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LinkageWarning)
        job.opened.train()
    return job.folder / MODEL


def run_month(job: YearJob, month: str) -> None:
    """Publish a month from what lies in the folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LinkageWarning)
        job.opened.run(month)


def restate(job: YearJob, months: Sequence[str]) -> None:
    """Make months anew, each with a fresh context."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LinkageWarning)
        for month in months:
            job.opened.run(month, restate=True)


def run_all(job: YearJob, asked: Asked) -> None:
    """What is asked for, from what lies in the folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LinkageWarning)
        job.opened.run_all(asked)


def run_delivery(job: YearJob, delivery: int, *, changed: bool = True) -> None:
    """
    What is run after a delivery: its month, if it brings one, and where `changed` whatever it changes of the others.

    The one place that says how a delivery is run.
    """
    brought = job.year.settings.months[delivery - 1 : delivery][: delivery <= job.year.settings.deliveries]
    if brought or changed:
        run_all(job, Asked(tuple(brought), changed=changed))


def live_through(job: YearJob, *, changed: bool = True) -> None:
    """Every delivery in turn, each followed by its run."""
    for delivery in range(1, job.year.settings.last + 1):
        job.year.deliver(delivery, job.folder)
        run_delivery(job, delivery, changed=changed)


def arrive_in_any_order(job: YearJob, seed: int) -> None:
    """All that lies there in the end, its imaging files one by one by chance; a month is run when its file is there."""
    whole = job.folder.with_name("arriving")
    job.year.deliver(job.year.settings.last, whole)
    months = job.year.settings.months[:-1]
    shutil.copytree(whole, job.folder, ignore=shutil.ignore_patterns("DID_*"), dirs_exist_ok=True)
    files = sorted(path.name for path in (whole / "did").iterdir())
    Random(seed).shuffle(files)
    for name in files:
        shutil.copy(whole / "did" / name, job.folder / "did" / name)
        month = name.removeprefix("DID_").removesuffix(".csv")
        if month in months:
            run_month(job, month)


def from_scratch(job: YearJob, contexts: Path | None = None) -> None:
    """Every month of the year from what lies in the folder now, into an output folder that is not there yet."""
    run_all(job, Asked(job.year.settings.months[:-1], contexts=contexts))
