"""The output of a job: its folder, and the home of its releases, which is that folder or a store."""

from linkage.config.job import Job
from linkage.release.homes.folder import FOLDER
from linkage.release.homes.home import Home
from linkage.release.layout import Layout


def job_layout(job: Job) -> Layout:
    """Where the job's output lies; nothing is asked of a store yet."""
    return Layout(job.output, home_of(job))


def looked_at(job: Job) -> Layout:
    """The same, up to date with what is published, for who only reads it; errors as those of the store's client."""
    layout = job_layout(job)
    layout.home.look(layout)
    return layout


def try_store(job: Job) -> None:
    """ResourceError or ConfigError unless the store of the job's output can be read and written."""
    home_of(job).trial()


def bring_current(layout: Layout) -> None:
    """Have all of the release that readers are shown in the folder, since a run takes its other months over."""
    if layout.home is not FOLDER and (number := layout.current()):
        layout.home.bring(layout, number)


def home_of(job: Job) -> Home:
    """The home of the job's releases, one and the same for all of a process."""
    if job.store_address is None:
        return FOLDER
    from linkage.release.homes.opened import home_at  # noqa: PLC0415 - only jobs with an address need it

    return home_at(
        job.store_address, job.store.settings, allow_http=job.store.allow_http, life=job.store.lock_seconds
    )
