"""The free texts of a job, looked at where the day of the release is known: dates that may be somebody's."""

from collections.abc import Iterator
from datetime import date

from linkage.config.job import Job
from linkage.errors import ConfigError
from linkage.session.stores.found_files import found_files
from linkage.session.supplied_lists import provider_names
from linkage.words.free_text import problem


def check_texts(job: Job, *near: date) -> None:
    """
    Refuse texts that may not be shown in a report of the days `near`.

    ConfigError naming every key of the job file; InputError naming file and line of a list of names.
    """
    wrong = [
        f"{key}: {trouble}"
        for key, text in texts(job)
        if (trouble := problem(text, near=near, may_have_postcode=key == "report.contact"))
    ]
    if wrong:
        raise ConfigError("texts of the job file would be shown in the report:\n  " + "\n  ".join(wrong))
    if names := job.lookups.provider_names:
        provider_names(found_files(job, names.paths, key="lookups.provider_names").files, near=near)


def texts(job: Job) -> Iterator[tuple[str, str]]:
    """Every free text of a job file with its key."""
    yield "job.name", job.job.name
    for key in ("status", "contact", "marking", "shareable_marking", "next_date"):
        if text := getattr(job.report, key):
            yield f"report.{key}", text
    for place, entry in enumerate(job.report.rebase, start=1):
        yield f"report.rebase[{place}].reason", entry.reason
